#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Trains the network of core/detect on drawn damage (drawn_damage.py, old_damage.py) and writes it as safetensors.

Every photograph is damaged in several ways at scales of 0.5 to 1.4; some stay undamaged. The network sees crops of 128 x 128
pixels, mirrored, turned, at other brightness, a quarter of them in grey. The loss is the binary cross-entropy plus the
Dice loss; pixels just beside damage, and what can't be seen of it, count for neither. Needs numpy, OpenCV and PyTorch
(Debian: python3-opencv, python3-torch).

  tests/quality/train_damage.py --photo-folder TRAINING_PHOTOS --photos LIST --overlay-folder OVERLAYS \
      --out core/detect/damage_network.safetensors
"""

import argparse
import json
import pathlib
import struct
import time

import cv2
import numpy as np
import torch
from torch import nn
from torch.nn import functional

from drawn_damage import VISIBLE, damage
from old_damage import aged, old_damage, read_overlays

CHANNELS = (16, 32, 48, 64)
SIDE, CROP, BATCH = 384, 128, 16
UNDAMAGED, DRAWN_ONLY = 0.15, 0.25  # shares of the pictures


class DamageNetwork(nn.Module):
    """A U-Net whose finest level has half of the picture's resolution; see core/detect/damage_network.h."""

    def __init__(self):
        super().__init__()
        def conv(inputs, outputs, stride=1, side=3):
            return nn.Conv2d(inputs, outputs, side, stride, side // 2)
        levels = len(CHANNELS)
        inputs = (12, *CHANNELS[:-1])
        self.down = nn.ModuleList(conv(inputs[i], CHANNELS[i], 1 if i == 0 else 2) for i in range(levels))
        self.keep = nn.ModuleList(conv(count, count) for count in CHANNELS)
        self.narrow = nn.ModuleList(conv(CHANNELS[i + 1], CHANNELS[i], side=1) for i in range(levels - 1))
        self.merge = nn.ModuleList(conv(count, count) for count in CHANNELS[:-1])
        self.out = conv(CHANNELS[0], 4)
        nn.init.constant_(self.out.bias, -3)

    def forward(self, x):
        """(n, 3, height, width), sides multiples of 16, samples from -1 to 1; logits (n, 1, height, width)."""
        x = functional.pixel_unshuffle(x, 2)
        kept = []
        for down, keep in zip(self.down, self.keep):
            x = functional.relu(down(x))
            x = functional.relu(keep(x)) + x
            kept.append(x)
        for i in reversed(range(len(self.merge))):
            x = functional.interpolate(self.narrow[i](x), scale_factor=2, mode="nearest") + kept[i]
            x = functional.relu(self.merge[i](x)) + x
        return functional.pixel_shuffle(self.out(x), 2)


def training_photo(path, rng):
    """A square of the photograph at a scale of 0.5 to 1.4."""
    photo = cv2.imread(str(path), cv2.IMREAD_COLOR)
    scale = rng.uniform(0.5, 1.4)
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    photo = cv2.resize(photo, None, fx=scale, fy=scale, interpolation=method)
    side = min(SIDE, *photo.shape[:2])
    y, x = (rng.integers(0, length - side + 1) for length in photo.shape[:2])
    return np.ascontiguousarray(photo[y:y + side, x:x + side])


def damaged(photo, rng, seed, overlays):
    kind = rng.random()
    if kind < UNDAMAGED:
        return np.round(aged(rng, photo)).astype(np.uint8), np.zeros(photo.shape[:2], np.uint8)
    return damage(photo, seed) if kind < UNDAMAGED + DRAWN_ONLY else old_damage(photo, seed, overlays)


def training_set(paths, overlays, variants, seed):
    """Damaged squares with their weights: 1 damage, 0 none, 128 neither."""
    rng = np.random.default_rng(seed)
    ring = cv2.getStructuringElement(cv2.MORPH_RECT, (3, 3))
    pictures = []
    for variant in range(variants):
        for index, path in enumerate(paths):
            photo = training_photo(path, rng)
            if min(photo.shape[:2]) < CROP:
                continue
            picture, mask = damaged(photo, rng, 1_000_000 * (seed + 1) + 10_000 * variant + index, overlays)
            label = np.where(mask == VISIBLE, 1, np.where(cv2.dilate(mask, ring) > 0, 128, 0)).astype(np.uint8)
            pictures.append((picture[:, :, ::-1].copy(), label))
        print(f"drawn {len(pictures)}", flush=True)
    return pictures


def batch(pictures, rng):
    inputs, labels = [], []
    for _ in range(BATCH):
        picture, label = pictures[rng.integers(len(pictures))]
        y, x = (int(rng.integers(0, length - CROP + 1)) for length in label.shape)
        picture, label = picture[y:y + CROP, x:x + CROP], label[y:y + CROP, x:x + CROP]
        picture = picture.astype(np.float32) / 127.5 - 1
        if rng.random() < 0.25:
            picture = np.repeat(picture @ np.float32([[0.299], [0.587], [0.114]]), 3, 2)
        if rng.random() < 0.3:
            picture = np.clip(rng.uniform(0.7, 1.1) * picture + rng.uniform(-0.15, 0.15), -1, 1)
        turns, mirror = int(rng.integers(4)), rng.random() < 0.5
        picture, label = np.rot90(picture, turns), np.rot90(label, turns)
        if mirror:
            picture, label = picture[:, ::-1], label[:, ::-1]
        inputs.append(np.ascontiguousarray(picture.transpose(2, 0, 1)))
        labels.append(np.ascontiguousarray(label))
    return torch.from_numpy(np.stack(inputs)), torch.from_numpy(np.stack(labels)[:, None].astype(np.float32))


def loss_of(logits, labels):
    counts = (labels <= 1).float()
    target = labels * counts
    entropy = functional.binary_cross_entropy_with_logits(logits, target, reduction="none",
                                                          pos_weight=torch.tensor(1.0))
    found = torch.sigmoid(logits) * counts
    dice = 1 - (2 * (found * target).sum() + 1) / (found.sum() + target.sum() + 1)
    return (entropy * counts).sum() / counts.sum() * 10 + dice


def load(path):
    """What save() wrote."""
    data = path.read_bytes()
    start = 8 + struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8:start])
    header.pop("__metadata__")
    tensors = {}
    for name, entry in header.items():
        first, end = entry["data_offsets"]
        values = np.frombuffer(data[start + first:start + end], np.float16).astype(np.float32)
        tensors[name] = torch.from_numpy(values.reshape(entry["shape"]))
    return tensors


def save(network, path, metadata):
    """As half-precision safetensors."""
    header, blobs, offset = {"__metadata__": metadata}, [], 0
    for name, tensor in network.state_dict().items():
        blob = tensor.detach().contiguous().half().numpy().tobytes()
        header[name] = {"dtype": "F16", "shape": list(tensor.shape), "data_offsets": [offset, offset + len(blob)]}
        blobs.append(blob)
        offset += len(blob)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + b"".join(blobs))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photo-folder", type=pathlib.Path, required=True)
    parser.add_argument("--photos", type=pathlib.Path, help="a list of the names to use, one a line; default: all")
    parser.add_argument("--overlay-folder", type=pathlib.Path, required=True,
                        help="folders of PNGs whose alpha is the shape of real damage")
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--variants", type=int, default=3, help="damaged copies of every photograph; default 3")
    parser.add_argument("--steps", type=int, default=7000)
    parser.add_argument("--rate", type=float, default=2e-3, help="Adam's largest step; default 0.002")
    parser.add_argument("--init", type=pathlib.Path, help="go on from these weights")
    parser.add_argument("--seed", type=int, default=0, help="of the drawings and the crops; default 0")
    arguments = parser.parse_args()
    cv2.setNumThreads(1)
    torch.set_num_threads(1)
    torch.manual_seed(0)
    paths = sorted(path for path in arguments.photo_folder.iterdir() if path.suffix == ".jpg")
    if arguments.photos:
        wanted = set(arguments.photos.read_text().split())
        paths = [path for path in paths if path.name in wanted]
    pictures = training_set(paths, read_overlays(arguments.overlay_folder), arguments.variants, arguments.seed)
    network = DamageNetwork()
    if arguments.init:
        network.load_state_dict(load(arguments.init))
    network = network.to(memory_format=torch.channels_last)
    optimiser = torch.optim.Adam(network.parameters(), lr=arguments.rate)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, arguments.rate, arguments.steps, pct_start=0.1)
    rng, mean, start = np.random.default_rng(arguments.seed + 1), 0, time.time()
    for step in range(1, arguments.steps + 1):
        inputs, labels = batch(pictures, rng)
        loss = loss_of(network(inputs.contiguous(memory_format=torch.channels_last)), labels)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        mean += (loss.item() - mean) / min(step, 200)
        if step % 200 == 0:
            print(f"step {step}: loss {mean:.4f}, {time.time() - start:.0f} s", flush=True)
            save(network, arguments.out, {"steps": str(step), "photographs": str(len(pictures))})


if __name__ == "__main__":
    main()
