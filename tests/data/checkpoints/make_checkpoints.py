#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the small files that test_torch_archive and test_session read, with torch itself (1.13 or newer): make_checkpoints.py FOLDER."""
import collections
import io
import pathlib
import pickle
import sys

import numpy
import torch


def tensors():
    base = torch.arange(24, dtype=torch.float32).reshape(2, 3, 4)
    return collections.OrderedDict(
        [
            ("plain", base.clone()),
            ("half", torch.tensor([1.5, -2.0], dtype=torch.float16)),
            ("bfloat", torch.tensor([3.0, 0.25], dtype=torch.bfloat16)),
            ("double", torch.tensor([[1e-3]], dtype=torch.float64)),
            ("long", torch.tensor([7, -7])),
            ("transposed", base.permute(2, 0, 1)),
            ("slice", base[1, 1:, ::2]),
            ("scalar", torch.tensor(4.0)),
            ("empty", torch.zeros(0, 3)),
            ("parameter", torch.nn.Parameter(torch.ones(2))),
        ]
    )


def main(folder):
    weights = tensors()
    torch.save(weights, folder / "zip.pt")
    torch.save(weights, folder / "legacy.pt", _use_new_zipfile_serialization=False)
    torch.save({"epoch": 3, "lr": 1e-4, "model": {"module." + k: v for k, v in weights.items()}, "ema": {"module.plain": weights["plain"] + 1},
                "optimizer": {"state": {}, "param_groups": []}}, folder / "nested.pt")
    layer = torch.nn.Linear(2, 2)
    optimizer = torch.optim.Adam(layer.parameters())
    torch.save(optimizer.state_dict(), folder / "optimizer.pt")
    torch.save(layer, folder / "module.pt")
    with open(folder / "plain.pkl", "wb") as stream:
        pickle.dump({"ema": {"weight": torch.tensor([1.0, 2.0]), "array": numpy.arange(3.0), "number": numpy.float64(0.5)}}, stream, protocol=4)
    torch.jit.script(torch.nn.Sequential(torch.nn.Conv2d(3, 3, 1))).save(str(folder / "script.pt"))

    class Hungry(torch.nn.Module):
        """Never has the memory that it needs."""

        def forward(self, x, sigma):
            if x.size(0) > 0:
                raise RuntimeError("out of memory")
            return x

    torch.jit.script(Hungry()).save(str(folder / "hungry.pt"))
    (folder / "hungry.pt.json").write_text('{"image_size": 512, "stride": 64}\n')

    class System:
        def __reduce__(self):
            import os

            return os.system, ("echo this must never run",)

    torch.save({"weight": torch.zeros(1), "evil": System()}, folder / "evil.pt")
    stream = io.BytesIO()
    pickle.dump({"evil": System()}, stream, protocol=2)
    (folder / "evil.pkl").write_bytes(stream.getvalue())


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
