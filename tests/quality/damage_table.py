#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Recall and precision of "find scratches and dust" on damage that is drawn on photographs, as a Markdown table.

drawn_damage.py says what is drawn, and what of it is visible. Pixels are counted with a tolerance of 2 pixels: recall is
the share of the visibly damaged pixels with a mark that near, precision the share of the marked pixels with damage that
near; both over the pixels of all photographs together. Then come the recall with the hidden damage in it, the worst
photographs, and the share of marked pixels on the same photographs without damage.
Needs numpy, OpenCV and lacuna-cli.

  tests/quality/damage_table.py --photo-folder PHOTOS
  tests/quality/damage_table.py --photo-folder PHOTOS --sensitivities 0.5 --each
"""

import argparse
import pathlib
import subprocess
import tempfile

import cv2
import numpy as np

from drawn_damage import VISIBLE, damage

ROOT = pathlib.Path(__file__).resolve().parents[2]
TOLERANCE = 2


def find(arguments, folder, picture, sensitivity, *options):
    photo_path, mask_path = folder / "photo.png", folder / "mask.png"
    cv2.imwrite(str(photo_path), picture)
    subprocess.run([arguments.cli, "mask", "detect", photo_path, "-o", mask_path, "--sensitivity", str(sensitivity),
                    "--quiet", *options], check=True)
    return cv2.imread(str(mask_path), cv2.IMREAD_GRAYSCALE) > 127


def near(mask):
    y, x = np.mgrid[-TOLERANCE:TOLERANCE + 1, -TOLERANCE:TOLERANCE + 1]
    return cv2.dilate(mask.astype(np.uint8), (x * x + y * y <= TOLERANCE**2).astype(np.uint8)) > 0


def counts(found, mask):
    """Pairs of counts: visibly damaged pixels and those of them found, marked and right, damaged and found."""
    visible, any_damage = mask == VISIBLE, mask > 0
    return np.array([visible.sum(), (visible & near(found)).sum(), found.sum(), (found & near(any_damage)).sum(),
                     any_damage.sum(), (any_damage & near(found)).sum()])


def rates(count):
    """Recall, precision, recall of the hidden damage too."""
    return tuple(count[i + 1] / max(1, count[i]) for i in (0, 2, 4))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photo-folder", type=pathlib.Path, required=True)
    parser.add_argument("--cli", type=pathlib.Path, default=ROOT / "build" / "bin" / "lacuna-cli")
    parser.add_argument("--sensitivities", default="0.25,0.5,0.75")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--each", action="store_true", help="a line per photograph too")
    arguments = parser.parse_args()
    paths = sorted(path for path in arguments.photo_folder.iterdir() if path.suffix in (".jpg", ".png"))
    print("| sensitivity | recall | precision | recall, hidden too | worst recall | worst precision | undamaged: marked |")
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for sensitivity in map(float, arguments.sensitivities.split(",")):
            rows, clean = [], []
            for index, path in enumerate(paths):
                photo = cv2.imread(str(path), cv2.IMREAD_COLOR)
                picture, mask = damage(photo, arguments.seed + index)
                rows.append(counts(find(arguments, folder, picture, sensitivity), mask))
                clean.append(find(arguments, folder, photo, sensitivity).mean())
                if arguments.each:
                    recall, precision, _ = rates(rows[-1])
                    print(f"{path.name}: recall {recall:.2f}, precision {precision:.2f}, "
                          f"undamaged {clean[-1]:.2%}", flush=True)
            recall, precision, everything = rates(sum(rows))
            worst = [min(values) for values in zip(*map(rates, rows))]
            print(f"| {sensitivity:g} | {recall:.2f} | {precision:.2f} | {everything:.2f} | {worst[0]:.2f} | "
                  f"{worst[1]:.2f} | {np.mean(clean):.2%} |", flush=True)


if __name__ == "__main__":
    main()
