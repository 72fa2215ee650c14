#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Restores damaged validation photographs with lacuna-cli and prints the mean PSNR per task as a Markdown table.

The middle 256 x 256 pixels of the first photographs by name are damaged, restored and compared with themselves:
  inpaint  clean pixels, noise set to 0.5 level, masks of tests/data/masks
  deblur   blur of the whole photograph and noise of 2.55 levels, cut to the middle, rounded to 8 bits
  upscale  antialiased bicubic, rounded to 8 bits, noise set to 0.5; PSNR without a border of 8 pixels
  denoise  noise of 25 levels, 16 bits
All that was computed is kept in the output folder and used again; remove the folder after a change of the engine.
Needs Python 3 and lacuna-cli only.

  tests/quality/table.py --photo-folder PHOTOS --out /tmp/quality
  tests/quality/table.py --photo-folder PHOTOS --out /tmp/quality --settings default
  tests/quality/table.py --photo-folder PHOTOS --out /tmp/quality --tasks deblur-disc --options="--steps 20 --eta 0.1"
"""

import argparse
import concurrent.futures
import hashlib
import json
import pathlib
import shlex
import statistics
import struct
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
MASKS = ROOT / "tests" / "data" / "masks"
SIDE = 256
PHOTO_SUFFIXES = {".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp"}

FIXED_POINT = ("--step fixed-point --inner 1 --prior-pull 1 --step-size 1 --eta 0 --anderson 0 --sigma-max 5 "
               "--sigma-min 0.01 --init zero --precision float32").split()
SETTINGS = {
    "reference": [*FIXED_POINT, "--steps", "10"],
    "reference-b": [*FIXED_POINT, "--steps", "20"],
    "default": [],
}


class Task:
    """One row. `reference`: the prototype's PSNR by the name of the settings (16 photos; reference-b: 8)."""

    def __init__(self, name, options, noise, reference, reference_b, added=None, border=0, masked=False):
        self.name = name
        self.options = options
        self.noise = noise  # what the restoration is told
        self.reference = {"reference": reference, "default": reference, "reference-b": reference_b}
        self.added = added  # what the degradation adds
        self.border = border
        self.masked = masked

    @property
    def kind(self):
        return self.options[1]


def inpaint(name, reference, reference_b):
    mask = str(MASKS / f"mask_{name}.png")
    return Task(f"inpaint-{name}", ["--task", "inpaint", "--mask", mask], 0.5, reference, reference_b, masked=True)


def deblur(name, kernel, reference, reference_b):
    options = ["--task", "deblur", "--kernel", kernel]
    return Task(f"deblur-{name}", options, 2.55, reference, reference_b, added=2.55)


def upscale(scale, reference, reference_b):
    options = ["--task", "upscale", "--scale", str(scale)]
    return Task(f"upscale-{scale}", options, 0.5, reference, reference_b, border=8)


TASKS = [
    inpaint("drop50", 31.30, 33.72),
    inpaint("scratch", 31.73, 34.66),
    inpaint("text", 29.29, 30.35),
    deblur("gaussian", "gaussian:1.6", 29.80, 30.34),
    deblur("disc", "disc:3", 30.71, 31.12),
    deblur("motion", "motion:15,30", 30.04, 30.73),
    upscale(2, 31.72, 32.75),
    upscale(4, 25.67, 26.59),
    Task("denoise-25", ["--task", "denoise"], 25, 31.39, 31.19, added=25),
]


class Runner:
    def __init__(self, cli, out, settings_name, options):
        self.cli = cli
        self.out = out
        key = hashlib.sha256(" ".join(options).encode()).hexdigest()[:8]
        self.results = out / f"{settings_name}-{key}"
        self.options = options

    def run(self, *arguments):
        done = subprocess.run([self.cli, *map(str, arguments)], capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"{shlex.join(map(str, arguments))}\n{done.stderr.strip()}")
        return done.stdout

    def psnr(self, a, b, border=0):
        value = json.loads(self.run("metrics", a, b, "--border", border, "--json"))["psnr"]
        return float("inf") if value is None else value

    def degrade(self, source, target, *options):
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            self.run("degrade", source, "-o", target, *options)
        return target

    def clean(self, photo):
        """The whole photograph as PNG, its middle, and where that lies."""
        folder = self.out / "damaged" / photo.stem
        whole = self.degrade(photo, folder / "whole.png", "--task", "denoise", "--noise", 0)
        width, height = struct.unpack(">II", whole.read_bytes()[16:24])
        if min(width, height) < SIDE:
            raise RuntimeError(f"{photo} is smaller than {SIDE} x {SIDE} pixels")
        crop = f"{(width - SIDE) // 2},{(height - SIDE) // 2},{SIDE},{SIDE}"
        middle = self.degrade(whole, folder / "clean.png", "--task", "denoise", "--noise", 0, "--crop", crop)
        return whole, middle, crop

    def damaged(self, photo, task, seed):
        whole, middle, crop = self.clean(photo)
        if task.masked:
            return middle  # what lies under the mask isn't looked at
        target = middle.parent / f"{task.name}.png"
        noise = ["--seed", seed] if task.added is None else ["--seed", seed, "--noise", task.added]
        if task.kind == "deblur":
            return self.degrade(whole, target, *task.options, *noise, "--crop", crop)
        depth = ["--depth", 16] if task.kind == "denoise" else []
        return self.degrade(middle, target, *task.options, *noise, *depth)

    def measure(self, photo, task, seed):
        """The record of one restoration, from the folder where it is known."""
        record = self.results / f"{photo.stem}_{task.name}.json"
        if record.exists():
            return json.loads(record.read_text())
        damaged = self.damaged(photo, task, seed)
        clean = damaged.parent / "clean.png"
        restored = record.with_suffix(".png")
        record.parent.mkdir(parents=True, exist_ok=True)
        report = json.loads(self.run("restore", damaged, "-o", restored, *task.options, "--noise", task.noise, "--seed",
                                     seed, "--json", "--quiet", *self.options))
        keys = ("solver", "steps", "inner", "evaluations", "seconds", "residual", "model", "model_sha256", "precision")
        result = {key: report[key] for key in keys}
        result["psnr"] = self.psnr(restored, clean, task.border)
        if task.kind in ("deblur", "denoise"):
            result["input_psnr"] = self.psnr(damaged, clean)
        partial = record.with_suffix(".part")
        partial.write_text(json.dumps(result))
        partial.rename(record)
        return result


def find_cli():
    for path in (ROOT / "build" / "bin" / "lacuna-cli", ROOT / "build" / "release" / "bin" / "lacuna-cli"):
        if path.exists():
            return str(path)
    return "lacuna-cli"


def chosen_tasks(names):
    """By comma-separated beginnings of their names; all for an empty text."""
    wanted = [name for name in names.split(",") if name]
    return [task for task in TASKS if not wanted or any(task.name.startswith(name) for name in wanted)]


def photos_in(folder):
    return sorted(path for path in folder.iterdir() if path.suffix.lower() in PHOTO_SUFFIXES)


def print_table(rows, settings_name, comparable):
    print("| task | input | reference | measured | difference | worst photo | evaluations | s per photo |")
    print("|---|---|---|---|---|---|---|---|")
    for task, results in rows:
        measured = statistics.mean(result["psnr"] for result in results)
        inputs = [result["input_psnr"] for result in results if "input_psnr" in result]
        expected = task.reference.get(settings_name)
        print(f"| {task.name} "
              f"| {f'{statistics.mean(inputs):.2f}' if inputs else '–'} "
              f"| {f'{expected:.2f}' if expected else '–'} "
              f"| {measured:.2f} "
              f"| {f'{measured - expected:+.2f}' if expected and comparable else '–'} "
              f"| {min(result['psnr'] for result in results):.2f} "
              f"| {results[0]['evaluations']} "
              f"| {statistics.mean(result['seconds'] for result in results):.1f} |")


def print_details(rows, photos):
    print("\n| photo | " + " | ".join(task.name for task, _ in rows) + " |")
    print("|---|" + "---|" * len(rows))
    for index, photo in enumerate(photos):
        print(f"| {photo.stem} | " + " | ".join(f"{results[index]['psnr']:.2f}" for _, results in rows) + " |")


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photo-folder", required=True, type=pathlib.Path, help="the validation photographs")
    parser.add_argument("--out", required=True, type=pathlib.Path, help="folder for what is computed, made if missing")
    parser.add_argument("--photos", type=int, default=0, help="how many, by name (default 16; reference-b: 8)")
    parser.add_argument("--tasks", default="", help="comma-separated names, or their beginnings (default all)")
    parser.add_argument("--settings", choices=SETTINGS, default="reference",
                        help="reference: the prototype's 10 fixed-point steps; reference-b: 20 of them; default: lacuna's own")
    parser.add_argument("--options", default="", help="further options of `lacuna-cli restore`, in one string")
    parser.add_argument("--model", default="", help="name or file (default lacuna-cli's)")
    parser.add_argument("--cli", default=find_cli(), help="the program (default from build/, else from the PATH)")
    parser.add_argument("--jobs", type=int, default=1, help="restorations at a time (default 1)")
    parser.add_argument("--threads", type=int, default=0, help="of each restoration (default lacuna-cli's)")
    parser.add_argument("--details", action="store_true", help="also a table of all photographs")
    return parser.parse_args()


def main():
    arguments = parse_arguments()
    tasks = chosen_tasks(arguments.tasks)
    photos = photos_in(arguments.photo_folder)
    compared = 8 if arguments.settings == "reference-b" else 16
    photos = photos[:arguments.photos or compared]
    if not tasks or not photos:
        sys.exit("no such task" if not tasks else f"no photographs in {arguments.photo_folder}")
    options = SETTINGS[arguments.settings] + shlex.split(arguments.options)
    if arguments.model:
        options += ["--model", arguments.model]
    runner = Runner(arguments.cli, arguments.out, arguments.settings, options)
    if arguments.threads:  # changes no picture by more than rounding, so it isn't part of the results' name
        runner.options = options + ["--threads", str(arguments.threads)]

    for photo in photos:
        runner.clean(photo)
    total = len(tasks) * len(photos)
    rows = []
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        pending = [(task, [pool.submit(runner.measure, photo, task, seed) for seed, photo in enumerate(photos)])
                   for task in tasks]
        try:
            done = 0
            for task, futures in pending:
                results = []
                for photo, future in zip(photos, futures):
                    results.append(future.result())
                    done += 1
                    print(f"{done}/{total} {task.name} {photo.stem}: {results[-1]['psnr']:.2f} dB", file=sys.stderr)
                rows.append((task, results))
        except (KeyboardInterrupt, RuntimeError) as fault:
            pool.shutdown(cancel_futures=True)
            sys.exit(str(fault) or "interrupted")

    first = rows[0][1][0]
    print(f"Settings `{arguments.settings}`{' ' + arguments.options if arguments.options else ''}, model {first['model']} "
          f"({first['model_sha256'][:12]}), {first['precision']}, first {len(photos)} photographs.\n")
    print_table(rows, arguments.settings if not arguments.options else "", len(photos) == compared)
    if len(photos) != compared:
        print(f"\nThe reference is the mean of {compared} photographs, and can't be compared with these.")
    if arguments.details:
        print_details(rows, photos)


if __name__ == "__main__":
    main()
