#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How much a blind estimate of the blur costs: Levin's error ratio, as a Markdown table.

8 kernels of camera shake (paths of a hand with inertia, 9 to 25 pixels across, by fixed seeds) blur 4 photographs, with
noise of 2.55 levels, rounded to 8 bits. `lacuna-cli estimate kernel` sees the blurred photograph and is told nothing but
the size of the square to look in. The middle 256 x 256 pixels are restored by VML-MAP with the true kernel and with the
estimated one; the ratio is that of the two squared errors against the photograph (A. Levin, Y. Weiss, F. Durand, W. T.
Freeman, "Understanding and evaluating blind deconvolution algorithms", CVPR 2009). A blind estimate can't know where the
picture was, so both restorations are compared at the shift of up to 6 pixels that suits each best, in steps of a quarter
of a pixel as there, without a border of 16 pixels. What was computed is kept in the output folder and used again. Needs numpy, OpenCV and lacuna-cli.

  tests/quality/kernel_table.py --photo-folder PHOTOS --out FOLDER
  tests/quality/kernel_table.py --photo-folder PHOTOS --out FOLDER --similarity    # without restorations
"""

import argparse
import json
import math
import pathlib
import subprocess

import cv2
import numpy as np

ROOT = pathlib.Path(__file__).resolve().parents[2]
KERNELS, PHOTOS, SIDE, NOISE = 8, 4, 256, 2.55
SHIFT, BORDER = 6, 16
GOOD = 3  # the error ratio up to which a restoration counts as a success


def shake(seed):
    """The path of a hand: a velocity that is pulled back to the middle and pushed at random, splatted bilinearly."""
    rng = np.random.default_rng(seed)
    extent = [9, 11, 13, 15, 17, 19, 22, 25][seed]
    position, velocity, path = np.zeros(2), rng.normal(0, 1, 2), []
    for _ in range(400):
        velocity += 0.12 * rng.normal(0, 1, 2) - 0.002 * position
        if rng.random() < 0.01:
            velocity = rng.normal(0, 1, 2)  # a jerk
        position = position + 0.1 * velocity
        path.append(position)
    path = np.array(path)
    path -= (path.max(0) + path.min(0)) / 2
    path *= (extent - 1) / (path.max(0) - path.min(0)).max()
    side = extent + 4 + extent % 2 - 1
    kernel = np.zeros((side, side))
    for x, y in path + side // 2:
        column, row = math.floor(x), math.floor(y)
        for dy in (0, 1):
            for dx in (0, 1):
                kernel[row + dy, column + dx] += abs(1 - dx - (x - column)) * abs(1 - dy - (y - row))
    return kernel / kernel.sum()


def run(arguments, *command):
    return subprocess.run([arguments.cli, *map(str, command)], check=True, capture_output=True).stdout


def similarity(a, b):
    """The largest normalised cross-correlation over all shifts."""
    margin = max(*a.shape, *b.shape)
    wide = np.pad(a, margin)
    return cv2.filter2D(wide, cv2.CV_64F, b, borderType=cv2.BORDER_CONSTANT).max() / np.linalg.norm(a) / np.linalg.norm(b)


def read_kernel(path):
    kernel = cv2.imread(str(path), cv2.IMREAD_UNCHANGED).astype(float)
    return kernel / kernel.sum()


def error_at(restored, clean, x, y):
    """Mean squared error over the interior, `restored` moved by (x, y), which may be broken (cubic interpolation)."""
    moved = cv2.warpAffine(restored, np.float64([[1, 0, x], [0, 1, y]]), restored.shape[1::-1], flags=cv2.INTER_CUBIC)
    return np.mean((moved[BORDER:-BORDER, BORDER:-BORDER] - clean[BORDER:-BORDER, BORDER:-BORDER])**2)


def squared_error(restored, clean):
    """At the best shift: whole pixels first, then quarters around."""
    restored, clean = restored.astype(np.float32), clean.astype(np.float32)
    steps = range(-SHIFT, SHIFT + 1)
    _, x, y = min((error_at(restored, clean, x, y), x, y) for x in steps for y in steps)
    quarters = np.arange(-0.75, 1, 0.25)
    return min(error_at(restored, clean, x + dx, y + dy) for dx in quarters for dy in quarters)


def restored(arguments, blurred, kernel, output):
    if not output.exists():
        run(arguments, "restore", blurred, "-o", output, "--task", "deblur", "--kernel", kernel, "--noise", NOISE,
            "--precision", arguments.precision, "--threads", 1, "--quiet")
    return cv2.imread(str(output))


def measure(arguments, photo, kernel_path, name):
    """The row of one photograph and one kernel."""
    blurred, cut = arguments.out / f"{name}-blurred.png", arguments.out / f"{name}-cut.png"
    estimate, report = arguments.out / f"{name}-estimate.png", arguments.out / f"{name}-estimate.json"
    clean = cv2.imread(str(photo))
    top, left = ((length - SIDE) // 2 for length in clean.shape[:2])
    degradation = ["degrade", photo, "--task", "deblur", "--kernel", kernel_path, "--noise", NOISE, "--depth", 8,
                   "--seed", 1]
    if not blurred.exists():
        run(arguments, *degradation, "-o", blurred)
        run(arguments, *degradation, "-o", cut, "--crop", f"{left},{top},{SIDE},{SIDE}")
    if not report.exists():
        report.write_bytes(run(arguments, "estimate", "kernel", blurred, "-o", estimate, "--size", arguments.size,
                               "--json", "--quiet"))
    row = {"name": name, "confidence": json.loads(report.read_text())["confidence"],
           "similarity": similarity(read_kernel(kernel_path), read_kernel(estimate))}
    if not arguments.similarity:
        middle = clean[top:top + SIDE, left:left + SIDE]
        errors = [squared_error(restored(arguments, cut, kernel, arguments.out / f"{name}-{kind}.png"), middle)
                  for kind, kernel in (("true", kernel_path), ("blind", estimate))]
        row["ratio"] = errors[1] / errors[0]
        row["psnr"] = [10 * math.log10(255**2 / error) for error in errors]
    return row


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photo-folder", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True, help="what was computed")
    parser.add_argument("--cli", type=pathlib.Path, default=ROOT / "build" / "bin" / "lacuna-cli")
    parser.add_argument("--size", type=int, default=31, help="side of the square the kernel is looked for in")
    parser.add_argument("--precision", default="bfloat16")
    parser.add_argument("--similarity", action="store_true", help="compare the kernels only")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    photos = sorted(path for path in arguments.photo_folder.iterdir() if path.suffix == ".jpg")
    photos = photos[:: len(photos) // PHOTOS][:PHOTOS]
    rows = []
    print("| photograph, kernel | confidence | similarity | true, dB | blind, dB | error ratio |\n|---|---|---|---|---|---|")
    for seed in range(KERNELS):
        kernel_path = arguments.out / f"kernel-{seed}.png"
        if not kernel_path.exists():
            kernel = shake(seed)
            cv2.imwrite(str(kernel_path), np.round(65535 * kernel / kernel.max()).astype(np.uint16))
        for index, photo in enumerate(photos):
            row = measure(arguments, photo, kernel_path, f"{index}-{seed}")
            rows.append(row)
            rest = "| | |" if arguments.similarity else f"| {row['psnr'][0]:.2f} | {row['psnr'][1]:.2f} | {row['ratio']:.2f}"
            print(f"| {photo.stem}, {seed} | {row['confidence']:.2f} | {row['similarity']:.2f} {rest} |", flush=True)
    if not arguments.similarity:
        good = sum(row["ratio"] <= GOOD for row in rows)
        print(f"\nerror ratio at most {GOOD}: {good} of {len(rows)} ({good / len(rows):.0%})")
    print(f"mean similarity {np.mean([row['similarity'] for row in rows]):.3f}")


if __name__ == "__main__":
    main()
