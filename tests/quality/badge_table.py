# SPDX-License-Identifier: GPL-3.0-or-later
"""What restorations leave of the data where half, all or twice of the simulated noise is assumed, as a Markdown table: what
chose the limits of the badge (core/job/report.h).

    python3 tests/quality/badge_table.py --photo-folder PHOTOS [--cli LACUNA_CLI] [--model NAME] [--photos N]

needs Pillow and numpy.
"""
import argparse
import json
import pathlib
import subprocess
import tempfile

import numpy
from PIL import Image

SIDE = 192
SHARES = (0.5, 1, 2)

arguments = argparse.ArgumentParser()
arguments.add_argument("--photo-folder", required=True)
arguments.add_argument("--cli", default="build/bin/lacuna-cli")
arguments.add_argument("--model", default="photo-fast")
arguments.add_argument("--photos", type=int, default=6)
options = arguments.parse_args()
work = pathlib.Path(tempfile.mkdtemp())
missing = numpy.random.default_rng(1).random((SIDE, SIDE)) < 0.3
Image.fromarray(missing.astype(numpy.uint8) * 255).save(work / "mask.png")
mask = ["--mask", work / "mask.png"]
TASKS = [
    *((f"denoise, {noise}", "denoise", noise, [], []) for noise in (5, 15, 25, 50)),
    ("deblur Gaussian 1.6, 2.55", "deblur", 2.55, ["--kernel", "gaussian:1.6"], []),
    ("deblur motion 15, 2.55", "deblur", 2.55, ["--kernel", "motion:15,30"], []),
    ("deblur Gaussian 1.6, 10", "deblur", 10, ["--kernel", "gaussian:1.6"], []),
    ("upscale ×2, 2.55", "upscale", 2.55, ["--scale", "2"], []),
    ("upscale ×4, 10", "upscale", 10, ["--scale", "4"], []),
    ("inpaint 30 % of the pixels, all denoised, 10", "inpaint", 10, mask, ["--denoise-unmasked"]),
]


def lacuna(*words):
    return subprocess.run([options.cli, *map(str, words)], check=True, capture_output=True, text=True).stdout


print("| task, noise in levels | half of it assumed | right | twice |\n|---|---|---|---|")
for name, task, noise, degradation, more in TASKS:
    found = {share: [] for share in SHARES}
    for index, path in enumerate(sorted(pathlib.Path(options.photo_folder).iterdir())[: 3 * options.photos : 3]):
        photo = Image.open(path).convert("RGB")
        left, top = (photo.width - SIDE) // 2, (photo.height - SIDE) // 2
        photo.crop((left, top, left + SIDE, top + SIDE)).save(work / "clean.png")
        lacuna("degrade", work / "clean.png", "-o", work / "y.png", "--task", task, "--noise", noise, "--seed", index,
               *degradation)
        for share in SHARES:
            report = json.loads(lacuna("restore", work / "y.png", "-o", work / "out.png", "--task", task, "--noise",
                                       noise * share, "--model", options.model, "--json", *degradation, *more))
            found[share].append((report["residual"], report["agreement"] == "explained"))
    cells = [f"{min(r for r, _ in row):.2f} to {max(r for r, _ in row):.2f} ({sum(e for _, e in row)} of {len(row)})"
             for row in found.values()]
    print(f"| {name} | " + " | ".join(cells) + " |", flush=True)
