#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares fills by borrowed texture with those of other libraries, as a Markdown table and a contact sheet.

Each of the photographs gets one hole in its middle, of changing kind: outlines of objects, boxes and strokes. What lies
under it isn't looked at by any method. Compared are:
  most probable  lacuna-cli's default
  borrowed       lacuna-cli --fill borrowed
  shift map      OpenCV's contrib module xphoto, INPAINT_SHIFTMAP (He and Sun 2012)
  FSR            the same module, INPAINT_FSR_FAST (Genser et al. 2018)
  match patch    G'MIC's inpaint_matchpatch (Barnes et al. 2009)
  patches        G'MIC's inpaint (Criminisi et al. 2004, with blending)

A fill that can't be told from a photograph has as much texture as what was there. The texture is the power in three bands,
differences of Gaussians of 0.7, 1.4, 2.8 and 5.6 pixels: "texture" is the median over the holes of the mean |log2| of the
ratio to what was there, and "too smooth" the share of the bands with less than half of the power. "seam" is the mean
difference of neighbours across the rim, divided by that of what was there. PSNR is inside the hole, in dB: a fill that looks
right needn't be near to what was there. "same again" says whether a second run gives the same picture (first three
photographs).

Needs NumPy, OpenCV with contrib (opencv-contrib-python-headless) and the program gmic; methods whose program or module is
missing are left out.

  tests/quality/borrowed_table.py --photo-folder PHOTOS --out FOLDER
"""

import argparse
import pathlib
import shutil
import statistics
import subprocess
import time

import cv2
import numpy

from holes_table import BIRD, FIGURE, POLE, box, find_cli, inside_psnr, strokes

SIDE = 384
KINDS = {"figure": FIGURE, "box 48 px": box(48), "strokes 24 px": strokes(24), "bird": BIRD, "pole": POLE,
         "box 80 px": box(80)}
WIDTHS = (0.7, 1.4, 2.8, 5.6)
SHOWN = 200
REPEATED = 3


def in_the_middle(mask):
    margin = (SIDE - mask.shape[0]) // 2
    return cv2.copyMakeBorder(mask, margin, margin, margin, margin, cv2.BORDER_CONSTANT, value=0)


def band_powers(picture, mask):
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY).astype(float)
    blurred = [cv2.GaussianBlur(grey, (0, 0), width) for width in WIDTHS]
    # A fill without any texture still has that of rounding.
    return [numpy.mean((fine - coarse)[mask > 0] ** 2) + 1 / 12 for fine, coarse in zip(blurred, blurred[1:])]


def across_rim(picture, mask):
    values, inside = picture.astype(float), mask > 0
    total = []
    for axis in (0, 1):
        differences = numpy.abs(numpy.diff(values, axis=axis)).mean(2)
        total.append(differences[numpy.diff(inside, axis=axis)])
    return numpy.mean(numpy.concatenate(total))


def lacuna(cli, *options):
    def fill(damaged, mask, result):
        command = [cli, "restore", damaged, "-o", result, "--task", "inpaint", "--mask", mask, "--quiet", *options]
        subprocess.run([str(each) for each in command], check=True)
    return fill


def xphoto(algorithm):
    def fill(damaged, mask, result):
        known = cv2.bitwise_not(cv2.imread(str(mask), cv2.IMREAD_GRAYSCALE))
        picture = cv2.imread(str(damaged))
        if algorithm == cv2.xphoto.INPAINT_SHIFTMAP:
            picture = cv2.cvtColor(picture, cv2.COLOR_BGR2Lab)
        out = numpy.zeros_like(picture)
        cv2.xphoto.inpaint(picture, known, out, algorithm)
        if algorithm == cv2.xphoto.INPAINT_SHIFTMAP:
            out = cv2.cvtColor(out, cv2.COLOR_Lab2BGR)
        cv2.imwrite(str(result), numpy.where(known[..., None] > 0, cv2.imread(str(damaged)), out))
    return fill


def gmic(command):
    def fill(damaged, mask, result):
        subprocess.run(["gmic", "-v", "0", str(damaged), str(mask), *command.split(), "-output[0]", str(result)], check=True)
    return fill


def methods_of(cli):
    methods = {"most probable": lacuna(cli), "borrowed": lacuna(cli, "--fill", "borrowed")}
    if hasattr(cv2, "xphoto"):
        methods["shift map"] = xphoto(cv2.xphoto.INPAINT_SHIFTMAP)
        methods["FSR"] = xphoto(cv2.xphoto.INPAINT_FSR_FAST)
    if shutil.which("gmic"):
        methods["match patch"] = gmic("-inpaint_matchpatch[0] [1]")
        methods["patches"] = gmic("-inpaint[0] [1],7,22,0.5,1,5,0.3,0.05,10,1")
    return methods


def contact_sheet(rows, names, path):
    """One row per hole, one column per method, around the hole at 100 %."""
    margin = (SIDE - SHOWN) // 2
    lines = [numpy.hstack([picture[margin:-margin, margin:-margin] for picture in row]) for row in rows]
    head = numpy.full((24, lines[0].shape[1], 3), 255, numpy.uint8)
    for index, name in enumerate(names):
        cv2.putText(head, name, (SHOWN * index + 6, 17), cv2.FONT_HERSHEY_SIMPLEX, 0.5, (0, 0, 0), 1, cv2.LINE_AA)
    cv2.imwrite(str(path), numpy.vstack([head, *lines]))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photo-folder", required=True, type=pathlib.Path)
    parser.add_argument("--out", required=True, type=pathlib.Path, help="folder for fills and contact sheets")
    parser.add_argument("--holes", type=int, default=20, help="how many photographs, with one hole each (default 20)")
    parser.add_argument("--every", type=int, default=2, help="only every so-manieth photograph (default 2)")
    parser.add_argument("--cli", default=find_cli(), help="the program (default from build/, else from the PATH)")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    cv2.setNumThreads(1)
    methods = methods_of(arguments.cli)
    results = {name: [] for name in methods}
    rows = []
    photos = sorted(arguments.photo_folder.glob("*.jpg"))[::arguments.every][:arguments.holes]
    for index, photo in enumerate(photos):
        kind = list(KINDS)[index % len(KINDS)]
        pixels = cv2.imread(str(photo))
        y, x = (pixels.shape[0] - SIDE) // 2, (pixels.shape[1] - SIDE) // 2
        clean, mask = pixels[y:y + SIDE, x:x + SIDE], in_the_middle(KINDS[kind])
        folder = arguments.out / photo.stem
        folder.mkdir(exist_ok=True)
        damaged = numpy.where(mask[..., None] > 0, numpy.uint8(128), clean)
        cv2.imwrite(str(folder / "damaged.png"), damaged)
        cv2.imwrite(str(folder / "mask.png"), mask)
        powers, rim = band_powers(clean, mask), across_rim(clean, mask)
        row = [damaged]
        for name, fill in methods.items():
            result = folder / f"{name.replace(' ', '_')}.png"
            began = time.monotonic()
            fill(folder / "damaged.png", folder / "mask.png", result)
            seconds = time.monotonic() - began
            picture = cv2.imread(str(result))
            again = folder / "again.png"
            if index < REPEATED:
                fill(folder / "damaged.png", folder / "mask.png", again)
            ratios = numpy.log2(numpy.array(band_powers(picture, mask)) / powers)
            results[name].append({"texture": numpy.mean(numpy.abs(ratios)), "smooth": numpy.mean(ratios < -1),
                                  "seam": across_rim(picture, mask) / rim, "psnr": inside_psnr(picture, clean, mask),
                                  "seconds": seconds})
            if index < REPEATED:
                results[name][-1]["same"] = numpy.array_equal(picture, cv2.imread(str(again)))
            row.append(picture)
        rows.append([*row, clean])
    for begin in range(0, len(rows), 5):
        contact_sheet(rows[begin:begin + 5], ["damaged", *methods, "what was there"],
                      arguments.out / f"sheet{begin // 5}.png")
    print("| fill | texture | too smooth | seam | PSNR | seconds | same again |\n|---|---|---|---|---|---|---|")
    for name, each in results.items():
        middle = lambda what, each=each: statistics.median(one[what] for one in each)  # noqa: E731
        print(f"| {name} | {middle('texture'):.2f} | {statistics.mean(one['smooth'] for one in each):.0%} | "
              f"{middle('seam'):.2f} | {statistics.mean(one['psnr'] for one in each):.2f} | {middle('seconds'):.1f} | "
              f"{sum(one['same'] for one in each[:REPEATED])} of {len(each[:REPEATED])} |")


if __name__ == "__main__":
    main()
