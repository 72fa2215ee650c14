# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes distance.pt, a program in the form of LPIPS: the mean absolute difference of two pictures. Needs PyTorch."""
import pathlib

import torch


class Distance(torch.nn.Module):
    def forward(self, a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
        return (a - b).abs().mean()


torch.jit.script(Distance()).save(str(pathlib.Path(__file__).with_name("distance.pt")))
