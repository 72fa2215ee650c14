# SPDX-License-Identifier: GPL-3.0-or-later
"""PSNR of deblurring by the solver's parameters, as a Markdown table: what chose the defaults of the task.

    python3 tests/quality/deblur_table.py --photo-folder PHOTOS [--cli LACUNA_CLI] [--model NAME] [--photos N]

needs Pillow and numpy.
"""
import argparse
import pathlib
import subprocess
import tempfile

import numpy
from PIL import Image

SIDE = 192
BORDER = 24  # of the scene around the photograph, which the blur reaches
NOISE = 2.55
KERNELS = {"Gaussian 1.6": "gaussian:1.6", "motion 15": "motion:15,30", "disc 3": "disc:3"}
SETTINGS = [
    {"prior-pull": 1}, {"prior-pull": 0.8}, {"prior-pull": 0.7}, {"prior-pull": 0.6}, {"prior-pull": 0.5},
    {"steps": 5, "inner": 3, "anderson": 1, "prior-pull": 1}, {"steps": 5, "inner": 3, "anderson": 1, "prior-pull": 0.7},
    {"steps": 7, "inner": 2, "anderson": 1, "prior-pull": 0.7}, {"steps": 20, "prior-pull": 0.7},
    {"step": "single", "steps": 20, "prior-pull": 0.7},
]

arguments = argparse.ArgumentParser()
arguments.add_argument("--photo-folder", required=True)
arguments.add_argument("--cli", default="build/bin/lacuna-cli")
arguments.add_argument("--model", default="photo")
arguments.add_argument("--photos", type=int, default=8)
options = arguments.parse_args()
work = pathlib.Path(tempfile.mkdtemp())


def lacuna(*words):
    subprocess.run([options.cli, *map(str, words)], check=True, stdout=subprocess.DEVNULL)


pictures = []
for index, path in enumerate(sorted(pathlib.Path(options.photo_folder).iterdir())[: 2 * options.photos : 2]):
    photo = Image.open(path).convert("RGB")
    whole = SIDE + 2 * BORDER
    left, top = (photo.width - whole) // 2, (photo.height - whole) // 2
    scene = photo.crop((left, top, left + whole, top + whole))
    scene.save(work / "scene.png")
    for name, kernel in KERNELS.items():
        blurred = work / f"{index}-{name}.png"
        lacuna("degrade", work / "scene.png", "-o", blurred, "--task", "deblur", "--kernel", kernel, "--noise", NOISE, "--seed",
               index, "--crop", f"{BORDER},{BORDER},{SIDE},{SIDE}")
        clean = numpy.asarray(scene, float)[BORDER:-BORDER, BORDER:-BORDER]
        pictures.append((name, kernel, blurred, clean))

print("| settings | " + " | ".join(KERNELS) + " | mean |\n|" + "---|" * (len(KERNELS) + 2))
for settings in SETTINGS:
    given = [word for key, value in settings.items() for word in (f"--{key}", str(value))]
    found = {name: [] for name in KERNELS}
    for name, kernel, blurred, clean in pictures:
        lacuna("restore", blurred, "-o", work / "out.png", "--task", "deblur", "--kernel", kernel, "--noise", NOISE, "--model",
               options.model, "--quiet", *given)
        error = numpy.asarray(Image.open(work / "out.png").convert("RGB"), float) - clean
        found[name].append(10 * numpy.log10(255**2 / numpy.mean(error**2)))
    means = [numpy.mean(values) for values in found.values()]
    print("| " + " ".join(given) + " | " + " | ".join(f"{mean:.2f}" for mean in [*means, numpy.mean(means)]) + " |", flush=True)
