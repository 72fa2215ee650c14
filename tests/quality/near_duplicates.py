#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks for validation photographs that are in the training set too: whole, scaled, cropped, mirrored or retouched.

Every pair is compared in two published ways, and is a near-duplicate where one of them says so:
  pHash  64 bits of the low frequencies of the picture's DCT (Zauner, "Implementation and benchmarking of perceptual
         image hash functions", 2010), of the training photograph in all eight positions: whole pictures
  SIFT   descriptors (Lowe, "Distinctive image features from scale-invariant keypoints", IJCV 2004) that agree on one
         similarity transform (RANSAC), the training photograph also mirrored: parts of pictures
The limits are checked by what must be found: copies of the validation photographs, halved, mirrored, or with only
their middle quarter kept, brightened and saved as JPEG of quality 60.

Prints its numbers. Exit status: 0 no near-duplicate, 1 some, 2 more than one in ten of the copies
is missed (a part of a picture without detail, sky or blur, can't be recognised).
Needs Python 3 with OpenCV 4.4 or later (Debian: python3-opencv).

  tests/quality/near_duplicates.py --train PHOTOS/train --validation PHOTOS/validation
"""

import argparse
import pathlib
import sys

import cv2
import numpy

PHOTO_SUFFIXES = {".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp"}
SIDE = 512  # of the longer side, for SIFT
FEATURES = 500
RATIO = 0.8  # Lowe's: of the best match's distance to the second best's
HASH_LIMIT = 10  # bits of 64 that may differ; unrelated photographs reach 14
INLIER_LIMIT = 10  # descriptors that agree; unrelated photographs reach 5


def phash(grey):
    """The 64 bits, as booleans."""
    small = cv2.resize(grey, (32, 32), interpolation=cv2.INTER_AREA).astype(numpy.float32)
    low = cv2.dct(small)[1:9, 1:9].ravel()  # without the first row and column: the mean brightness
    return low > numpy.median(low)


def positions(grey):
    for turned in (grey, cv2.transpose(grey)):
        for flip in (None, 0, 1, -1):
            yield turned if flip is None else cv2.flip(turned, flip)


class Photo:
    def __init__(self, name, grey):
        scale = SIDE / max(grey.shape)
        if scale < 1:
            grey = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        self.name = name
        self.grey = grey
        self.points, self.descriptors = features(grey)
        self.hash = phash(grey)


def features(grey):
    keypoints, descriptors = cv2.SIFT_create(FEATURES).detectAndCompute(grey, None)
    return numpy.float32([point.pt for point in keypoints]), descriptors


class Candidate(Photo):
    """One to be searched for in: also what it looks like turned and mirrored."""

    def __init__(self, name, grey):
        super().__init__(name, grey)
        self.hashes = numpy.stack([phash(view) for view in positions(self.grey)])
        self.views = [(self.points, self.descriptors), features(cv2.flip(self.grey, 1))]

    def distance(self, photo):
        return int((self.hashes != photo.hash).sum(axis=1).min())

    def inliers(self, photo):
        return max(agreeing(photo, points, descriptors) for points, descriptors in self.views)


def agreeing(photo, points, descriptors):
    if photo.descriptors is None or descriptors is None or len(descriptors) < 2:
        return 0
    pairs = cv2.BFMatcher(cv2.NORM_L2).knnMatch(photo.descriptors, descriptors, k=2)
    good = [pair[0] for pair in pairs if len(pair) == 2 and pair[0].distance < RATIO * pair[1].distance]
    if len(good) < 4:
        return 0
    here = photo.points[[match.queryIdx for match in good]]
    there = points[[match.trainIdx for match in good]]
    cv2.setRNGSeed(0)
    transform, inliers = cv2.estimateAffinePartial2D(here, there, ransacReprojThreshold=3)
    if transform is None or not 0.05 < numpy.hypot(transform[0, 0], transform[1, 0]) < 20:
        return 0
    kept = inliers.ravel() == 1
    # Many features of one place matched to one place count once: a flat transform is no evidence.
    return min(len(numpy.unique(side[kept].round(), axis=0)) for side in (here, there))


def copies(photo):
    """What a near-duplicate may look like, by name."""
    grey = photo.grey
    height, width = grey.shape
    quarter = grey[height // 4:height - height // 4, width // 4:width - width // 4]
    brighter = cv2.convertScaleAbs(quarter, alpha=1.1, beta=15)
    coded = cv2.imencode(".jpg", brighter, [cv2.IMWRITE_JPEG_QUALITY, 60])[1]
    return {
        "halved": cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA),
        "mirrored": cv2.flip(grey, 1),
        "middle quarter": cv2.imdecode(coded, cv2.IMREAD_GRAYSCALE),
    }


def read(folder, kind):
    photos = []
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in PHOTO_SUFFIXES:
            grey = cv2.imdecode(numpy.fromfile(path, numpy.uint8), cv2.IMREAD_GRAYSCALE)
            if grey is None:
                sys.exit(f"{path} can't be read")
            photos.append(kind(path.name, grey))
    if not photos:
        sys.exit(f"no photographs in {folder}")
    return photos


def is_duplicate(distance, inliers):
    return distance <= HASH_LIMIT or inliers >= INLIER_LIMIT


def compare(train, validation):
    """Prints the nearest pairs; returns the number of near-duplicates."""
    pairs = [(candidate.distance(photo), candidate.inliers(photo), photo.name, candidate.name)
             for photo in validation for candidate in train]
    for title, key in (("pHash", lambda pair: pair[0]), ("SIFT", lambda pair: -pair[1])):
        print(f"\nNearest by {title}: bits that differ, descriptors that agree")
        for distance, inliers, photo, candidate in sorted(pairs, key=key)[:5]:
            print(f"  {distance:3d} {inliers:4d}  {photo}  {candidate}")
    found = [pair for pair in pairs if is_duplicate(pair[0], pair[1])]
    for distance, inliers, photo, candidate in found:
        print(f"near-duplicate: {photo} is {candidate} ({distance} bits differ, {inliers} descriptors agree)")
    return len(found)


def check_limits(validation):
    """Prints how surely copies are found; returns the share that is not."""
    print("\nCopies of the validation photographs that are found, and the median of what tells:")
    missed = total = 0
    for name in copies(validation[0]):
        pairs = []
        for photo in validation:
            copy = Candidate(name, copies(photo)[name])
            pairs.append((copy.distance(photo), copy.inliers(photo)))
        found = sum(is_duplicate(*pair) for pair in pairs)
        missed += len(pairs) - found
        total += len(pairs)
        distance, inliers = numpy.median(pairs, axis=0)
        print(f"  {name}: {found} of {len(pairs)}; {distance:g} bits differ, {inliers:g} descriptors agree")
    return missed / total


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--train", required=True, type=pathlib.Path)
    parser.add_argument("--validation", required=True, type=pathlib.Path)
    arguments = parser.parse_args()
    train = read(arguments.train, Candidate)
    validation = read(arguments.validation, Photo)
    print(f"{len(train)} training and {len(validation)} validation photographs. A near-duplicate has at most {HASH_LIMIT} "
          f"of 64 bits that differ, or at least {INLIER_LIMIT} descriptors that agree.")
    found = compare(train, validation)
    missed = check_limits(validation)
    print(f"\n{found} near-duplicates.")
    sys.exit(1 if found else 2 if missed > 0.1 else 0)


if __name__ == "__main__":
    main()
