# SPDX-License-Identifier: GPL-3.0-or-later
"""DiffPIR here beside deepinv's, with the same denoiser, measurements and number of steps.

    python3 tests/parity/diffpir.py LACUNA_CLI PHOTOS [--photos N] [--steps N] [--model NAME]

needs deepinv 0.5 or newer and Pillow. The denoiser is Lacuna's, through `models evaluate`, on both sides. Prints the mean
PSNR of each task and the difference; the noise that the two draw differs, so that single pictures differ by more.
"""
import argparse
import pathlib
import subprocess
import tempfile

import deepinv
import numpy
import torch
from PIL import Image

SIDE = 128
NOISE = 12.75  # 8-bit levels; deepinv takes no less than 2.55
# deepinv compares noise on [0, 1] with noise levels on [-1, 1] and takes twice the data's weight: its 7 is our 3.5.
LAMBDA, DEEPINV_LAMBDA, ZETA = 3.5, 7.0, 0.1
MOST_SIGMA = 80  # of the shipped models

arguments = argparse.ArgumentParser()
arguments.add_argument("cli")
arguments.add_argument("folder")
arguments.add_argument("--photos", type=int, default=6)
arguments.add_argument("--steps", type=int, default=20)
arguments.add_argument("--model", default="photo-fast")
options = arguments.parse_args()
work = pathlib.Path(tempfile.mkdtemp())


def lacuna(*words):
    subprocess.run([options.cli, *map(str, words)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


class Denoiser(torch.nn.Module):
    """D(x; sigma) of x on [0, 1], as deepinv calls it."""

    def forward(self, x, sigma):
        level = min(2 * float(torch.as_tensor(sigma).flatten()[0]), MOST_SIGMA)
        numpy.save(work / "x.npy", (2 * x - 1).float().numpy())
        lacuna("models", "evaluate", options.model, "--input", work / "x.npy", "--sigma", f"{level:.7g}",
               "-o", work / "d.npy")
        return (torch.from_numpy(numpy.load(work / "d.npy")) + 1) / 2


def psnr(picture, clean):
    return -10 * float(torch.log10(((picture.clamp(0, 1) - clean) ** 2).mean()))


def read(path):
    return torch.from_numpy(numpy.asarray(Image.open(path).convert("RGB"), numpy.float32) / 255).permute(2, 0, 1)[None]


def write(picture, path):
    levels = (picture[0].clamp(0, 1) * 255).round().byte().permute(1, 2, 0).numpy()
    Image.fromarray(levels).save(path)


def gaussian(sigma):
    radius = int(numpy.ceil(4 * sigma))
    line = torch.exp(-0.5 * (torch.arange(-radius, radius + 1) / sigma) ** 2)
    kernel = line[:, None] * line[None]
    return (kernel / kernel.sum())[None, None]


def tasks(seed):
    """Name, physics, what of x the result is, and the options of `restore`."""
    keep = (torch.rand(1, 1, SIDE, SIDE, generator=torch.Generator().manual_seed(seed)) > 0.5).float()
    Image.fromarray(((1 - keep[0, 0]) * 255).byte().numpy()).save(work / "mask.png")
    noise = deepinv.physics.GaussianNoise(NOISE / 255)
    yield ("inpaint", deepinv.physics.Inpainting((3, SIDE, SIDE), mask=keep.expand(1, 3, -1, -1)[0], noise_model=noise),
           0, ["--mask", work / "mask.png", "--denoise-unmasked"])
    kernel = gaussian(1.6)
    yield ("deblur", deepinv.physics.Blur(filter=kernel, padding="valid", noise_model=noise), kernel.shape[-1] // 2,
           ["--kernel", "gaussian:1.6"])


found = {}
for index, path in enumerate(sorted(pathlib.Path(options.folder).iterdir())[: options.photos]):
    torch.manual_seed(index)
    whole = read(path)
    top, left = (whole.shape[2] - SIDE) // 2, (whole.shape[3] - SIDE) // 2
    clean = whole[:, :, top:top + SIDE, left:left + SIDE].contiguous()
    for name, physics, margin, extra in tasks(index):
        y = physics(clean)
        shown = slice(margin, SIDE - margin)
        write(y, work / "y.png")
        y = read(work / "y.png")  # both see the same 8 bits
        if name == "inpaint":
            y = y * physics.mask
        theirs = deepinv.sampling.DiffPIR(Denoiser(), deepinv.optim.data_fidelity.L2(), max_iter=options.steps,
                                          zeta=ZETA, lambda_=DEEPINV_LAMBDA)(y, physics, seed=index)
        lacuna("restore", work / "y.png", "-o", work / "out.png", "--task", name, *extra, "--noise", NOISE,
               "--solver", "diffpir", "--steps", options.steps, "--lambda", LAMBDA, "--zeta", ZETA, "--seed", index,
               "--model", options.model, "--precision", "float32")
        ours = read(work / "out.png")
        reference = clean[:, :, shown, shown]
        found.setdefault(name, []).append((psnr(ours, reference), psnr(theirs[:, :, shown, shown], reference)))
for name, pairs in found.items():
    ours, theirs = numpy.mean(pairs, axis=0)
    print(f"{name}: here {ours:.2f} dB, deepinv {theirs:.2f} dB, difference {ours - theirs:+.3f} over {len(pairs)} photographs")
