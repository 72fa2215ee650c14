# SPDX-License-Identifier: GPL-3.0-or-later
"""DiffPIR here beside deepinv's, with the same denoiser, measurements and number of steps.

    python3 tests/parity/diffpir.py LACUNA_CLI PHOTOS [--photos N] [--steps N] [--model NAME]

needs deepinv 0.5 and Pillow. The denoiser is Lacuna's on both sides, through `models evaluate`, and so is the noise:
deepinv draws the numbers of core/tensors/noise_source.cpp. deepinv returns the picture before its last denoising, with
noise of 0.01 on it; it is denoised here, as the paper's algorithm does. The blur is a mild one: of wider
blurs deepinv's data step by conjugate gradients is not solved to the end, and what it leaves shows. Prints each pair of
PSNRs and the means.
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
LAST_SIGMA = 0.0100005  # of the diffusion

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
        level = 2 * float(torch.as_tensor(sigma).flatten()[0])
        shrink = min(1, MOST_SIGMA / level)  # noise that the model doesn't know looks like the most that it knows
        level = level * shrink
        numpy.save(work / "x.npy", ((2 * x - 1) * shrink).float().numpy())
        lacuna("models", "evaluate", options.model, "--input", work / "x.npy", "--sigma", f"{level:.7g}",
               "-o", work / "d.npy")
        return (torch.from_numpy(numpy.load(work / "d.npy")) + 1) / 2


class LacunaNoise:
    """Philox4x32-10 and Box-Muller by absolute place, as core/tensors/noise_source.cpp; each call is the next stream."""

    def __init__(self, seed, offset):
        self.seed, self.offset, self.stream = seed, offset, 0

    def __call__(self, like):
        _, channels, height, width = like.shape
        c, y, x = numpy.meshgrid(numpy.arange(channels), numpy.arange(height) - self.offset,
                                 numpy.arange(width) - self.offset, indexing="ij")
        counter = [(x >> 2).astype(numpy.uint32), y.astype(numpy.uint32), numpy.full(x.shape, self.stream, numpy.uint32),
                   c.astype(numpy.uint32)]
        key = [self.seed & 0xFFFFFFFF, self.seed >> 32]
        for _ in range(10):
            even = numpy.uint64(0xD2511F53) * counter[0].astype(numpy.uint64)
            odd = numpy.uint64(0xCD9E8D57) * counter[2].astype(numpy.uint64)
            counter = [(odd >> numpy.uint64(32)).astype(numpy.uint32) ^ counter[1] ^ numpy.uint32(key[0]),
                       odd.astype(numpy.uint32),
                       (even >> numpy.uint64(32)).astype(numpy.uint32) ^ counter[3] ^ numpy.uint32(key[1]),
                       even.astype(numpy.uint32)]
            key = [(key[0] + 0x9E3779B9) & 0xFFFFFFFF, (key[1] + 0xBB67AE85) & 0xFFFFFFFF]
        radius = [numpy.sqrt(-2 * numpy.log((counter[i] + 0.5) / 2**32)) for i in (0, 2)]
        angle = [counter[i] * (2 * numpy.pi / 2**32) for i in (1, 3)]
        values = [radius[0] * numpy.cos(angle[0]), radius[0] * numpy.sin(angle[0]),
                  radius[1] * numpy.cos(angle[1]), radius[1] * numpy.sin(angle[1])]
        self.stream += 1
        return torch.from_numpy(numpy.choose(x & 3, values).astype(numpy.float32))[None]


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
    kernel = gaussian(0.8)
    yield ("deblur", deepinv.physics.Blur(filter=kernel, padding="valid", noise_model=noise, max_iter=200,
                                               tol=1e-6), kernel.shape[-1] // 2,
           ["--kernel", "gaussian:0.8", "--linear-light", "off"])


found = {}
for index, path in enumerate(sorted(pathlib.Path(options.folder).iterdir())[: options.photos]):
    torch.manual_seed(index)
    whole = 0.2 + 0.6 * read(path)  # so that no noise is cut off at black or white, for which Lacuna makes up
    top, left = (whole.shape[2] - SIDE) // 2, (whole.shape[3] - SIDE) // 2
    clean = whole[:, :, top:top + SIDE, left:left + SIDE].contiguous()
    for name, physics, margin, extra in tasks(index):
        y = physics(clean)
        shown = slice(margin, SIDE - margin)
        write(y, work / "y.png")
        y = read(work / "y.png")  # both see the same 8 bits
        if name == "inpaint":
            y = y * physics.mask
        draw, torch.randn_like = torch.randn_like, LacunaNoise(index, margin)
        theirs = deepinv.sampling.DiffPIR(Denoiser(), deepinv.optim.data_fidelity.L2(), max_iter=options.steps,
                                          zeta=ZETA, lambda_=DEEPINV_LAMBDA)(y, physics)
        torch.randn_like = draw
        theirs = Denoiser()(theirs, LAST_SIGMA / 2)
        lacuna("restore", work / "y.png", "-o", work / "out.png", "--task", name, *extra, "--noise", NOISE,
               "--solver", "diffpir", "--steps", options.steps, "--lambda", LAMBDA, "--zeta", ZETA, "--seed", index,
               "--model", options.model, "--precision", "float32")
        ours = read(work / "out.png")
        reference = clean[:, :, shown, shown]
        found.setdefault(name, []).append((psnr(ours, reference), psnr(theirs[:, :, shown, shown], reference)))
        print(f"{path.name}, {name}: here {found[name][-1][0]:.3f} dB, deepinv {found[name][-1][1]:.3f} dB", flush=True)
for name, pairs in found.items():
    ours, theirs = numpy.mean(pairs, axis=0)
    print(f"{name}: here {ours:.2f} dB, deepinv {theirs:.2f} dB, difference {ours - theirs:+.3f} over {len(pairs)} photographs")
