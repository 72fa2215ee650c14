# SPDX-License-Identifier: GPL-3.0-or-later
"""Scratches, hairs and dust as scans of prints and slides have them, drawn on a photograph. Needs numpy and OpenCV.

Every scratch and hair has its own length, width (1 to 5 pixels), bend, colour (near white or near black) and opacity
(0.35 to 1, half of them above 0.84), which wavers along it and may break off; specks are irregular, 1 to 8 pixels
across. Edges are antialiased and up to 0.7 pixels soft. A third of the pictures gets grain, half of them are compressed
as JPEG afterwards.

White on white can't be seen, nor can a faint line on a restless ground: what is drawn counts as visible where it changes
a channel by 6 levels or more, and by half of the standard deviation that the undamaged photograph has in the 15 x 15
pixels around.
"""

import math

import cv2
import numpy as np

FINE = 4  # samples per pixel and direction
LEAST_CHANGE = 6  # levels
LEAST_CONTRAST = 0.5
AROUND = (15, 15)
VISIBLE, HIDDEN = 255, 128  # in the mask


def spread(rng, low, high):
    """Log-uniform."""
    return math.exp(rng.uniform(math.log(low), math.log(high)))


def curve(rng, size, length, bend):
    """Points half a pixel apart, from anywhere inside; `bend`: deviation of the curvature in degrees per pixel."""
    x, y = rng.uniform(0, size[0]), rng.uniform(0, size[1])
    count = max(4, int(length * 2))
    turns = cv2.GaussianBlur(rng.normal(0, 1, (1, count)), (0, 0), 12)[0]
    turns *= math.radians(bend) / 2 / max(1e-9, turns.std())
    heading = rng.uniform(0, 2 * math.pi) + np.cumsum(turns)
    return np.stack([x + np.cumsum(np.cos(heading)) / 2, y + np.cumsum(np.sin(heading)) / 2], 1)


def waver(rng, count, breaks):
    """Opacity along a stroke: smooth, at most 1; may fall to 0 here and there."""
    knots = max(2, count // 24)
    depth = rng.uniform(0, 0.5)
    values = 1 - depth * rng.random(knots)
    if breaks:
        values[rng.random(knots) < 0.12] = 0
    return np.interp(np.linspace(0, knots - 1, count), np.arange(knots), values)


def stroke(rng, layer, points, width, strength, breaks):
    values = strength * waver(rng, len(points), breaks)
    widths = width * np.interp(np.linspace(0, 4, len(points)), np.arange(5), rng.uniform(0.7, 1.15, 5))
    scaled = np.round((points * FINE - 0.5) * 16).astype(np.int32)
    for i in range(len(points) - 1):
        if values[i] > 0.02:
            cv2.line(layer, scaled[i].tolist(), scaled[i + 1].tolist(), float(values[i]),
                     max(1, round(widths[i] * FINE)), cv2.LINE_8, 4)


def speck(rng, layer, size, strength):
    centre = np.array([rng.uniform(0, size[0]), rng.uniform(0, size[1])])
    radius = spread(rng, 0.6, 4)
    angles = np.linspace(0, 2 * math.pi, 12, endpoint=False)
    squeeze, turn = rng.uniform(0.5, 1), rng.uniform(0, math.pi)
    radii = radius * rng.uniform(0.75, 1.2, 12)
    outline = np.stack([radii * np.cos(angles), squeeze * radii * np.sin(angles)], 1)
    rotation = np.array([[math.cos(turn), -math.sin(turn)], [math.sin(turn), math.cos(turn)]])
    points = np.round((centre + outline @ rotation.T) * FINE * 16).astype(np.int32)
    cv2.fillPoly(layer, [points], float(strength), cv2.LINE_8, 4)


def opacity(rng):
    return 1 - 0.65 * rng.random()**2


def colour(rng):
    level = rng.uniform(225, 255) if rng.random() < 0.5 else rng.uniform(0, 40)
    return np.clip(level + rng.normal(0, 6, 3), 0, 255)


def lay(rng, picture, size, draw):
    layer = np.zeros((size[1] * FINE, size[0] * FINE), np.float32)
    draw(layer)
    alpha = cv2.resize(layer, size, interpolation=cv2.INTER_AREA)
    softness = rng.uniform(0, 0.7)
    if softness > 0.25:
        alpha = cv2.GaussianBlur(alpha, (0, 0), softness)
    tint = colour(rng)
    picture += alpha[:, :, None] * (tint - picture)


def damage(photo, seed):
    """(damaged photo, mask of VISIBLE and HIDDEN damage), both 8 bit. `photo`: BGR, 8 bit."""
    rng = np.random.default_rng(seed)
    size = (photo.shape[1], photo.shape[0])
    area = size[0] * size[1] / 512**2
    clean = photo.astype(np.float32)
    picture = clean.copy()
    for _ in range(round(rng.integers(3, 10) * area)):  # scratches
        points = curve(rng, size, spread(rng, 30, 500), rng.uniform(0, 0.25))
        width, strength = spread(rng, 1, 5), opacity(rng)
        lay(rng, picture, size, lambda layer: stroke(rng, layer, points, width, strength, rng.random() < 0.3))
    for _ in range(round(rng.integers(2, 8) * area)):  # hairs
        points = curve(rng, size, spread(rng, 25, 150), rng.uniform(0.5, 3))
        width, strength = spread(rng, 1, 3), opacity(rng)
        lay(rng, picture, size, lambda layer: stroke(rng, layer, points, width, strength, False))
    for _ in range(2):  # dust, of two colours
        count = round(rng.integers(8, 40) * area)

        def dust(layer):
            for _ in range(count):
                speck(rng, layer, size, opacity(rng))

        lay(rng, picture, size, dust)
    mask = mask_of(picture, clean)
    if rng.random() < 1 / 3:
        picture += rng.normal(0, rng.uniform(1, 5), picture.shape)
    return compressed(rng, np.clip(np.round(picture), 0, 255).astype(np.uint8)), mask


def mask_of(picture, clean):
    change = np.abs(picture - clean).max(2)
    grey = clean @ np.float32([0.114, 0.587, 0.299])
    variance = cv2.boxFilter(grey * grey, -1, AROUND) - cv2.boxFilter(grey, -1, AROUND)**2
    visible = change >= LEAST_CONTRAST * np.sqrt(np.maximum(0, variance))
    return np.where(change < LEAST_CHANGE, 0, np.where(visible, VISIBLE, HIDDEN)).astype(np.uint8)


def compressed(rng, picture):
    """Half of the pictures as JPEG leaves them."""
    if rng.random() < 0.5:
        quality = int(rng.integers(75, 96))
        picture = cv2.imdecode(cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])[1], 1)
    return picture
