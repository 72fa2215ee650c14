#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints the tables of a model's card, beside those of the models that it is compared with.

Denoising: mean PSNR in dB of D(y; sigma), `lacuna-cli models evaluate`, over the middle 256 x 256 pixels of the first
photographs by name plus Gaussian noise, which is not rounded or clipped. Every model sees the same noise.
Restoration: what tests/quality/table.py measures, with lacuna's own settings. What it computes is kept in the output
folder and used again. Needs Python 3 and lacuna-cli only.

  tests/quality/card.py --photo-folder PHOTOS --out /tmp/quality photo photo-v1
  tests/quality/card.py --photo-folder PHOTOS --out /tmp/quality photo photo-v1 --tasks none --levels 15,25,50
"""

import argparse
import array
import math
import pathlib
import random
import statistics
import struct
import sys
import zlib

import table


def read_png(path):
    """(width, height, the samples) of an 8-bit RGB picture without interlacing, as lacuna-cli writes it."""
    data = path.read_bytes()
    position, packed = 8, b""
    while position < len(data):
        length, kind = struct.unpack(">I4s", data[position:position + 8])
        body = data[position + 8:position + 8 + length]
        if kind == b"IHDR":
            width, height, *form = struct.unpack(">IIBBBBB", body)
            if form != [8, 2, 0, 0, 0]:
                raise RuntimeError(f"{path} is no plain 8-bit RGB picture")
        elif kind == b"IDAT":
            packed += body
        position += 12 + length
    lines, stride = zlib.decompress(packed), 3 * width
    samples, above = bytearray(), bytes(stride)
    for y in range(height):
        start = y * (stride + 1)
        above = unfiltered(lines[start], lines[start + 1:start + 1 + stride], above)
        samples += above
    return width, height, samples


def unfiltered(kind, line, above):
    """One line of a PNG with three bytes a pixel (ISO/IEC 15948, clause 9)."""
    out = bytearray(line)
    for i, value in enumerate(line):
        left, up, corner = (out[i - 3], above[i], above[i - 3]) if i > 2 else (0, above[i], 0)
        if kind == 1:
            out[i] = (value + left) & 255
        elif kind == 2:
            out[i] = (value + up) & 255
        elif kind == 3:
            out[i] = (value + (left + up) // 2) & 255
        elif kind == 4:
            distances = [(abs(up - corner), 0, left), (abs(left - corner), 1, up), (abs(left + up - 2 * corner), 2, corner)]
            out[i] = (value + min(distances)[2]) & 255
    return out


def write_npy(path, shape, values):
    header = f"{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}, }}"
    header += " " * (-(len(header) + 11) % 64) + "\n"
    path.write_bytes(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode() + values.tobytes())


def read_npy(path):
    """The float32 values, whatever their shape."""
    data = path.read_bytes()
    values = array.array("f")
    values.frombytes(data[10 + struct.unpack("<H", data[8:10])[0]:])
    return values


class Denoising:
    def __init__(self, runner, photos):
        self.runner = runner
        self.folder = runner.out / "denoising"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.clean = []
        for photo in photos:
            width, height, samples = read_png(runner.clean(photo)[1])
            planes = array.array("f")
            for channel in range(3):
                planes.extend(sample / 127.5 - 1 for sample in samples[channel::3])
            self.clean.append((photo, (1, 3, height, width), planes))

    def psnr(self, model, level):
        values = []
        for index, (photo, shape, clean) in enumerate(self.clean):
            noisy = self.folder / f"{photo.stem}_{level:g}.npy"
            if not noisy.exists():
                noise = random.Random(1000 * index + level)
                write_npy(noisy, shape, array.array("f", (x + level / 127.5 * noise.gauss(0, 1) for x in clean)))
            out = self.folder / "d.npy"
            self.runner.run("models", "evaluate", model, "--input", noisy, "--sigma", level / 127.5, "-o", out,
                            *self.runner.options)
            error = sum((min(1, max(-1, d)) - x) ** 2 for d, x in zip(read_npy(out), clean)) / len(clean)
            values.append(-10 * math.log10(error / 4))
        return statistics.mean(values)


def print_rows(title, models, rows):
    """rows: (name, one value for each model)"""
    others = models[1:]
    heads = [title, *models, *(f"beside {name}" for name in others)]
    print("\n| " + " | ".join(heads) + " |")
    print("|" + "---|" * len(heads))
    for name, values in rows:
        differences = "".join(f" {values[0] - value:+.2f} |" for value in values[1:])
        print(f"| {name} | " + " | ".join(f"{value:.2f}" for value in values) + " |" + differences, flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", nargs="+", help="names or files; the first is compared with each of the others")
    parser.add_argument("--photo-folder", required=True, type=pathlib.Path, help="the validation photographs")
    parser.add_argument("--out", required=True, type=pathlib.Path, help="folder for what is computed, made if missing")
    parser.add_argument("--photos", type=int, default=16, help="how many, by name (default 16)")
    parser.add_argument("--levels", default="5,15,25,50,100", help="noise in 8-bit levels (default 5,15,25,50,100)")
    parser.add_argument("--tasks", default="", help="of the restoration, or their beginnings (default all; none)")
    parser.add_argument("--cli", default=table.find_cli(), help="the program (default from build/, else from the PATH)")
    parser.add_argument("--threads", type=int, default=0, help="default lacuna-cli's")
    arguments = parser.parse_args()
    photos = table.photos_in(arguments.photo_folder)[:arguments.photos]
    if not photos:
        sys.exit(f"no photographs in {arguments.photo_folder}")
    threads = ["--threads", str(arguments.threads)] if arguments.threads else []
    print(f"First {len(photos)} photographs by name.")

    denoising = Denoising(table.Runner(arguments.cli, arguments.out, "denoising", threads), photos)
    levels = [float(level) for level in arguments.levels.split(",")]
    rows = [(f"{level:g}", [denoising.psnr(model, level) for model in arguments.models]) for level in levels]
    print_rows("noise level", arguments.models, rows)

    rows = []
    for task in table.chosen_tasks(arguments.tasks):
        values = []
        for model in arguments.models:
            runner = table.Runner(arguments.cli, arguments.out, "default", ["--model", model])
            runner.options = runner.options + threads  # not part of the results' name
            values.append(statistics.mean(runner.measure(photo, task, seed)["psnr"] for seed, photo in enumerate(photos)))
        rows.append((task.name, values))
    if rows:
        rows.append(("mean", [statistics.mean(column) for column in zip(*(values for _, values in rows))]))
        print_rows("task", arguments.models, rows)


if __name__ == "__main__":
    main()
