#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Real grain before and after, at 100 %, as one picture: a part of each scan as it is, denoised as white noise of the level
that is estimated, with the kind of noise that `--noise auto` chooses, and as grain, whatever it chooses: as the grain that it says
may be there, or else as grain of one strength (black where that can't be measured). Everything is measured in the whole scan; only the part is restored. Prints what
was measured. Needs numpy, OpenCV and lacuna-cli.

  tests/quality/real_grain.py --photo-folder SCANS --out tests/quality/real_grain.jpg B12_02_Trotsky:60,100
"""

import argparse
import json
import pathlib
import subprocess
import tempfile

import cv2
import numpy as np

ROOT = pathlib.Path(__file__).resolve().parents[2]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photo-folder", type=pathlib.Path, required=True)
    parser.add_argument("--cli", type=pathlib.Path, default=ROOT / "build" / "bin" / "lacuna-cli")
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--side", type=int, default=400, help="of the parts, in pixels; default 400")
    parser.add_argument("--quality", type=int, default=68, help="of the JPEG; default 68")
    parser.add_argument("--options", default="--model photo-fast", help="further options of `restore`, in one string")
    parser.add_argument("parts", nargs="+", metavar="NAME:X,Y", help="the end of a file's name, and the part's corner")
    arguments = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as scratch:
        mask_path, restored = pathlib.Path(scratch) / "mask.png", pathlib.Path(scratch) / "restored.png"
        for part in arguments.parts:
            name, corner = part.split(":")
            x, y = map(int, corner.split(","))
            path = next(arguments.photo_folder.glob(f"*{name}.*"))
            pixels = cv2.imread(str(path), cv2.IMREAD_COLOR)
            here = slice(y, y + arguments.side), slice(x, x + arguments.side)
            mask = np.zeros(pixels.shape[:2], np.uint8)
            mask[here] = 255
            cv2.imwrite(str(mask_path), mask)
            measured = json.loads(subprocess.run([arguments.cli, "estimate", "noise", path, "--json"], check=True,
                                                 capture_output=True, text=True).stdout)
            print(f"{name}: {measured['model']}, {measured.get('flat', 0):.1f} levels in flat parts, white "
                  f"{measured['white']:.1f}; {measured['reason']}, may be: {measured.get('may_be', '-')}", flush=True)
            row = [pixels[here]]
            for model in ("white", "auto", "grain"):
                if model == "grain":
                    model = measured.get("may_be", model)
                if model == "grain" and "spectrum" not in measured:
                    row.append(np.zeros_like(row[0]))
                    continue
                subprocess.run([arguments.cli, "restore", path, "-o", restored, "--task", "denoise", "--noise", "auto",
                                "--noise-model", model, "--only-marked", "--mask", mask_path, "--quiet",
                                *arguments.options.split()], check=True)
                row.append(cv2.imread(str(restored), cv2.IMREAD_COLOR)[here])
            rows.append(np.concatenate(row, 1))
    cv2.imwrite(str(arguments.out), np.concatenate(rows), [cv2.IMWRITE_JPEG_QUALITY, arguments.quality])


if __name__ == "__main__":
    main()
