#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What "find scratches and dust" finds of each kind of damage of old photographs, and what it marks wrongly, as Markdown.

old_damage.py draws one kind at a time on every photograph. Recall is the share of the visibly damaged pixels with a mark
within 2 pixels; stains and what is wide are looked for with --classes all, everything else as by default. Then the share of pixels marked where there is nothing to mark: the photographs as they are, the same
aged (grey, toned, faded, soft), with writing, with wires, with the edge of the paper or a film, and as nights with lamps;
and portraits as they are.
Needs numpy, OpenCV and lacuna-cli.

  tests/quality/old_damage_table.py --photo-folder VALIDATION --portrait-folder TRAINING --portraits LIST \\
      --overlay-folder OVERLAYS > tests/quality/old_photographs.md
"""

import argparse
import pathlib
import tempfile

import cv2
import numpy as np

from damage_table import ROOT, find, near
from drawn_damage import VISIBLE
from old_damage import KINDS, WIDE_KINDS, aged, lamps, old_damage, paper_edge, read_overlays, wires, writing


def read(path, longest):
    photo = cv2.imread(str(path), cv2.IMREAD_COLOR)
    scale = longest / max(photo.shape[:2])
    return photo if scale >= 1 else cv2.resize(photo, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)


def drawn_over(draw):
    def change(photo, rng):
        picture = photo.astype(np.float32)
        draw(rng, picture, (photo.shape[1], photo.shape[0]))
        return np.clip(np.round(picture), 0, 255).astype(np.uint8)
    return change


UNDAMAGED = {"as they are": lambda photo, rng: photo, "aged": lambda photo, rng: np.round(aged(rng, photo)).astype(np.uint8),
             "with writing": drawn_over(writing), "with wires": drawn_over(wires),
             "with the paper's edge": drawn_over(paper_edge), "nights with lamps": drawn_over(lamps)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photo-folder", type=pathlib.Path, required=True)
    parser.add_argument("--portrait-folder", type=pathlib.Path, required=True)
    parser.add_argument("--portraits", type=pathlib.Path, required=True, help="a list of names, one a line")
    parser.add_argument("--overlay-folder", type=pathlib.Path, required=True)
    parser.add_argument("--cli", type=pathlib.Path, default=ROOT / "build" / "bin" / "lacuna-cli")
    parser.add_argument("--sensitivities", default="0,0.25,0.5,0.75,1")
    parser.add_argument("--every", type=int, default=1, help="take every Nth photograph")
    parser.add_argument("--longest", type=int, default=640, help="longest side in pixels; default 640")
    arguments = parser.parse_args()
    sensitivities = [float(value) for value in arguments.sensitivities.split(",")]
    overlays = read_overlays(arguments.overlay_folder)
    paths = sorted(path for path in arguments.photo_folder.iterdir() if path.suffix in (".jpg", ".png"))
    photos = [read(path, arguments.longest) for path in paths[::arguments.every]]
    names = arguments.portraits.read_text().split()[::arguments.every]
    portraits = [read(arguments.portrait_folder / name, arguments.longest) for name in names]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)

        def row(what, cells):
            print(f"| {what} | " + " | ".join(cells) + " |", flush=True)

        row("recall at sensitivity", [f"{value:g}" for value in sensitivities])
        row("---", ["---"] * len(sensitivities))
        for kind in KINDS + WIDE_KINDS:
            options = ("--classes", "all") if kind in ("stains", *WIDE_KINDS) else ()
            cells = []
            for sensitivity in sensitivities:
                hit = total = 0
                for index, photo in enumerate(photos):
                    picture, mask = old_damage(photo, 50_000 + index, overlays, {kind})
                    visible = mask == VISIBLE
                    hit += (visible & near(find(arguments, folder, picture, sensitivity, *options))).sum()
                    total += visible.sum()
                cells.append(f"{hit / max(1, total):.2f}")
            row(f"{kind} (asked for)" if options else kind, cells)
        print()
        row("marked without damage", [f"{value:g}" for value in sensitivities])
        row("---", ["---"] * len(sensitivities))
        for what, change in UNDAMAGED.items():
            row("photographs " + what,
                [f"{np.mean([find(arguments, folder, change(photo, np.random.default_rng(i)), value).mean() for i, photo in enumerate(photos)]):.2%}"
                 for value in sensitivities])
        row("portraits", [f"{np.mean([find(arguments, folder, photo, value).mean() for photo in portraits]):.2%}"
                          for value in sensitivities])


if __name__ == "__main__":
    main()
