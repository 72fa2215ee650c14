#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes pixels.tsv into a folder of pictures: what another program, ImageMagick, reads from each file, for test_conformance.

A line is: file, width, height and the SHA-256 of the samples as red, green, blue, alpha, each in 16 bits, the high byte
first; or file and "refused". Needs ImageMagick 6 or 7.

  tests/data/make_pixels.py tests/data/pngsuite
"""

import hashlib
import pathlib
import subprocess
import sys

SUFFIXES = {".png", ".tif", ".tiff", ".webp", ".bmp", ".gif", ".pgm", ".ppm", ".pam", ".pbm"}


def main():
    folder = pathlib.Path(sys.argv[1])
    lines = []
    for path in sorted(p for p in folder.iterdir() if p.suffix.lower() in SUFFIXES):
        def read(*options):
            return subprocess.run(["convert", f"{path}[0]", *options], capture_output=True)
        size = read("-format", "%w %h", "info:-")
        # Grey files that state a gamma are otherwise taken for linear ones, and converted.
        pixels = read("-set", "colorspace", "sRGB", "-alpha", "on", "-depth", "16", "-endian", "MSB", "rgba:-")
        if size.returncode != 0 or pixels.returncode != 0 or not pixels.stdout:
            lines.append(f"{path.name}\trefused")
            continue
        width, height = size.stdout.decode().split()[:2]
        lines.append(f"{path.name}\t{width}\t{height}\t{hashlib.sha256(pixels.stdout).hexdigest()}")
    (folder / "pixels.tsv").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
