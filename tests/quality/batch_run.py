#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Restores many photographs with `lacuna-cli batch` and says whether anything was lost, whether its memory stayed flat, and
how much time it takes next to single runs of `restore`.

The photographs are cut from those of a folder, with noise added, in turn as PNG, JPEG, TIFF, WebP and 16-bit PNG, and some
files are broken in different ways. The batch is killed (SIGKILL) as often as asked for, and goes on with --resume.
  nothing lost   every whole photograph has a result of its size, every broken one is reported, and nothing else is there
  memory         resident bytes after each photograph from the fiftieth on (with fewer than 100, from the second half on):
                 the median of the last quarter by that of the first; an SVG shows all
  throughput     the time of single runs without their start-up, by the batch's without its own, over the same photographs,
                 in pairs of one after the other; start-up is the time of a run on 16 x 16 pixels. 1 means that the batch
                 costs nothing; the same in processor time, which other programs on the machine disturb less
Needs Python 3 and lacuna-cli only.

  tests/quality/batch_run.py --photo-folder PHOTOS --out /tmp/batch --photos 500 --size 1632x1224 --broken 10
  tests/quality/batch_run.py --out /tmp/batch --photos 120 --size 192x128 --kills 3 --options="--steps 4 --model photo-fast"
"""

import argparse
import json
import pathlib
import random
import resource
import shlex
import shutil
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
PHOTO_SUFFIXES = {".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp"}
KINDS = [("png", []), ("jpg", []), ("tif", []), ("webp", []), ("png", ["--depth", "16"])]


def run(command, **options):
    return subprocess.run([str(word) for word in command], check=True, capture_output=True, text=True, **options)


def size_of(cli, photo, scratch):
    """Width and height, as lacuna-cli sees them."""
    report = json.loads(run([cli, "metrics", photo, photo, "--json"]).stdout)
    if "width" in report:
        return report["width"], report["height"]
    mask = scratch / "size.png"
    report = json.loads(run([cli, "mask", "detect", photo, "-o", mask, "--json"]).stdout)
    return report["width"], report["height"]


def make_photographs(args, folder):
    """Cuts and damages the photographs; returns the paths of whole and broken ones below the folder."""
    sources = sorted(p for p in args.photo_folder.iterdir()
                     if p.suffix.lower() in PHOTO_SUFFIXES and "mask" not in p.name)
    sizes = {source: size_of(args.cli, source, args.out) for source in sources}
    sources = [s for s in sources if sizes[s][0] >= args.width and sizes[s][1] >= args.height]
    if not sources:
        sys.exit(f"no photograph in {args.photo_folder} has {args.width} x {args.height} pixels")
    chance = random.Random(1)
    whole = []
    for i in range(args.photos - args.broken):
        if i >= args.distinct:
            original = whole[i % args.distinct]
            name = original.with_name(f"{i:04}{original.suffix}")
            shutil.copyfile(folder / original, folder / name)
            whole.append(name)
            continue
        source = sources[i % len(sources)]
        x = chance.randrange(sizes[source][0] - args.width + 1)
        y = chance.randrange(sizes[source][1] - args.height + 1)
        suffix, more = KINDS[i % len(KINDS)]
        name = pathlib.Path(f"roll{i % 7}") / f"{i:04}.{suffix}"
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        run([args.cli, "degrade", source, "-o", folder / name, "--task", "denoise", "--noise", "8", "--seed", i,
             "--crop", f"{x},{y},{args.width},{args.height}", *more])
        whole.append(name)
    broken = []
    for i in range(args.broken):
        good = (folder / whole[i % len(whole)])
        data = good.read_bytes()
        data = [b"", data[:40], bytes(chance.randrange(256) for _ in range(5000)), b"<html>not found</html>"][i % 4]
        name = pathlib.Path(f"roll{i % 7}") / f"broken{i:02}{good.suffix}"
        (folder / name).write_bytes(data)
        broken.append(name)
    return whole, broken


def batch(args, photos, results, more=()):
    return [args.cli, "batch", *photos, "-o", results, "--jobs", args.jobs, *args.options, "--json", "--quiet", *more]


def run_with_kills(args, photos, results):
    """Returns the last report and how often it was killed."""
    chance = random.Random(2)
    journal = results / "lacuna-batch.jsonl"
    for kill in range(args.kills):
        process = subprocess.Popen([str(w) for w in batch(args, [photos], results, ["--resume"])],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wanted = args.photos * (kill + 1) // (args.kills + 1)
        while process.poll() is None:
            done = journal.read_text().count('"event":"done"') if journal.exists() else 0
            if done >= wanted:
                break
            time.sleep(0.05)
        time.sleep(chance.random())
        process.kill()
        process.wait()
    process = subprocess.run([str(w) for w in batch(args, [photos], results, ["--resume"])], capture_output=True, text=True)
    return json.loads(process.stdout), process.returncode


def lines_of(results, event):
    lines = []
    for text in (results / "lacuna-batch.jsonl").read_text().splitlines():
        try:
            line = json.loads(text)
        except ValueError:
            continue
        if line.get("event") == event:
            lines.append(line)
    return lines


def check_nothing_lost(args, report, status, whole, broken, results):
    faults = []
    made = {p.relative_to(results) for p in results.rglob("*") if p.is_file() and not p.name.startswith("lacuna-batch")}
    faults += [f"no result: {name}" for name in sorted(set(whole) - made)]
    faults += [f"not expected: {name}" for name in sorted(made - set(whole))]
    failed = {entry["name"] for entry in report["failed"]}
    faults += [f"not reported: {name}" for name in broken if str(name) not in failed]
    faults += [f"failed: {name}" for name in sorted(failed - {str(name) for name in broken})]
    if broken and status != 3:
        faults.append(f"exit status {status}")
    done = lines_of(results, "done")
    for line in done:
        if (line["report"]["width"], line["report"]["height"]) != (args.width, args.height):
            faults.append(f"another size: {line['name']}")
    names = [line["name"] for line in done]
    if args.kills == 0 and len(names) != len(set(names)):
        faults.append("something was restored twice")
    print(f"nothing lost: {len(whole)} photographs, {len(made)} results; {len(broken)} broken files, {len(failed)} "
          f"reported; killed {args.kills} times; {'yes' if not faults else 'NO'}")
    for fault in faults:
        print(f"  {fault}")
    return not faults


def show_memory(results, figure):
    """Of the last process, which is the only one that wasn't killed."""
    text = (results / "lacuna-batch.jsonl").read_text()
    last = text[text.rfind('{"event":"start"'):]
    mib = [json.loads(line)["rss_bytes"] / 2**20 for line in last.splitlines() if '"event":"done"' in line]
    if len(mib) < 8:
        print("memory: too few photographs")
        return
    flat = mib[50 if len(mib) >= 100 else len(mib) // 2:]
    quarter = max(1, len(flat) // 4)
    first, later = statistics.median(flat[:quarter]), statistics.median(flat[-quarter:])
    print(f"memory: {len(mib)} photographs by one process; first {mib[0]:.0f} MiB, from number {len(mib) - len(flat) + 1} "
          f"on {min(flat):.0f} to {max(flat):.0f} MiB, last quarter by first {later / first:.3f}")
    top = max(mib) * 1.1
    points = " ".join(f"{40 + 720 * i / (len(mib) - 1):.1f},{300 - 280 * value / top:.1f}" for i, value in enumerate(mib))
    figure.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 780 330" font-family="sans-serif" font-size="12">'
        '<rect width="780" height="330" fill="white"/><path d="M40 20V300H760" fill="none" stroke="black"/>'
        f'<text x="44" y="30">{top:.0f} MiB</text><text x="700" y="318">{len(mib)} photographs</text>'
        f'<polyline points="{points}" fill="none" stroke="#1f6fb2" stroke-width="1.5"/></svg>\n')


def timed(command):
    """Wall time and processor time."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin = time.monotonic()
    subprocess.run([str(word) for word in command], check=True, stdout=subprocess.DEVNULL)
    wall = time.monotonic() - begin
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def show_throughput(args, photos, whole):
    scratch = args.out / "single"
    scratch.mkdir(exist_ok=True)
    tiny = scratch / "tiny.png"
    run([args.cli, "degrade", photos / whole[0], "-o", tiny, "--task", "denoise", "--noise", "8", "--crop", "0,0,16,16"])
    wall_ratios, cpu_ratios = [], []
    per_pair = max(1, len(whole) // args.pairs) if args.pairs_of == 0 else args.pairs_of
    for pair in range(args.pairs):
        names = whole[pair * per_pair:(pair + 1) * per_pair]
        if not names:
            break
        single = lambda name, out: [args.cli, "restore", name, "-o", out, *args.options, "--quiet"]
        start = [timed(single(tiny, scratch / "tiny-out.png")) for _ in range(3)]
        start_wall, start_cpu = (statistics.median(s[i] for s in start) for i in range(2))
        alone = [timed(single(photos / name, scratch / f"out{name.suffix}")) for name in names]
        results = args.out / f"pair{pair}"
        shutil.rmtree(results, ignore_errors=True)
        wall, cpu = timed(batch(args, [photos / name for name in names], results))
        alone_wall = sum(a[0] - start_wall for a in alone)
        alone_cpu = sum(a[1] - start_cpu for a in alone)
        wall_ratios.append(alone_wall / (wall - start_wall))
        cpu_ratios.append(alone_cpu / (cpu - start_cpu))
    print(f"throughput: {len(wall_ratios)} pairs of {per_pair} photographs, {args.jobs} at a time; single runs without "
          f"start-up by batch, median (all): {statistics.median(wall_ratios):.3f} "
          f"({', '.join(f'{r:.2f}' for r in wall_ratios)}); in processor time {statistics.median(cpu_ratios):.3f} "
          f"({', '.join(f'{r:.2f}' for r in cpu_ratios)})")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cli", type=pathlib.Path, default=ROOT / "build" / "bin" / "lacuna-cli")
    parser.add_argument("--photo-folder", type=pathlib.Path, default=ROOT / "resources" / "samples")
    parser.add_argument("--out", type=pathlib.Path, required=True, help="folder for everything; emptied first")
    parser.add_argument("--photos", type=int, default=120)
    parser.add_argument("--distinct", type=int, default=30, help="different photographs; the others are copies")
    parser.add_argument("--broken", type=int, default=10)
    parser.add_argument("--size", default="192x128")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--pairs", type=int, default=5, help="0: no single runs")
    parser.add_argument("--pairs-of", type=int, default=0, help="photographs in a pair; default: all, divided")
    parser.add_argument("--options", type=shlex.split, default=[], help="further options of restore and batch")
    args = parser.parse_args()
    args.width, args.height = map(int, args.size.split("x"))
    args.cli = args.cli.resolve()
    args.options = ["--task", "denoise", "--noise", "8", *args.options]
    shutil.rmtree(args.out, ignore_errors=True)
    photos, results = args.out / "photos", args.out / "results"
    photos.mkdir(parents=True)
    whole, broken = make_photographs(args, photos)
    begin = time.monotonic()
    report, status = run_with_kills(args, photos, results)
    print(f"{args.photos} files of {args.size} pixels in {time.monotonic() - begin:.0f} s")
    good = check_nothing_lost(args, report, status, whole, broken, results)
    show_memory(results, args.out / "memory.svg")
    if args.pairs > 0:
        show_throughput(args, photos, whole)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
