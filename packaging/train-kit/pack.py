#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Packs squares of photographs for train.py: a tar file of WebP pictures.

Squares are taken from one photograph after the other until the file is as large as --megabytes allows, from each
photograph the one of several that has the steepest gradients, first from those that the list draws most often. The
middles of the validation photographs go into the same file without loss. Needs Pillow and NumPy.

  packaging/train-kit/pack.py --photos PHOTOS --photo-list LIST --validation VALIDATION --out crops.tar
"""

import argparse
import io
import json
import pathlib
import random
import sys
import tarfile

import numpy
from PIL import Image

ENDINGS = {".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff"}
VALIDATION_PHOTOS, VALIDATION_SIDE = 16, 256  # those of lacuna-train


def photographs(folder):
    return sorted(path for path in pathlib.Path(folder).rglob("*") if path.suffix.lower() in ENDINGS)


def weights_of(path):
    """The lines PATH, tab, WEIGHT of `lacuna-train --photo-list`."""
    weights = {}
    for line in pathlib.Path(path).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, _, weight = line.rpartition("\t")
            weights[name] = float(weight)
    return weights


def steepness(square):
    grey = numpy.asarray(square.convert("L"), dtype=numpy.float32)
    return float(numpy.abs(numpy.diff(grey, axis=0)).mean() + numpy.abs(numpy.diff(grey, axis=1)).mean())


def best_square(photo, side, candidates, source):
    """Of `candidates` squares, the steepest. A square larger than `side` is shrunk to it."""
    found, steepest = None, -1.0
    for _ in range(candidates):
        largest = min(photo.size)
        taken = min(largest, round(side * (largest / side) ** (0.5 * source.random())))
        left, top = (source.randrange(length - taken + 1) for length in photo.size)
        square = photo.crop((left, top, left + taken, top + taken)).resize((side, side), Image.Resampling.BOX)
        if steepness(square) > steepest:
            found, steepest = square, steepness(square)
    return found


def add(tar, name, data):
    entry = tarfile.TarInfo(name)
    entry.size = len(data)
    tar.addfile(entry, io.BytesIO(data))
    return (len(data) + 511) // 512 * 512 + 512


def encoded(square, **options):
    out = io.BytesIO()
    square.save(out, "WEBP", method=6, **options)
    return out.getvalue()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photos", required=True, help="folder of photographs, searched with the folders in it")
    parser.add_argument("--photo-list", help="as for lacuna-train")
    parser.add_argument("--validation", required=True, help="folder of photographs to validate on")
    parser.add_argument("--out", required=True, help="the tar file")
    parser.add_argument("--megabytes", type=float, default=18, help="largest size of the file (default 18)")
    parser.add_argument("--side", type=int, default=384, help="of a square, in pixels (default 384)")
    parser.add_argument("--quality", type=int, default=86, help="of WebP (default 86)")
    parser.add_argument("--candidates", type=int, default=4, help="squares to choose from (default 4)")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()

    source = random.Random(arguments.seed)
    weights = weights_of(arguments.photo_list) if arguments.photo_list else {}
    root = pathlib.Path(arguments.photos)
    chances = {path: weights.get(path.relative_to(root).as_posix(), 1.0) for path in photographs(root)}
    # Without replacement, by weight: the largest of u^(1/w) first (Efraimidis & Spirakis, 2006).
    order = sorted((path for path in chances if chances[path] > 0), reverse=True,
                   key=lambda path: source.random() ** (1 / chances[path]))
    if not order:
        sys.exit(f"pack.py: {root}: holds no photograph to learn from")

    limit = arguments.megabytes * 1e6 - 10240  # a tar file ends with blocks of zeros
    size, count = 0, 0
    with tarfile.open(arguments.out, "w") as tar:
        for number, path in enumerate(photographs(arguments.validation)[:VALIDATION_PHOTOS]):
            photo = Image.open(path).convert("RGB")
            width, height = (min(length, VALIDATION_SIDE) // 16 * 16 for length in photo.size)
            left, top = (photo.width - width) // 2, (photo.height - height) // 2
            middle = photo.crop((left, top, left + width, top + height))
            size += add(tar, f"validation/{number:02}.webp", encoded(middle, lossless=True))
        full = False
        while not full:
            before = count
            for path in order:
                photo = Image.open(path).convert("RGB")
                if min(photo.size) < arguments.side:
                    continue
                square = best_square(photo, arguments.side, arguments.candidates, source)
                data = encoded(square, quality=arguments.quality)
                if size + len(data) + 1024 > limit:
                    full = True
                    break
                size += add(tar, f"crops/{count:05}.webp", data)
                count += 1
            if count == before and not full:
                sys.exit(f"pack.py: {root}: no photograph is {arguments.side} pixels wide and high")
    print(json.dumps({"squares": count, "side": arguments.side, "bytes": pathlib.Path(arguments.out).stat().st_size,
                      "bits_per_pixel": round(8 * size / max(1, count * arguments.side ** 2), 2)}))


if __name__ == "__main__":
    main()
