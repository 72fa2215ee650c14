# SPDX-License-Identifier: GPL-3.0-or-later
"""What the scripts that compare solvers share: a denoiser that both sides run, Lacuna's noise, and Lacuna itself.

The denoiser is a program (TorchScript), which Lacuna runs and PyTorch differentiates: per frequency Wiener's filter for
a spectrum like that of photographs, and what it takes away is given back where the picture is far from smooth.
"""
import pathlib
import subprocess

import numpy
import torch
from PIL import Image

SIDE = 128
LEAST_SIGMA, MOST_SIGMA = 0.002, 80.0  # of the sidecar


class Wiener(torch.nn.Module):
    """D(x; sigma) on [-1, 1], for one sigma."""

    def forward(self, x: torch.Tensor, sigma: torch.Tensor) -> torch.Tensor:
        level = sigma.reshape(-1)[0]
        height, width = x.shape[2], x.shape[3]
        rows = torch.fft.fftfreq(height, dtype=x.dtype).reshape(-1, 1)
        columns = torch.fft.rfftfreq(width, dtype=x.dtype).reshape(1, -1)
        spectrum = 0.02 / (rows * rows + columns * columns + 2e-4)
        # In this normalisation white noise of deviation 1 has the spectrum 1.
        smooth = torch.fft.irfft2(torch.fft.rfft2(x) * (spectrum / (spectrum + 100 * level * level)), [height, width])
        rest = x - smooth
        power = torch.nn.functional.avg_pool2d(rest * rest, 7, 1, 3, count_include_pad=False)
        gain = torch.relu(power - 2 * level * level) / (power + 1e-8)
        return smooth + gain * rest


def write_model(folder):
    """The program and its sidecar; returns the program's path."""
    path = pathlib.Path(folder) / "wiener.pt"
    torch.jit.script(Wiener()).save(str(path))
    path.with_suffix(".json").write_text(
        f'{{"sigma_min": {LEAST_SIGMA}, "sigma_max": {MOST_SIGMA}, "stride": 1}}')
    return path


def diffusion_levels(steps):
    """sigma of `steps` times, evenly from 999 to 0, of the diffusion with beta from 1e-4 to 0.02."""
    kept = numpy.cumprod(1 - numpy.linspace(1e-4, 0.02, 1000))
    sigmas = numpy.sqrt((1 - kept) / kept)
    times = [int(numpy.floor(999 * (1 - i / (steps - 1)) + 0.5)) for i in range(steps)]
    return [float(min(max(sigmas[t], LEAST_SIGMA), MOST_SIGMA)) for t in times]


def noise(seed, stream, like, offset=0):
    """Philox4x32-10 and Box-Muller by absolute place, as core/tensors/noise_source.cpp. The picture's corner is
    `offset` pixels outside the photograph's."""
    _, channels, height, width = like.shape
    c, y, x = numpy.meshgrid(numpy.arange(channels), numpy.arange(height) - offset, numpy.arange(width) - offset,
                             indexing="ij")
    counter = [(x >> 2).astype(numpy.uint32), y.astype(numpy.uint32), numpy.full(x.shape, stream, numpy.uint32),
               c.astype(numpy.uint32)]
    key = [seed & 0xFFFFFFFF, seed >> 32]
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
    return torch.from_numpy(numpy.choose(x & 3, values))[None].to(like.dtype)


def run(cli, *words):
    subprocess.run([str(cli), *map(str, words)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def read(path):
    """(1, 3, H, W) on [0, 1], float64."""
    return torch.from_numpy(numpy.asarray(Image.open(path).convert("RGB"), numpy.float64) / 255).permute(2, 0, 1)[None]


def write(picture, path):
    Image.fromarray((picture[0].clamp(0, 1) * 255).round().byte().permute(1, 2, 0).numpy()).save(path)


def psnr(picture, clean):
    return -10 * float(torch.log10(((picture.clamp(0, 1) - clean) ** 2).mean()))


def gaussian(sigma):
    radius = int(numpy.ceil(4 * sigma))
    line = torch.exp(-0.5 * (torch.arange(-radius, radius + 1, dtype=torch.float64) / sigma) ** 2)
    kernel = line[:, None] * line[None]
    return (kernel / kernel.sum())[None, None]
