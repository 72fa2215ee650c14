# SPDX-License-Identifier: GPL-3.0-or-later
"""Damage of old prints and films, drawn on a photograph, beside the scratches, hairs and dust of drawn_damage.py:

cracks of the emulsion (branching or polygonal, a bright core with a dark rim or the reverse), folds across the whole
picture, tears and torn corners, foxing and small stains of low contrast, scratches along a film (in the colour of the
layer they reach), and overlays of real dirt, hair, lint, scratches and stains from a folder of PNGs whose alpha is the
shape. Before it the photograph may lose its colours, fade, or be as soft as a print under a scanner. What looks like
damage and is none is drawn as part of the photograph: writing, wires, lamps, the edge of the paper, sprocket holes.
Tape and missing corners are drawn only if they are asked for: they are too wide for the network of core/detect.

What counts as visible is as in drawn_damage.py. Needs numpy and OpenCV.
"""

import math
import pathlib

import cv2
import numpy as np

from drawn_damage import FINE, colour, compressed, curve, lay, mask_of, opacity, speck, spread, stroke, waver

KINDS = ("cracks", "folds", "tears", "stains", "film", "overlays", "marks")
WIDE_KINDS = ("tape", "corners")


def read_overlays(folder):
    """{kind of damage: shapes, 8 bit}"""
    overlays = {}
    for path in sorted(pathlib.Path(folder).glob("*/*.png")):
        overlays.setdefault(path.parent.name, []).append(cv2.imread(str(path), cv2.IMREAD_UNCHANGED)[:, :, 3])
    return overlays


def blend(picture, alpha, tint):
    picture += np.clip(alpha, 0, 1)[:, :, None] * (np.asarray(tint, np.float32) - picture)


def polyline(layer, points, width, values):
    scaled = np.round((points * FINE - 0.5) * 16).astype(np.int32)
    for i in range(len(points) - 1):
        if values[i] > 0.02:
            cv2.line(layer, scaled[i].tolist(), scaled[i + 1].tolist(), float(values[i]), max(1, round(width * FINE)),
                     cv2.LINE_8, 4)


def down(layer, size):
    return cv2.resize(layer, size, interpolation=cv2.INTER_AREA)


def jagged(rng, start, end, deviation):
    """Points about 2 pixels apart from start to end, displaced sideways."""
    count = max(3, int(np.hypot(*(end - start)) / 2))
    along = np.linspace(0, 1, count)
    across = np.cumsum(rng.normal(0, 1, count))
    across -= np.linspace(across[0], across[-1], count)
    across *= deviation / max(1e-6, np.abs(across).max())
    normal = np.array([-(end - start)[1], (end - start)[0]]) / max(1e-6, np.hypot(*(end - start)))
    return start + along[:, None] * (end - start) + across[:, None] * normal


def crack_lines(rng, size):
    """The paths of one group of cracks."""
    if rng.random() < 0.5:  # polygonal: the borders of cells
        extent = spread(rng, 60, 260)
        centre = np.array([rng.uniform(0, size[0]), rng.uniform(0, size[1])])
        cells = cv2.Subdiv2D((-2000, -2000, 6000, 6000))
        for _ in range(int(rng.integers(6, 24))):
            cells.insert((centre + rng.normal(0, extent / 2, 2)).clip(-1900, 3900).tolist())
        paths = []
        for facet in cells.getVoronoiFacetList([])[0]:
            for a, b in zip(facet, np.roll(facet, -1, 0)):
                near = np.hypot(*(a - centre)) < extent and np.hypot(*(b - centre)) < extent
                if near and rng.random() < 0.45:
                    paths.append(jagged(rng, a, b, spread(rng, 0.5, 4)))
        return paths
    paths, starts = [], [(np.array([rng.uniform(0, size[0]), rng.uniform(0, size[1])]), rng.uniform(0, 2 * math.pi),
                          spread(rng, 60, 400), 0)]
    while starts and len(paths) < 14:  # branching
        start, heading, length, depth = starts.pop()
        end = start + length * np.array([math.cos(heading), math.sin(heading)])
        path = jagged(rng, start, end, length * rng.uniform(0.02, 0.12))
        paths.append(path)
        if depth < 2:
            for _ in range(int(rng.integers(0, 4))):
                starts.append((path[int(rng.integers(len(path)))], heading + rng.choice([-1, 1]) * rng.uniform(0.3, 1.4),
                               length * rng.uniform(0.2, 0.6), depth + 1))
    return paths


def cracks(rng, picture, size):
    paths = crack_lines(rng, size)
    width, strength = spread(rng, 0.8, 3.5), opacity(rng)
    core, rim = (rng.uniform(200, 255), rng.uniform(0, 60))
    if rng.random() < 0.35:
        core, rim = rim, core
    if rng.random() < 0.6:
        layer = np.zeros((size[1] * FINE, size[0] * FINE), np.float32)
        shift = rng.normal(0, 0.6, 2)
        for path in paths:
            polyline(layer, path + shift, width + spread(rng, 1, 3), np.full(len(path), rng.uniform(0.2, 0.6)))
        blend(picture, cv2.GaussianBlur(down(layer, size), (0, 0), 0.8), np.full(3, rim) + rng.normal(0, 5, 3))
    layer = np.zeros((size[1] * FINE, size[0] * FINE), np.float32)
    for path in paths:
        polyline(layer, path, width * rng.uniform(0.6, 1.3), strength * waver(rng, len(path), rng.random() < 0.3))
    blend(picture, down(layer, size), np.full(3, core) + rng.normal(0, 6, 3))


def edge_point(rng, size, side):
    return np.array([(rng.uniform(0, size[0]), 0), (size[0], rng.uniform(0, size[1])),
                     (rng.uniform(0, size[0]), size[1]), (0, rng.uniform(0, size[1]))][side])


def fold_path(rng, size):
    side = int(rng.integers(4))
    start, end = edge_point(rng, size, side), edge_point(rng, size, (side + int(rng.integers(1, 4))) % 4)
    return jagged(rng, start, end, rng.uniform(0.3, 4))


def bend(rng, picture, size, path):
    """The shading of a fold, which isn't damage to fill."""
    shade = np.zeros((size[1], size[0]), np.float32)
    cv2.polylines(shade, [np.round(path).astype(np.int32)], False, 1.0, 1)
    shade = cv2.GaussianBlur(shade, (0, 0), rng.uniform(3, 10))
    picture += rng.uniform(-25, 25) * (shade / max(1e-6, shade.max()))[:, :, None]


def fold(rng, picture, size, path):
    layer = np.zeros((size[1] * FINE, size[0] * FINE), np.float32)
    polyline(layer, path, spread(rng, 1, 5), opacity(rng) * waver(rng, len(path), True))
    alpha = down(layer, size)
    if rng.random() < 0.5:  # flaked off beside it
        flakes = cv2.GaussianBlur(rng.normal(0, 1, alpha.shape).astype(np.float32), (0, 0), 1.5)
        near = cv2.GaussianBlur(alpha, (0, 0), 2.5)
        alpha = np.maximum(alpha, (flakes * near > 0.06) * rng.uniform(0.6, 1))
    blend(picture, alpha, np.full(3, rng.uniform(190, 255)) + rng.normal(0, 6, 3))


def tear(rng, picture, size):
    layer = np.zeros((size[1] * FINE, size[0] * FINE), np.float32)
    side = int(rng.integers(4))
    start = edge_point(rng, size, side)
    inward = np.array([(0, 1), (-1, 0), (0, -1), (1, 0)][side])
    end = start + spread(rng, 20, 180) * (inward + rng.normal(0, 0.5, 2))
    path = jagged(rng, start, end, rng.uniform(2, 12))
    left = path + np.abs(rng.normal(0, 1, (len(path), 1))) * np.linspace(1, 0, len(path))[:, None] * rng.uniform(1, 6)
    outline = np.concatenate([path, left[::-1]])
    cv2.fillPoly(layer, [np.round(outline * FINE * 16).astype(np.int32)], 1.0, cv2.LINE_8, 4)
    polyline(layer, path, spread(rng, 1, 3), np.ones(len(path)))
    blend(picture, down(layer, size), np.full(3, rng.uniform(205, 255)) + rng.normal(0, 5, 3))


def stains(rng, picture, size):
    """Foxing: soft brownish spots; and small opaque ones."""
    tint = np.array([rng.uniform(40, 110), rng.uniform(80, 140), rng.uniform(110, 180)])
    for _ in range(int(rng.integers(3, 16))):
        radius = spread(rng, 1.5, 8)
        alpha = np.zeros((size[1], size[0]), np.float32)
        x, y = int(rng.uniform(0, size[0])), int(rng.uniform(0, size[1]))
        cv2.circle(alpha, (x, y), max(1, round(radius)), 1.0, -1)
        alpha = cv2.GaussianBlur(alpha, (0, 0), radius * rng.uniform(0.2, 0.6))
        blend(picture, alpha * rng.uniform(0.15, 0.6), tint)


def film_scratches(rng, picture, size):
    upright = rng.random() < 0.8
    for _ in range(int(rng.integers(1, 6))):
        length = size[1] if upright else size[0]
        at = rng.uniform(0, size[0] if upright else size[1])
        first = rng.uniform(0, length) if rng.random() < 0.4 else 0
        last = rng.uniform(first, length) if rng.random() < 0.4 else length
        along = np.arange(first, last, 2.0)
        if len(along) < 8:
            continue
        across = at + np.cumsum(rng.normal(0, 0.03, len(along)))
        points = np.stack([across, along] if upright else [along, across], 1)
        layer = np.zeros((size[1] * FINE, size[0] * FINE), np.float32)
        polyline(layer, points, spread(rng, 0.5, 2.5), opacity(rng) * waver(rng, len(points), rng.random() < 0.5))
        kinds = [(255, 255, 255), (0, 0, 0), (60, 220, 60), (60, 220, 220), (230, 120, 40), (40, 40, 220)]
        blend(picture, down(layer, size), np.array(kinds[int(rng.choice(6, p=[.4, .2, .1, .1, .1, .1]))]) * rng.uniform(0.8, 1))


def overlay(rng, picture, size, overlays):
    kind = str(rng.choice(list(overlays)))
    shape = overlays[kind][int(rng.integers(len(overlays[kind])))]
    scale = spread(rng, 0.06, 0.22) if kind in ("dots", "smut") else spread(rng, 0.4, 1.3)
    turn = cv2.getRotationMatrix2D((200, 200), rng.uniform(0, 360), scale)
    turn[:, 2] += np.array([rng.uniform(0, size[0]), rng.uniform(0, size[1])]) - 200
    alpha = cv2.warpAffine(shape, turn, size, flags=cv2.INTER_AREA).astype(np.float32) / 255
    alpha = np.minimum(1, alpha * (1.0 if kind in ("dots", "smut") else rng.uniform(1, 1.6)))
    blend(picture, alpha * opacity(rng), colour(rng))


def filled(outline, size):
    """Opacity of a polygon, antialiased."""
    layer = np.zeros((size[1] * FINE, size[0] * FINE), np.float32)
    cv2.fillPoly(layer, [np.round(outline * FINE * 16).astype(np.int32)], 1.0, cv2.LINE_8, 4)
    return down(layer, size)


def tape(rng, picture, size):
    """A yellowed strip that the photograph shows through, darker along its sides."""
    length, width, turn = rng.uniform(0.2, 0.5) * max(size), rng.uniform(0.03, 0.08) * max(size), rng.uniform(0, math.pi)
    along, across = np.array([math.cos(turn), math.sin(turn)]), np.array([-math.sin(turn), math.cos(turn)])
    centre = np.array([rng.uniform(0, size[0]), rng.uniform(0, size[1])])
    corners = [centre + a * length / 2 * along + b * width / 2 * across for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
    outline = np.concatenate([jagged(rng, a, b, 1.5) for a, b in zip(corners, corners[1:] + corners[:1])])
    alpha = filled(outline, size)
    tint = np.array([rng.uniform(60, 130), rng.uniform(130, 180), rng.uniform(170, 215)])
    blend(picture, alpha * rng.uniform(0.3, 0.7), tint)
    rim = alpha - cv2.erode(alpha, np.ones((5, 5), np.uint8))
    blend(picture, rim * rng.uniform(0.2, 0.6), tint * 0.6)


def missing_corner(rng, picture, size):
    corner = np.array([int(rng.integers(2)) * size[0], int(rng.integers(2)) * size[1]], np.float64)
    inward = np.where(corner > 0, -1.0, 1.0)
    first = corner + [inward[0] * rng.uniform(0.08, 0.3) * size[0], 0]
    last = corner + [0, inward[1] * rng.uniform(0.08, 0.3) * size[1]]
    edge = jagged(rng, first, last, rng.uniform(2, 14))
    level = rng.uniform(225, 255) if rng.random() < 0.7 else rng.uniform(0, 25)
    blend(picture, filled(np.concatenate([edge, [corner]]), size), np.full(3, level))
    torn = np.zeros((size[1] * FINE, size[0] * FINE), np.float32)  # the paper's white fibres
    polyline(torn, edge, spread(rng, 1.5, 6), np.ones(len(edge)))
    blend(picture, down(torn, size), np.full(3, rng.uniform(215, 250)))


def paper_edge(rng, picture, size):
    """What lies around a print: its own border, a printed line, the scanner's lid; or a film's sprocket holes."""
    if rng.random() < 0.15:
        return sprocket_holes(rng, picture, size)
    margins = rng.uniform(0.01, 0.12, 4) * max(size) * (rng.random(4) < 0.7)
    lean = math.tan(math.radians(rng.normal(0, 0.7)))
    left, top, right, bottom = margins[0], margins[1], size[0] - margins[2], size[1] - margins[3]
    corners = [np.array(each, np.float64) for each in ((left, top), (right, top), (right, bottom), (left, bottom))]
    corners = [each + lean * np.array([-(each[1] - size[1] / 2), each[0] - size[0] / 2]) for each in corners]
    wander = rng.uniform(0.05, 0.4) if rng.random() < 0.7 else rng.uniform(1, 3)
    outline = np.concatenate([jagged(rng, a, b, wander) for a, b in zip(corners, corners[1:] + corners[:1])])
    level = rng.uniform(200, 255) if rng.random() < 0.7 else rng.uniform(0, 40)
    paper = np.full(3, level) * np.array([rng.uniform(0.8, 1), rng.uniform(0.92, 1), 1])
    alpha = 1 - cv2.GaussianBlur(filled(outline, size), (0, 0), rng.uniform(0.3, 1.2))
    blend(picture, alpha, paper + rng.normal(0, rng.uniform(0, 4), (size[1], size[0], 1)).astype(np.float32))
    if rng.random() < 0.4:  # a line around the picture
        line = np.zeros((size[1] * FINE, size[0] * FINE), np.float32)
        polyline(line, np.concatenate([outline, outline[:1]]), spread(rng, 0.8, 4), np.ones(len(outline)))
        blend(picture, down(line, size) * rng.uniform(0.4, 1), np.full(3, rng.uniform(0, 60) if level > 128 else 230))


def sprocket_holes(rng, picture, size):
    band, pitch = rng.uniform(0.05, 0.1) * max(size), rng.uniform(0.05, 0.12) * max(size)
    light, dark = rng.uniform(200, 255), rng.uniform(0, 60)
    upright = rng.random() < 0.5
    extent, length = (size[0], size[1]) if upright else (size[1], size[0])
    for edge in (0, extent - band):
        strip = [(edge, 0), (edge + band, 0), (edge + band, length), (edge, length)]
        blend(picture, filled(np.array([p if upright else p[::-1] for p in strip]), size), np.full(3, dark))
        for at in np.arange(rng.uniform(0, pitch), length, pitch):
            a, b, c, d = edge + 0.25 * band, edge + 0.75 * band, at, at + 0.5 * pitch
            hole = [(a, c), (b, c), (b, d), (a, d)]
            alpha = filled(np.array([p if upright else p[::-1] for p in hole]), size)
            blend(picture, cv2.GaussianBlur(alpha, (0, 0), 1), np.full(3, light))


def writing(rng, picture, size):
    words = "".join(chr(int(c)) for c in rng.integers(65, 122, int(rng.integers(4, 18))))
    level = rng.uniform(220, 255) if rng.random() < 0.5 else rng.uniform(0, 50)
    scale, thick = spread(rng, 0.35, 1.5), int(rng.integers(1, 4))
    x, y = int(rng.uniform(-40, size[0] * 0.7)), int(rng.uniform(10, size[1]))
    for line in range(int(rng.integers(1, 4))):
        alpha = np.zeros((size[1], size[0]), np.uint8)
        cv2.putText(alpha, words[line:], (x, y + int(line * 30 * scale)), int(rng.integers(0, 8)), scale, 255, thick,
                    cv2.LINE_AA)
        blend(picture, alpha.astype(np.float32) / 255, np.full(3, level))


def wires(rng, picture, size):
    """Long smooth dark lines from edge to edge, several of them side by side."""
    start, end = edge_point(rng, size, 3), edge_point(rng, size, 1)
    sag, level, width = rng.uniform(0, 25), rng.uniform(10, 70), spread(rng, 0.6, 1.8)
    for _ in range(int(rng.integers(2, 5))):
        along = np.linspace(0, 1, 60)
        points = start + along[:, None] * (end - start)
        points[:, 1] += sag * 4 * along * (1 - along)
        layer = np.zeros((size[1] * FINE, size[0] * FINE), np.float32)
        polyline(layer, points, width, np.ones(60))
        blend(picture, down(layer, size), np.full(3, level))
        step = rng.uniform(6, 30)
        start, end = start + [0, step], end + [0, step]


def lamps(rng, picture, size):
    """Night: the picture dark, with small lights that glow."""
    picture *= rng.uniform(0.1, 0.35)
    tint = np.array([rng.uniform(120, 230), rng.uniform(190, 245), 255])
    for _ in range(int(rng.integers(10, 60))):
        x, y, radius = rng.uniform(0, size[0]), rng.uniform(0, size[1]), spread(rng, 0.5, 2.5)
        alpha = np.zeros((size[1], size[0]), np.float32)
        cv2.circle(alpha, (int(x * 16), int(y * 16)), int(radius * 16), 1.0, -1, cv2.LINE_AA, 4)
        x0, x1, y0, y1 = max(0, int(x) - 40), int(x) + 40, max(0, int(y) - 40), int(y) + 40
        part = alpha[y0:y1, x0:x1]
        if part.size == 0:
            continue
        glow = cv2.GaussianBlur(part, (0, 0), radius * rng.uniform(1, 4)) * rng.uniform(0.3, 1.5) + part
        blend(picture[y0:y1, x0:x1], glow, tint)


def aged(rng, photo):
    """What isn't damage: lost colours, fading, softness, and what only looks like damage."""
    picture = photo.astype(np.float32)
    if rng.random() < 0.25:
        picture = cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.6, 2.2))
    if rng.random() < 0.5:
        grey = picture @ np.float32([0.114, 0.587, 0.299])
        tone = np.array([rng.uniform(0.7, 0.95), rng.uniform(0.88, 1), 1]) if rng.random() < 0.5 else np.ones(3)
        picture = grey[:, :, None] * tone.astype(np.float32)
    if rng.random() < 0.25:
        picture = rng.uniform(20, 70) + picture * rng.uniform(0.4, 0.75)
    size = (photo.shape[1], photo.shape[0])
    for chance, draw in ((0.15, writing), (0.06, wires), (0.06, lamps)):
        if rng.random() < chance:
            draw(rng, picture, size)
    return np.clip(picture, 0, 255)


def old_damage(photo, seed, overlays, kinds=None):
    """(damaged photo, mask of VISIBLE and HIDDEN damage), both 8 bit. `photo`: BGR, 8 bit; `kinds`: which of KINDS and
    WIDE_KINDS, or any of KINDS by chance; `overlays`: read_overlays()."""
    rng = np.random.default_rng(seed)
    size = (photo.shape[1], photo.shape[0])
    area = size[0] * size[1] / 512**2
    clean = aged(rng, photo)

    def wanted(kind, chance):
        draws = rng.random() < chance
        return kind in kinds if kinds else draws

    path = fold_path(rng, size) if wanted("folds", 0.25) else None
    if path is not None:
        bend(rng, clean, size, path)
    picture = clean.copy()
    if wanted("stains", 0.3):
        stains(rng, picture, size)
    if wanted("cracks", 0.5):
        for _ in range(int(rng.integers(1, 4))):
            cracks(rng, picture, size)
    if path is not None:
        fold(rng, picture, size, path)
    if wanted("tears", 0.15):
        tear(rng, picture, size)
    if wanted("film", 0.2):
        film_scratches(rng, picture, size)
    if kinds and "tape" in kinds:
        tape(rng, picture, size)
    if kinds and "corners" in kinds:
        missing_corner(rng, picture, size)
    if wanted("overlays", 0.6):
        for _ in range(int(rng.integers(1, 1 + max(2, round(8 * area))))):
            overlay(rng, picture, size, overlays)
    if wanted("marks", 0.6):
        for _ in range(max(1, round(rng.integers(1, 8) * area))):
            points = curve(rng, size, spread(rng, 25, 400), rng.uniform(0, 2))
            width, strength = spread(rng, 1, 5), opacity(rng)
            lay(rng, picture, size, lambda layer: stroke(rng, layer, points, width, strength, rng.random() < 0.3))
        count = round(rng.integers(4, 40) * area)
        lay(rng, picture, size, lambda layer: [speck(rng, layer, size, opacity(rng)) for _ in range(count)])
    if rng.random() < 0.15:  # the damage under a soft scanner, too
        softness = rng.uniform(0.5, 1.2)
        picture, clean = (cv2.GaussianBlur(each, (0, 0), softness) for each in (picture, clean))
    mask = mask_of(picture, clean)
    if rng.random() < 0.5:
        grain = rng.normal(0, rng.uniform(1, 8), picture.shape[:2]).astype(np.float32)
        if rng.random() < 0.6:
            grain = cv2.GaussianBlur(grain, (0, 0), rng.uniform(0.5, 1)) * 1.6
        picture += grain[:, :, None]
    return compressed(rng, np.clip(np.round(picture), 0, 255).astype(np.uint8)), mask
