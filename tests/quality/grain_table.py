#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How well grain is measured and removed, as Markdown tables.

The first photographs by name get grain of three spectra (`lacuna-cli degrade --noise-model`) and three
strengths. The first table says how far the measured spectrum is from the one that was added: the mean over all
frequencies and colours of the relative error, where the rounding to 8 bits counts as added. Photographs without flat parts,
of which no spectrum can be had, are counted. A median takes in all others, whether texture has deceived the estimate or
not. The second table compares denoising with the measured grain, and with white noise of the level that was added, in the
middle square of the photographs, with grain measured in all of each; PSNR in dB. --choices makes another table instead: which
kind of noise `--noise auto` chooses in photographs as they are, compressed, and with noise of several kinds, and in how many of
the white ones it says that there may be grain. Needs Python 3
and lacuna-cli only.

  tests/quality/grain_table.py --photo-folder PHOTOS
  tests/quality/grain_table.py --photo-folder PHOTOS --choices
"""

import argparse
import json
import math
import pathlib
import statistics
import struct
import subprocess
import tempfile
import zlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
SUFFIXES = {".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp"}
SIDE = 17
SPECTRA = ["fine", "coarse", "blotches"]
KINDS = ["white", "grain", "grain-brightness", "brightness"]
# What --choices adds: its name, the noise and its level, and the JPEG's quality or 0.
CHOICES = [("nothing", "white", 0, 0), ("nothing, JPEG 85", "white", 0, 85), ("nothing, JPEG 30", "white", 0, 30),
           ("white 4", "white", 4, 0), ("white 10, JPEG 90", "white", 10, 90), ("white 4, JPEG 85", "white", 4, 85),
           *[(f"{name} 4", name, 4, 0) for name in SPECTRA],
           *[(f"{name} 7, JPEG 92", name, 7, 92) for name in SPECTRA],
           ("shot 8", "shot", 8, 0), ("film 4", "film", 4, 0), ("film 8", "film", 8, 0),
           ("film 8, JPEG 92", "film", 8, 92)]


def call(cli, *arguments):
    done = subprocess.run([cli, *map(str, arguments)], check=True, capture_output=True, text=True)
    return json.loads(done.stdout) if "--json" in arguments else None


def mask_of(width, height, square):
    """A grey PNG that is white in the square (x, y, width, height)."""
    x, y, across, down = square
    rows = b"".join(b"\0" + bytes(255 if x <= u < x + across and y <= v < y + down else 0 for u in range(width))
                    for v in range(height))
    chunks = [(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(struct.pack(">I", len(data)) + kind + data +
                                            struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks)


def times(index):
    return 1 if index in (0, SIDE - 1) else 2


def blurred(deviation, white):
    """What core/job/noise_model.cpp calls the same."""
    f = [0.5 * i / (SIDE - 1) for i in range(SIDE)]
    power = {(v, u): math.exp(-(2 * math.pi * deviation) ** 2 * (f[u] ** 2 + f[v] ** 2))
             for v in range(SIDE) for u in range(SIDE)}
    mean = sum(times(v) * times(u) * p for (v, u), p in power.items()) / (2 * (SIDE - 1)) ** 2
    return {at: (1 - white) * p / mean + white for at, p in power.items()}


def added(name):
    """Power of red, green and blue relative to their mean: three planes."""
    bright, colour, share = {"fine": (blurred(0.6, 0.08), blurred(0.6, 0.08), 2.2 / 3),
                             "coarse": (blurred(1.2, 0.08), blurred(1.2, 0.08), 2.2 / 3),
                             "blotches": (blurred(0.5, 0.2), blurred(1.6, 0.08), 0.5)}[name]
    # The squares of any colour's share in brightness and in both colour differences sum to 1/3 and 2/3.
    return {at: 3 * (share * bright[at] / 3 + (1 - share) / 2 * colour[at] * 2 / 3) for at in bright}


def spectrum_error(report, name, level):
    expected = added(name)
    error = count = 0
    for colour in range(3):
        for v in range(SIDE):
            for u in range(SIDE):
                power = sum(report["basis"][3 * c + colour] ** 2 * report["spectrum"][(c * SIDE + v) * SIDE + u]
                            for c in range(3)) * report["flat"] ** 2
                true = expected[v, u] * level ** 2 + 1 / 12
                error += times(v) * times(u) * abs(power / true - 1)
                count += times(v) * times(u)
    return error / count


def print_choices(cli, photos, folder):
    print("| added | " + " | ".join(KINDS) + " | may be grain |\n|" + "---|" * (2 + len(KINDS)))
    for title, noise, level, quality in CHOICES:
        counts, maybe = dict.fromkeys(KINDS, 0), 0
        noisy = folder / ("noisy.jpg" if quality else "noisy.png")
        for seed, photo in enumerate(photos):
            model = ["--noise-model", noise] if noise != "white" else []
            call(cli, "degrade", photo, "-o", noisy, "--task", "denoise", "--noise", level, *model, "--depth", 8,
                 *(["--quality", quality] if quality else []), "--seed", seed)
            report = call(cli, "estimate", "noise", noisy, "--json")
            counts[report["model"]] += 1
            maybe += "may_be" in report
        print(f"| {title} | " + " | ".join(str(counts[kind]) for kind in KINDS) + f" | {maybe} |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photo-folder", type=pathlib.Path, required=True)
    parser.add_argument("--cli", type=pathlib.Path, default=ROOT / "build" / "bin" / "lacuna-cli")
    parser.add_argument("--spectra", default=",".join(SPECTRA))
    parser.add_argument("--levels", default="5,10,20")
    parser.add_argument("--measured", type=int, default=16, help="photographs to measure (default 16)")
    parser.add_argument("--restored", type=int, default=4, help="photographs to restore (default 4; 0: no second table)")
    parser.add_argument("--every", type=int, default=1, help="take every Nth photograph")
    parser.add_argument("--side", type=int, default=256, help="of the square that is restored (default 256)")
    parser.add_argument("--options", default="--model photo-fast", help="further options of `restore`, in one string")
    parser.add_argument("--choices", action="store_true", help="the table of chosen kinds, of all these photographs")
    parser.add_argument("--each", action="store_true", help="a line per photograph too")
    arguments = parser.parse_args()
    cli = arguments.cli
    spectra = arguments.spectra.split(",")
    levels = [float(level) for level in arguments.levels.split(",")]
    photos = sorted(path for path in arguments.photo_folder.iterdir() if path.suffix.lower() in SUFFIXES)
    photos = photos[::arguments.every]

    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        noisy, clean, restored = folder / "noisy.png", folder / "clean.png", folder / "restored.png"
        if arguments.choices:
            print_choices(cli, photos, folder)
            return
        sizes = {}
        for photo in photos[:arguments.restored]:
            call(cli, "degrade", photo, "-o", clean, "--task", "denoise", "--noise", 0, "--depth", 8)
            sizes[photo] = struct.unpack(">II", clean.read_bytes()[16:24])
        print("| spectrum | level | error of the spectrum: median | worst | level measured: median | found to be grain "
              "| no flat parts |\n|---|---|---|---|---|---|---|")
        for name in spectra:
            for level in levels:
                errors, strengths, grain, none = [], [], 0, 0
                for seed, photo in enumerate(photos[:arguments.measured]):
                    call(cli, "degrade", photo, "-o", noisy, "--task", "denoise", "--noise", level, "--noise-model", name,
                         "--depth", 8, "--seed", seed)
                    report = call(cli, "estimate", "noise", noisy, "--json")
                    grain += report["model"].startswith("grain")
                    if "spectrum" not in report:
                        none += 1
                        continue
                    errors.append(spectrum_error(report, name, level))
                    strengths.append(report["flat"])
                    if arguments.each:
                        print(f"{photo.name}: {errors[-1]:.2f}, {report['flat']:.2f} levels, {report['model']}, "
                              f"{report['reason']}")
                print(f"| {name} | {level:g} | {statistics.median(errors):.1%} | {max(errors):.1%} "
                      f"| {statistics.median(strengths):.2f} | {grain} of {len(errors) + none} | {none} |", flush=True)

        if arguments.restored == 0:
            return
        print("\n| spectrum | level | photographs | input | white, of that level | grain, measured | gain | median | least "
              "| at least +1 dB |\n|" + "---|" * 10)
        mask, part = folder / "mask.png", folder / "part.png"
        for name in spectra:
            for level in levels:
                rows = []
                for seed, photo in enumerate(photos[:arguments.restored]):
                    width, height = sizes[photo]
                    square = (width - arguments.side) // 2, (height - arguments.side) // 2, arguments.side, arguments.side
                    mask.write_bytes(mask_of(width, height, square))
                    plain = ["--task", "denoise", "--depth", 8]
                    crop = [*plain, "--noise", 0, "--crop", ",".join(map(str, square))]
                    call(cli, "degrade", photo, "-o", clean, *crop)
                    call(cli, "degrade", photo, "-o", noisy, "--noise", level, "--noise-model", name, "--seed", seed, *plain)
                    if "spectrum" not in call(cli, "estimate", "noise", noisy, "--json"):
                        continue

                    def psnr(picture):
                        call(cli, "degrade", picture, "-o", part, *crop)
                        return call(cli, "metrics", part, clean, "--json")["psnr"]

                    row = [psnr(noisy)]
                    for options in (["--noise", level], ["--noise", "auto", "--noise-model", "grain"]):
                        call(cli, "restore", noisy, "-o", restored, "--task", "denoise", *options, "--only-marked",
                             "--mask", mask, "--quiet", *arguments.options.split())
                        row.append(psnr(restored))
                    rows.append(row)
                    if arguments.each:
                        print(photo.name, *(f"{value:.2f}" for value in row), flush=True)
                means = [statistics.mean(row[i] for row in rows) for i in range(3)]
                gains = [row[2] - row[1] for row in rows]
                print(f"| {name} | {level:g} | {len(rows)} | " + " | ".join(f"{mean:.2f}" for mean in means) +
                      f" | {statistics.mean(gains):+.2f} | {statistics.median(gains):+.2f} | {min(gains):+.2f} "
                      f"| {sum(gain >= 1 for gain in gains)} |", flush=True)


if __name__ == "__main__":
    main()
