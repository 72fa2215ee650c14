#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The relative error of the noise estimate, as a Markdown table.

Gaussian noise is added to photographs, which are then stored with 8 bits, so that it is rounded and cut off at black and
white. What noise they had before is not known and counts as an error. Needs Python 3 and lacuna-cli only.

  tests/quality/noise_table.py --photo-folder PHOTOS
"""

import argparse
import json
import pathlib
import statistics
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
SUFFIXES = {".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp"}


def estimate(cli, photo, level, seed, folder):
    noisy = pathlib.Path(folder) / "noisy.png"
    subprocess.run([cli, "degrade", photo, "-o", noisy, "--task", "denoise", "--noise", str(level), "--depth", "8",
                    "--seed", str(seed)], check=True)
    report = subprocess.run([cli, "estimate", "noise", noisy, "--json"], check=True, capture_output=True)
    return json.loads(report.stdout)["white"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photo-folder", type=pathlib.Path, required=True)
    parser.add_argument("--cli", type=pathlib.Path, default=ROOT / "build" / "bin" / "lacuna-cli")
    parser.add_argument("--levels", default="5,10,15,20,25,30,40,50")
    parser.add_argument("--each", action="store_true", help="a line per photograph too")
    arguments = parser.parse_args()
    photos = sorted(path for path in arguments.photo_folder.iterdir() if path.suffix.lower() in SUFFIXES)
    print("| noise | median error | median of the estimates | 90 % below | worst |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for level in map(float, arguments.levels.split(",")):
            found = [estimate(arguments.cli, photo, level, seed, folder) for seed, photo in enumerate(photos)]
            errors = [abs(value / level - 1) for value in found]
            if arguments.each:
                for photo, value in zip(photos, found):
                    print(f"{photo.name}: {value:.2f}")
            print(f"| {level:g} | {statistics.median(errors):.1%} | {statistics.median(found):.2f} | "
                  f"{sorted(errors)[int(0.9 * (len(errors) - 1))]:.1%} | {max(errors):.1%} |", flush=True)


if __name__ == "__main__":
    main()
