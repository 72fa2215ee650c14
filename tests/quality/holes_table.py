#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fills holes in validation photographs with lacuna-cli and prints the mean PSNR inside them as a Markdown table.

The middle 256 x 256 pixels of the photographs get strokes of 5, 12, 24 and 48 pixels, boxes of 32, 64 and 128 pixels,
and outlines of objects. What lies under the hole isn't looked at by any method. Compared are:
  Telea   OpenCV's inpainting (Telea 2004), radius 5
  before  the settings of version 0.1.0: 20 evaluations at full size, no coarse levels
  now     lacuna-cli's defaults
"outside" is the share of filled samples that lie more than 8 levels outside the range of the pixels within 16 pixels
around their hole. With --thin, the masks of tests/data/masks are filled as well.
All that was computed is kept in the output folder and used again. Needs NumPy and OpenCV (opencv-python-headless).

  tests/quality/holes_table.py --photo-folder PHOTOS --out /tmp/holes --photos 8 > tests/quality/holes.md
"""

import argparse
import concurrent.futures
import hashlib
import json
import pathlib
import shlex
import statistics
import subprocess
import sys

import cv2
import numpy

ROOT = pathlib.Path(__file__).resolve().parents[2]
SIDE = 256
BEFORE = "--levels 0 --steps 20"
COMMON = ["--grain", "off", "--quiet", "--json"]


def strokes(width):
    """Three bent strokes from edge to edge."""
    mask = numpy.zeros((SIDE, SIDE), numpy.uint8)
    t = numpy.linspace(0, 1, 50)
    for index in range(1 if width >= 48 else 2 if width >= 24 else 3):
        y = 60 + 70 * index + 30 * numpy.sin(3 * t + 2 * index) + 20 * t
        x = 20 + 216 * t
        line = numpy.stack([x, y] if index % 2 == 0 else [y, x], 1).round().astype(numpy.int32)
        cv2.polylines(mask, [line.reshape(-1, 1, 2)], False, 255, width)
    return mask


def box(side):
    mask = numpy.zeros((SIDE, SIDE), numpy.uint8)
    begin = (SIDE - side) // 2
    mask[begin:begin + side, begin:begin + side] = 255
    return mask


def outline(points):
    mask = numpy.zeros((SIDE, SIDE), numpy.uint8)
    cv2.fillPoly(mask, [numpy.array(points, numpy.int32)], 255)
    return mask


FIGURE = outline([(120, 70), (136, 66), (146, 80), (142, 98), (160, 112), (166, 160), (152, 164), (150, 220), (112, 222),
                  (108, 166), (96, 160), (100, 114), (118, 100), (112, 86)])
BIRD = outline([(60, 120), (92, 108), (120, 84), (134, 104), (190, 96), (160, 124), (168, 140), (130, 138), (104, 158),
                (96, 134)])
POLE = outline([(150, 0), (164, 0), (168, 120), (196, 124), (196, 140), (170, 140), (176, 255), (156, 255)])

HOLES = {
    **{f"strokes {width} px": strokes(width) for width in (5, 12, 24, 48)},
    **{f"box {side} px": box(side) for side in (32, 64, 128)},
    "figure": FIGURE, "bird": BIRD, "pole": POLE,
}


def thin_masks():
    masks = {}
    for name in ("scratch", "text", "drop50"):
        mask = cv2.imread(str(ROOT / "tests" / "data" / "masks" / f"mask_{name}.png"), cv2.IMREAD_GRAYSCALE)
        masks[name] = numpy.where(mask > 127, 255, 0).astype(numpy.uint8)
    return masks


def inside_psnr(picture, clean, mask):
    error = (picture.astype(float) - clean.astype(float))[mask > 0]
    return 10 * numpy.log10(255 ** 2 / max(numpy.mean(error ** 2), 1e-9))


def outside_share(picture, clean, mask):
    """Samples beyond the range of what lies around their hole."""
    count, labels = cv2.connectedComponents(mask)
    beyond = 0
    for label in range(1, count):
        hole = labels == label
        near = cv2.dilate(hole.astype(numpy.uint8), numpy.ones((33, 33), numpy.uint8)) > 0
        around = clean[near & (mask == 0)].astype(int)
        filled = picture[hole].astype(int)
        beyond += numpy.sum((filled < around.min(0) - 8) | (filled > around.max(0) + 8))
    return beyond / (3 * numpy.count_nonzero(mask))


class Runner:
    def __init__(self, arguments):
        self.cli = arguments.cli
        self.out = arguments.out
        self.threads = arguments.threads

    def restored(self, photo, hole, mask, options):
        """The filled picture, its clean one and the report."""
        folder = self.out / photo.stem
        folder.mkdir(parents=True, exist_ok=True)
        clean_path, mask_path = folder / "clean.png", self.out / f"{hole.replace(' ', '_')}.png"
        if not clean_path.exists():
            pixels = cv2.imread(str(photo))
            y, x = (pixels.shape[0] - SIDE) // 2, (pixels.shape[1] - SIDE) // 2
            cv2.imwrite(str(clean_path), pixels[y:y + SIDE, x:x + SIDE])
        clean = cv2.imread(str(clean_path))
        if options == "telea":
            return cv2.inpaint(clean, mask, 5, cv2.INPAINT_TELEA), clean, {}
        key = hashlib.sha256(options.encode()).hexdigest()[:8]
        result = folder / f"{hole.replace(' ', '_')}-{key}.png"
        report = result.with_suffix(".json")
        if not report.exists():
            damaged = folder / f"{hole.replace(' ', '_')}-in.png"
            cv2.imwrite(str(damaged), numpy.where(mask[..., None] > 0, numpy.uint8(128), clean))
            command = [self.cli, "restore", damaged, "-o", result, "--task", "inpaint", "--mask", mask_path, *COMMON,
                       *shlex.split(options)]
            if self.threads:
                command += ["--threads", str(self.threads)]
            done = subprocess.run([str(each) for each in command], capture_output=True, text=True)
            if done.returncode != 0:
                raise RuntimeError(f"{shlex.join(str(each) for each in command)}\n{done.stderr.strip()}")
            whole = json.loads(done.stdout)
            kept = ("evaluations", "full_evaluations", "levels", "seconds", "model", "precision")
            report.write_text(json.dumps({name: whole[name] for name in kept}))
        return cv2.imread(str(result)), clean, json.loads(report.read_text())

    def measure(self, photo, hole, mask, options):
        picture, clean, report = self.restored(photo, hole, mask, options)
        return {"psnr": inside_psnr(picture, clean, mask), "outside": outside_share(picture, clean, mask),
                "work": report.get("full_evaluations", 0), "levels": report.get("levels", 0),
                "model": report.get("model"), "precision": report.get("precision")}


def find_cli():
    for path in (ROOT / "build" / "bin" / "lacuna-cli", ROOT / "build" / "release" / "bin" / "lacuna-cli"):
        if path.exists():
            return str(path)
    return "lacuna-cli"


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photo-folder", required=True, type=pathlib.Path, help="the validation photographs")
    parser.add_argument("--out", required=True, type=pathlib.Path, help="folder for what is computed, made if missing")
    parser.add_argument("--photos", type=int, default=8, help="how many, by name (default 8)")
    parser.add_argument("--every", type=int, default=1, help="only every so-manieth photograph (default 1)")
    parser.add_argument("--holes", default="", help="comma-separated beginnings of names (default all)")
    parser.add_argument("--thin", action="store_true", help="also thin scratches, text and random drops")
    parser.add_argument("--also", action="append", default=[], help="further options of `lacuna-cli restore` to compare")
    parser.add_argument("--skip-before", action="store_true", help="without the settings of version 0.1.0")
    parser.add_argument("--cli", default=find_cli(), help="the program (default from build/, else from the PATH)")
    parser.add_argument("--jobs", type=int, default=1, help="restorations at a time (default 1)")
    parser.add_argument("--threads", type=int, default=1, help="of each restoration (default 1)")
    return parser.parse_args()


def main():
    arguments = parse_arguments()
    holes = {**HOLES, **(thin_masks() if arguments.thin else {})}
    wanted = [name for name in arguments.holes.split(",") if name]
    holes = {name: mask for name, mask in holes.items()
             if not wanted or any(name.startswith(each) for each in wanted)}
    photos = sorted(arguments.photo_folder.glob("*.jpg"))[::arguments.every][:arguments.photos]
    if not holes or not photos:
        sys.exit("no such hole" if not holes else f"no photographs in {arguments.photo_folder}")
    arguments.out.mkdir(parents=True, exist_ok=True)
    for name, mask in holes.items():
        cv2.imwrite(str(arguments.out / f"{name.replace(' ', '_')}.png"), mask)
    methods = {"Telea": "telea", "before": BEFORE, "now": "", **{each: each for each in arguments.also}}
    if arguments.skip_before:
        del methods["before"]
    runner = Runner(arguments)
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        pending = {(hole, method): [pool.submit(runner.measure, photo, hole, mask, options) for photo in photos]
                   for hole, mask in holes.items() for method, options in methods.items()}
        done = {}
        for key, futures in pending.items():
            done[key] = [future.result() for future in futures]
            print(*key, f"{statistics.mean(each['psnr'] for each in done[key]):.2f}", file=sys.stderr)

    mean = lambda results, what: statistics.mean(each[what] for each in results)  # noqa: E731
    last = next(iter(done[(hole, "now")][0] for hole in holes))
    print(f"Made by `tests/quality/holes_table.py`: {len(photos)} photographs, model {last['model']}, {last['precision']}. "
          "PSNR inside the hole in dB / evaluations, in evaluations at full size / samples outside the range of the "
          "surroundings in %.\n")
    print("| hole | levels | " + " | ".join(methods) + " |")
    print("|---|---|" + "---|" * len(methods))
    for hole in holes:
        cells = []
        for method in methods:
            results = done[(hole, method)]
            cells.append(f"{mean(results, 'psnr'):.2f} / {mean(results, 'work'):.1f} / "
                         f"{100 * mean(results, 'outside'):.2f}")
        levels = max(each["levels"] for each in done[(hole, "now")])
        print(f"| {hole} | {levels} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
