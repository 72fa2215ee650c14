#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads what `lacuna-cli bench` wrote and prints tables, or draws the plots of the manual.

solver_table.py FOLDER … [--before FOLDER] [--budgets N,…] [--plot FILE --language en|de --tasks NAME,…] [--targets]

The tables hold the mean PSNR over the photographs that every solver of the table has finished at every
number of evaluations; --before adds VML-MAP's rows of another folder, as "VML-MAP before". A solver that
refuses a task has no row there. The plot shows some tasks side by side (matplotlib). --targets prints a line
for each task instead: whether VML-MAP leads at 20 evaluations, and with how many it equals the best of the
others at any number.
"""
import argparse
import collections
import csv
import pathlib

TITLES = {"vml-map": "VML-MAP", "before": "VML-MAP before", "dpir": "DPIR", "diffpir": "DiffPIR", "ddrm": "DDRM",
          "ddnm": "DDNM", "pigdm": "ΠGDM", "dps": "DPS", "red-diff": "RED-diff", "daps": "DAPS",
          "map-ga": "MAP-GA", "dps:guidance=4": "DPS, ζ = 4"}
WORDS = {"en": {"x": "evaluations of the network", "y": "PSNR, dB", "motion-1": "shaken camera",
                "gaussian-1.6": "Gaussian blur of 1.6 px", "noise-25": "noise of 25 levels",
                "drop-50": "half of the pixels missing"},
         "de": {"x": "Auswertungen des Netzes", "y": "PSNR, dB", "motion-1": "verwackelt",
                "gaussian-1.6": "Gauß-Unschärfe von 1,6 px", "noise-25": "Rauschen von 25 Stufen",
                "drop-50": "die Hälfte der Pixel fehlt"}}
AT = 20  # evaluations at which VML-MAP should lead


def rows_of(folder):
    for file in sorted(pathlib.Path(folder).glob("*.csv")):
        with open(file, newline="", encoding="utf-8") as lines:
            yield from csv.DictReader(lines)


def results(folders, before):
    """{damage: {solver: {budget: {photo: PSNR}}}}"""
    out = collections.defaultdict(lambda: collections.defaultdict(lambda: collections.defaultdict(dict)))
    for folder in folders:
        for row in rows_of(folder):
            if not row["problem"]:
                out[row["damage"]][row["solver"]][int(row["budget"])][row["photo"]] = float(row["psnr"])
    for row in rows_of(before) if before else ():
        if row["solver"] == "vml-map" and row["damage"] in out and not row["problem"]:
            out[row["damage"]]["before"][int(row["budget"])][row["photo"]] = float(row["psnr"])
    return out


def means(solvers, names):
    """{solver: {budget: mean}} over the photographs that all of `names` have, and their number."""
    names = [name for name in names if name in solvers]
    budgets = sorted(set.intersection(*(set(solvers[name]) for name in names)))
    photos = set.intersection(*(set(solvers[name][budget]) for name in names for budget in budgets))
    return {name: {budget: sum(solvers[name][budget][photo] for photo in photos) / len(photos)
                   for budget in budgets} for name in names} if photos else {}, len(photos)


def print_table(damage, solvers, names):
    table, count = means(solvers, names)
    if not table:
        return
    budgets = list(next(iter(table.values())))
    print(f"\n| {damage}, {count} photographs | " + " | ".join(map(str, budgets)) + " |")
    print("|---|" + "---|" * len(budgets))
    for name in names:
        if name not in table:
            continue
        cells = []
        for budget in budgets:
            best = max(table[other][budget] for other in table)
            text = f"{table[name][budget]:.2f}"
            cells.append(f"**{text}**" if table[name][budget] > best - 0.005 else text)
        print(f"| {TITLES[name]} | " + " | ".join(cells) + " |")


def print_targets(all_results, names):
    print(f"| | at {AT}: VML-MAP | best of the others | | best of the others at any number | VML-MAP equals it with |")
    print("|---|---|---|---|---|---|")
    for damage, solvers in all_results.items():
        table, count = means(solvers, names)
        if "vml-map" not in table or AT not in table["vml-map"]:
            continue
        own, others = table["vml-map"], {name: line for name, line in table.items() if name != "vml-map"}
        rival = max(others, key=lambda name: others[name][AT])
        best, budget = max(((name, budget) for name in others for budget in others[name]),
                           key=lambda cell: others[cell[0]][cell[1]])
        most = others[best][budget]
        enough = next((str(each) for each in own if own[each] > most - 0.005), "none of these")
        lead = own[AT] - others[rival][AT]
        print(f"| {damage}, {count} photographs | {own[AT]:.2f} | {TITLES[rival]} {others[rival][AT]:.2f} | {lead:+.2f} | "
              f"{TITLES[best]} with {budget}: {most:.2f} | {enough} |")


def plot(all_results, names, file, language, tasks):
    import matplotlib
    matplotlib.use("Agg")
    import matplotlib.pyplot as pyplot
    words = WORDS[language]
    colours = dict(zip(names, ("#d55e00", "#0072b2", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#7f7f7f",
                               "#8c564b", "#9467bd", "#bcbd22", "#17becf")))
    lines = {}
    figure, axes = pyplot.subplots(1, len(tasks), figsize=(3.2 * len(tasks), 3.4), dpi=100)
    for axis, damage in zip(axes, tasks):
        table, _ = means(all_results[damage], names)
        for name, line in table.items():
            first = name == "vml-map"
            lines[name], = axis.plot(list(line), list(line.values()), "o-", markersize=4, color=colours[name],
                                     linewidth=2.4 if first else 1.2, zorder=3 if first else 2)
        axis.set_xscale("log")
        axis.set_xticks(list(next(iter(table.values()))))
        axis.get_xaxis().set_major_formatter(matplotlib.ticker.ScalarFormatter())
        axis.minorticks_off()
        axis.set_title(words[damage], fontsize=10)
        axis.set_xlabel(words["x"], fontsize=9)
        axis.grid(alpha=0.3)
        axis.tick_params(labelsize=8)
    axes[0].set_ylabel(words["y"], fontsize=9)
    shown = [name for name in names if name in lines]
    figure.legend([lines[name] for name in shown], [TITLES[name] for name in shown], loc="lower center",
                  ncol=len(shown), fontsize=8, frameon=False, columnspacing=1.2, handlelength=1.5)
    figure.tight_layout(rect=(0, 0.08, 1, 1))
    figure.savefig(file)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--before")
    parser.add_argument("--solvers", default=",".join(TITLES), help="in the order of the rows")
    parser.add_argument("--budgets", help="only these numbers of evaluations")
    parser.add_argument("--plot")
    parser.add_argument("--language", choices=WORDS, default="en")
    parser.add_argument("--tasks", default="motion-1,gaussian-1.6,noise-25", help="of the plot")
    parser.add_argument("--targets", action="store_true")
    options = parser.parse_args()
    all_results = results(options.folders, options.before)
    if options.budgets:
        wanted = set(map(int, options.budgets.split(",")))
        for solvers in all_results.values():
            for name, line in solvers.items():
                solvers[name] = {budget: photos for budget, photos in line.items() if budget in wanted}
    names = options.solvers.split(",")
    if options.plot:
        plot(all_results, names, options.plot, options.language, options.tasks.split(","))
        return
    if options.targets:
        print_targets(all_results, names)
        return
    for damage, solvers in all_results.items():
        print_table(damage, solvers, names)


if __name__ == "__main__":
    main()
