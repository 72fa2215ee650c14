#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Deblurs and upscales photographs whose damage mixed light, or the file's values, with --linear-light on and off, and
prints the mean PSNR as a Markdown table. The middle of each photograph is used, in three scenes:
  plain     as it is
  glints    with small specular highlights at white
  lamps     at an eighth of its light, with lamps at white
In the last two, "near" is the PSNR within 10 pixels of a highlight. The time is that of the runs in light by that of the
runs on values, which are made in turn.
Needs Python 3 and lacuna-cli only.

  tests/quality/linear_light_table.py --photo-folder PHOTOS --out /tmp/light --photos 4
"""

import argparse
import json
import math
import pathlib
import random
import shlex
import statistics
import struct
import subprocess
import zlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
PHOTO_SUFFIXES = {".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp"}
TASKS = {
    "Gaussian 1.6": ["--task", "deblur", "--kernel", "gaussian:1.6"],
    "disc 3": ["--task", "deblur", "--kernel", "disc:3"],
    "motion 15": ["--task", "deblur", "--kernel", "motion:15,30"],
    "upscale 2": ["--task", "upscale", "--scale", "2"],
    "upscale 4": ["--task", "upscale", "--scale", "4"],
}
SCENES = ["plain", "glints", "lamps"]
NOISE = 2.55  # of deblurring
EDGE = 24  # of the scene around the blurred photograph
NEAR = 10


def png_pixels(path):
    """Width, height and rows of an 8-bit RGB file."""
    data = path.read_bytes()
    at, packed = 8, b""
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at:at + 8])
        body = data[at + 8:at + 8 + size]
        if kind == b"IHDR":
            width, height, depth, colours = struct.unpack(">IIBB", body[:10])
            assert (depth, colours) == (8, 2), f"{path} is no 8-bit RGB"
        elif kind == b"IDAT":
            packed += body
        at += size + 12
    raw, rows, above = zlib.decompress(packed), [], bytearray(3 * width)
    for y in range(height):
        line = raw[y * (3 * width + 1):(y + 1) * (3 * width + 1)]
        row = bytearray(line[1:])
        for i in range(3 * width):
            left, up, corner = row[i - 3] if i >= 3 else 0, above[i], above[i - 3] if i >= 3 else 0
            if line[0] == 1:
                row[i] = (row[i] + left) & 255
            elif line[0] == 2:
                row[i] = (row[i] + up) & 255
            elif line[0] == 3:
                row[i] = (row[i] + (left + up) // 2) & 255
            elif line[0] == 4:
                estimate = left + up - corner
                distances = [(abs(estimate - v), k) for k, v in enumerate((left, up, corner))]
                row[i] = (row[i] + (left, up, corner)[min(distances)[1]]) & 255
        rows.append(row)
        above = row
    return width, height, rows


def light(value):
    v = value / 255
    return v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4


def value(amount):
    amount = min(1, max(0, amount))
    return round(255 * (amount * 12.92 if amount <= 0.0031308 else 1.055 * amount ** (1 / 2.4) - 0.055))


def draw(kind, pixels, seed):
    """Adds highlights; returns the rows and the highlights' positions."""
    width, height, rows = pixels
    rows = [bytearray(row) for row in rows]
    if kind == "plain":
        return rows, []
    chance = random.Random(seed)
    if kind == "lamps":
        table = bytes(value(light(v) / 8) for v in range(256))
        rows = [row.translate(table) for row in rows]
    spots = []
    for _ in range(width * height // 2500):
        x, y = chance.uniform(4, width - 4), chance.uniform(4, height - 4)
        long = chance.uniform(0.8, 2.5) if kind == "glints" else chance.uniform(1, 4)
        short = long * (chance.uniform(0.4, 1) if kind == "glints" else 1)
        turn = chance.uniform(0, math.pi)
        colour = (255, 255, 255) if kind == "glints" or chance.random() < 0.5 else (255, 236, 190)
        spots.append((x, y))
        for py in range(max(0, int(y) - 6), min(height, int(y) + 7)):
            for px in range(max(0, int(x) - 6), min(width, int(x) + 7)):
                covered = 0
                for k in range(16):
                    dx, dy = px + (k % 4 + 0.5) / 4 - x, py + (k // 4 + 0.5) / 4 - y
                    along = dx * math.cos(turn) + dy * math.sin(turn)
                    across = dy * math.cos(turn) - dx * math.sin(turn)
                    covered += (along / long) ** 2 + (across / short) ** 2 <= 1
                for c in range(3):
                    if covered:
                        share = covered / 16
                        at = 3 * px + c
                        rows[py][at] = value(light(rows[py][at]) * (1 - share) + light(colour[c]) * share)
    return rows, spots


def write_ppm(path, width, rows):
    path.write_bytes(b"P6 %d %d 255\n" % (width, len(rows)) + b"".join(rows))


def psnr(a, b, counts):
    total, count = 0, 0
    for y, (one, other) in enumerate(zip(a, b)):
        for x in range(len(one) // 3):
            if counts(x, y):
                total += sum((one[3 * x + c] - other[3 * x + c]) ** 2 for c in range(3))
                count += 3
    return 10 * math.log10(255 ** 2 * count / max(total, 1e-9))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cli", type=pathlib.Path, default=ROOT / "build" / "bin" / "lacuna-cli")
    parser.add_argument("--photo-folder", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True, help="folder for the pictures")
    parser.add_argument("--photos", type=int, default=4)
    parser.add_argument("--every", type=int, default=5, help="takes every n-th photograph")
    parser.add_argument("--side", type=int, default=192)
    parser.add_argument("--tasks", nargs="*", default=list(TASKS))
    parser.add_argument("--scenes", nargs="*", default=SCENES)
    parser.add_argument("--options", type=shlex.split, default=[], help="further options of restore")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)

    def lacuna(*words):
        done = subprocess.run([args.cli, *map(str, words)], capture_output=True, text=True)
        if done.returncode != 0:
            raise SystemExit(f"{shlex.join(map(str, words))}\n{done.stderr}")
        return done.stdout

    photos = sorted(p for p in args.photo_folder.iterdir() if p.suffix.lower() in PHOTO_SUFFIXES)[::args.every]
    found = {}
    for index, photo in enumerate(photos[:args.photos]):
        whole = args.out / "whole.png"
        lacuna("degrade", photo, "-o", whole, "--task", "denoise", "--noise", 0)
        width, height = struct.unpack(">II", whole.read_bytes()[16:24])
        side = args.side + 2 * EDGE
        middle = args.out / "middle.png"
        lacuna("degrade", photo, "-o", middle, "--task", "denoise", "--noise", 0, "--crop",
               f"{(width - side) // 2},{(height - side) // 2},{side},{side}")
        pixels = png_pixels(middle)
        for kind in args.scenes:
            rows, spots = draw(kind, pixels, index)
            scene = args.out / f"{index}-{kind}.ppm"
            write_ppm(scene, side, rows)
            inner = [row[3 * EDGE:-3 * EDGE] for row in rows[EDGE:-EDGE]]
            small = args.out / f"{index}-{kind}-inner.ppm"
            write_ppm(small, args.side, inner)
            for name in args.tasks:
                blurs = "deblur" in TASKS[name]
                for made in ("on", "off"):
                    damaged = args.out / f"{index}-{kind}-{name.replace(' ', '')}-{made}.png"
                    more = ["--noise", NOISE, "--crop", f"{EDGE},{EDGE},{args.side},{args.side}"] if blurs else []
                    lacuna("degrade", scene if blurs else small, "-o", damaged, *TASKS[name], "--linear-light", made, "--seed",
                           index, *more)
                    for with_light in ("on", "off"):
                        result = damaged.with_name(f"{damaged.stem}-{with_light}.png")
                        noise = ["--noise", NOISE if blurs else 0.5]
                        report = json.loads(lacuna("restore", damaged, "-o", result, *TASKS[name], *noise, "--linear-light",
                                                   with_light, "--json", "--quiet", *args.options))
                        restored = png_pixels(result)[2]
                        border = 0 if blurs else 8
                        inside = lambda x, y: border <= x < args.side - border and border <= y < args.side - border
                        near = [(x - EDGE, y - EDGE) for x, y in spots]
                        beside = lambda x, y: inside(x, y) and any(
                            (x - sx) ** 2 + (y - sy) ** 2 <= NEAR ** 2 for sx, sy in near)
                        everywhere = psnr(inner, restored, inside)
                        around = psnr(inner, restored, beside) if near else None
                        found.setdefault((kind, name, made, with_light), []).append(
                            (everywhere, around, report["seconds"]))
    print("| scene | damage | in light: restored on values | … in light | near: on values | … in light "
          "| on values: restored on values | … in light | time |")
    print("|" + "---|" * 9)
    for kind in args.scenes:
        for name in args.tasks:
            mean = lambda made, used, i: statistics.mean(entry[i] for entry in found[kind, name, made, used])
            near = [f"{mean('on', used, 1):.2f}" if found[kind, name, "on", used][0][1] is not None else "–"
                    for used in ("off", "on")]
            times = [a[2] / b[2] for made in ("on", "off")
                     for a, b in zip(found[kind, name, made, "on"], found[kind, name, made, "off"])]
            print(f"| {kind} | {name} | {mean('on', 'off', 0):.2f} | {mean('on', 'on', 0):.2f} | {near[0]} | {near[1]} "
                  f"| {mean('off', 'off', 0):.2f} | {mean('off', 'on', 0):.2f} | {statistics.median(times):.2f} |", flush=True)


if __name__ == "__main__":
    main()
