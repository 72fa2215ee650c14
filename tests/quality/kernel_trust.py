#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the verdict on a blind estimate of the blur is right, as a Markdown table.

The middle of each photograph is blurred by a kernel of every kind (three shaken hands of kernel_table.py, a straight
motion, a Gaussian, a disc, and none at all), with noise of 2.55 levels, rounded to 8 bits. `lacuna-cli estimate kernel`
sees the blurred photograph alone. The middle 144 x 144 pixels are restored by VML-MAP (photo-fast, quick) with the true
kernel and with the estimated one, and compared with the photograph as kernel_table.py does, at the shift that suits each
best. An estimate is right if its restoration is nearer to the photograph than the blurred one is, by at least 1 dB.
What was computed is kept in the output folder and used again. Needs numpy, OpenCV and lacuna-cli.

  tests/quality/kernel_trust.py --photo-folder PHOTOS --out FOLDER [--photos 6] [--skip 0] [--kernels shake-1,disc-4]
"""

import argparse
import json
import math
import pathlib

import cv2
import numpy as np

import kernel_table

SIDE, CUT, NOISE = 384, 144, 2.55
RIGHT = 1  # dB


def motion(length, angle):
    """A straight line, as wide as a pixel."""
    side, fine = length + 5 - length % 2, 8
    line = np.zeros((side * fine, side * fine))
    for at in np.linspace(-length / 2, length / 2, 4000):
        line[int(side * fine / 2 + fine * at * math.sin(angle)), int(side * fine / 2 + fine * at * math.cos(angle))] += 1
    return cv2.GaussianBlur(line, (0, 0), 3).reshape(side, fine, side, fine).sum((1, 3))


def gaussian(sigma):
    reach = int(3 * sigma + 1)
    row = np.exp(-np.arange(-reach, reach + 1)**2 / (2 * sigma * sigma))
    return np.outer(row, row)


def disc(radius):
    reach, fine = int(radius + 2), 8
    at = (np.arange((2 * reach + 1) * fine) + 0.5) / fine - reach - 0.5
    inside = (at[:, None]**2 + at[None]**2 <= radius * radius).astype(float)
    return inside.reshape(2 * reach + 1, fine, 2 * reach + 1, fine).sum((1, 3))


KERNELS = {
    **{f"shake-{seed}": (lambda seed=seed: kernel_table.shake(seed)) for seed in (1, 3, 6)},
    "motion-15": lambda: motion(15, 0.5),
    "gaussian-2": lambda: gaussian(2),
    "disc-4": lambda: disc(4),
    "none": lambda: np.pad(np.ones((1, 1)), 1),
}


def write_kernel(path, kernel):
    cv2.imwrite(str(path), np.round(65535 * kernel / kernel.max()).astype(np.uint16))


def middle(picture, side):
    top, left = ((length - min(side, length)) // 2 for length in picture.shape[:2])
    return picture[top:top + side, left:left + side]


def measure(arguments, photo, name):
    folder = arguments.out / f"{photo.stem}-{name}"
    report = folder / "row.json"
    if report.exists():
        return json.loads(report.read_text())
    folder.mkdir(parents=True, exist_ok=True)
    kernel, clean = folder / "true.png", middle(cv2.imread(str(photo)), SIDE)
    write_kernel(kernel, KERNELS[name]())
    cv2.imwrite(str(folder / "clean.png"), clean)
    kernel_table.run(arguments, "degrade", folder / "clean.png", "--task", "deblur", "--kernel", kernel, "--noise", NOISE,
                     "--depth", 8, "--seed", 1, "-o", folder / "blurred.png")
    said = json.loads(kernel_table.run(arguments, "estimate", "kernel", folder / "blurred.png", "-o", folder / "blind.png",
                                       "--size", arguments.size, "--json", "--quiet"))
    blurred = cv2.imread(str(folder / "blurred.png"))
    cv2.imwrite(str(folder / "cut.png"), middle(blurred, CUT))
    errors = {"blurred": kernel_table.squared_error(middle(blurred, CUT), middle(clean, CUT))}
    for kind in ("true", "blind"):
        output = folder / f"restored-{kind}.png"
        if not output.exists():
            kernel_table.run(arguments, "restore", folder / "cut.png", "-o", output, "--task", "deblur", "--kernel",
                             folder / f"{kind}.png", "--noise", NOISE, "--model", "photo-fast", "--effort", "quick",
                             "--precision", "bfloat16", "--linear-light", "off", "--threads", 1, "--quiet")
        errors[kind] = kernel_table.squared_error(cv2.imread(str(output)), middle(clean, CUT))
    row = {"photo": photo.stem, "kernel": name, "confidence": said["confidence"], "trust": said["trust"],
           **{f"{kind}_gain": 10 * math.log10(errors["blurred"] / errors[kind]) for kind in ("true", "blind")}}
    report.write_text(json.dumps(row))
    return row


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photo-folder", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True, help="what was computed")
    parser.add_argument("--cli", type=pathlib.Path, default=kernel_table.ROOT / "build" / "bin" / "lacuna-cli")
    parser.add_argument("--size", type=int, default=31, help="side of the square the kernel is looked for in")
    parser.add_argument("--photos", type=int, default=6)
    parser.add_argument("--skip", type=int, default=0, help="photographs before the first")
    parser.add_argument("--kernels", default=",".join(KERNELS))
    arguments = parser.parse_args()
    photos = sorted(path for path in arguments.photo_folder.iterdir() if path.suffix == ".jpg")
    rows = []
    print("| photograph | kernel | confidence | verdict | true kernel, dB | estimate, dB |\n|---|---|---|---|---|---|")
    for photo in photos[arguments.skip:arguments.skip + arguments.photos]:
        for name in arguments.kernels.split(","):
            row = measure(arguments, photo, name)
            rows.append(row)
            print(f"| {row['photo']} | {name} | {row['confidence']:.2f} | {row['trust']} | {row['true_gain']:+.1f} "
                  f"| {row['blind_gain']:+.1f} |", flush=True)
    print("\n| verdict | estimates | right | median gain, dB |\n|---|---|---|---|")
    for trust in ("good", "fair", "poor"):
        gains = [row["blind_gain"] for row in rows if row["trust"] == trust]
        if gains:
            right = sum(gain >= RIGHT for gain in gains)
            print(f"| {trust} | {len(gains)} | {right} ({right / len(gains):.0%}) | {np.median(gains):+.1f} |")


if __name__ == "__main__":
    main()
