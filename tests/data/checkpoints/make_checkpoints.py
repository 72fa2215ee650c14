#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the small files that test_torch_archive and test_session read, with torch itself (1.13 or newer): make_checkpoints.py FOLDER."""
import argparse
import collections
import datetime
import functools
import io
import pathlib
import pickle
import sys
import types
import zipfile

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


def stranger(module, name, base=object):
    """A class of a package that needn't be installed."""
    made = type(name, (base,), {"__module__": module})
    parts = module.split(".")
    for i in range(len(parts)):
        package = ".".join(parts[: i + 1])
        sys.modules.setdefault(package, types.ModuleType(package))
    setattr(sys.modules[module], name, made)
    return made


def with_state(kind, **state):
    made = kind.__new__(kind)
    made.__dict__.update(state)
    return made


def harmless():
    """What trainers leave beside the weights."""
    content = with_state(stranger("omegaconf.nodes", "AnyNode"), _val=1, _metadata=with_state(stranger("omegaconf.base", "Metadata"), key="a"))
    attributes = stranger("pytorch_lightning.utilities.parsing", "AttributeDict", dict)({"lr": 1e-3})
    attributes.frozen = True
    return {
        "args": argparse.Namespace(lr=1e-4, folder=pathlib.PurePosixPath("/a/b")),
        "config": with_state(stranger("omegaconf.dictconfig", "DictConfig"), _content={"a": content}, _parent=None),
        "settings": with_state(stranger("ml_collections.config_dict.config_dict", "ConfigDict"), _fields={"a": 1}, _locked=True),
        "hyper_parameters": attributes,
        "callbacks": {stranger("pytorch_lightning.callbacks.model_checkpoint", "ModelCheckpoint"): {"best": 1}},
        "losses": collections.deque([1.0, 0.5], maxlen=3),
        "began": datetime.datetime(2026, 1, 2, 3, tzinfo=datetime.timezone.utc),
        "labels": numpy.array(["cat", "dog"]),
        "objects": numpy.array([None, {"a": 1}], dtype=object),
        "table": numpy.zeros(2, dtype=[("a", "f4"), ("b", "i2")]),
        "random": numpy.random.default_rng(1),
        "small": numpy.int16(3),
        "schedule": functools.partial(max, 1),
        "range": range(3),
        "layout": torch.strided,
    }


def modules_of(state):
    """The same tensors as a network of nested modules, pickled as a whole."""
    root = stranger("networks", "Network", torch.nn.Module)()
    part = stranger("networks", "Part", torch.nn.Module)
    shared = torch.nn.ReLU()
    for name, tensor in state.items():
        *path, last = name.split(".")
        place = root
        for step in path:
            if step not in place._modules:
                place.add_module(step, part())
                place._modules[step].add_module("act", shared)
            place = place._modules[step]
        place.register_parameter(last, torch.nn.Parameter(tensor, requires_grad=False))
    root.register_buffer("scratch", torch.zeros(3), persistent=False)
    return root


def rewritten(source, target, old, new):
    """A TorchScript archive with other code."""
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(target, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            after.writestr(name, content.replace(old, new) if name.endswith(".py") else content)


def main(folder):
    weights = tensors()
    torch.save({"state_dict": weights, "beside": harmless()}, folder / "harmless.pt")
    torch.save({"state_dict": weights, "beside": harmless()}, folder / "harmless_legacy.pt", _use_new_zipfile_serialization=False)
    drunet = torch.load(folder.parent / "parity" / "drunet_single_gray.pth", weights_only=True)
    torch.save(modules_of(drunet), folder / "whole.pt")
    torch.save({"epoch": 1, "model": modules_of(drunet)}, folder / "whole_legacy.pt", _use_new_zipfile_serialization=False)
    for protocol in (2, 4, 5):
        arrays = {name: numpy.asfortranarray(tensor.numpy()) if tensor.dim() == 4 else tensor.numpy() for name, tensor in drunet.items()}
        with open(folder / f"arrays{protocol}.pkl", "wb") as stream:
            pickle.dump({"iteration": numpy.int64(7), **arrays}, stream, protocol=protocol)
    torch.save({"weight": torch.ones(2).to(torch.float8_e4m3fn)}, folder / "float8.pt")
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
    rewritten(folder / "script.pt", folder / "script_syntax.pt", b"return", b"re urn")
    rewritten(folder / "script.pt", folder / "script_unknown.pt", b"torch.", b"torch.no_such_")
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
