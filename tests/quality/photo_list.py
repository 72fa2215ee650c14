#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the list for `lacuna-train --photo-list` from a table of photographs, and says which licences are used.

The table has tab-separated columns and a first line that names them: file (TOP/PATH; TOP is left away), licence and
author. A photograph whose licence does not allow weights under CC BY-SA 4.0, or that is unknown, is never drawn:
what stays is in the public domain or under CC0, CC BY, CC BY-SA 2.0 or later, BSD or MIT. Of these, --more makes some
more frequent: those whose file matches its pattern (a regular expression, any case; the last one that matches counts). The list goes to standard output, the table of licences to standard error. Needs Python 3 only.

  tests/quality/photo_list.py MANIFEST.tsv --more '2=castle|monument|temple|street' > list.tsv
"""

import argparse
import collections
import csv
import re
import sys

ALLOWED = re.compile(r"(public domain|CC0(-1\.0)?|CC[- ]BY([- ][1-4]\.[05])?|CC[- ]BY-SA[- ](2\.[05]|3\.0|4\.0)|"
                     r"BSD-[23]-Clause|MIT)( \(.*\))?", re.IGNORECASE)
NOT_ALLOWED = re.compile(r"\bBY-(NC|ND)\b|\ball rights reserved\b", re.IGNORECASE)  # wherever it is said


def allowed(row):
    return ALLOWED.fullmatch(row["licence"]) and not NOT_ALLOWED.search(row["licence"] + " " + row["author"])


def wish(text):
    weight, _, pattern = text.partition("=")
    if not pattern:
        raise argparse.ArgumentTypeError("is WEIGHT=PATTERN")
    return float(weight), re.compile(pattern, re.IGNORECASE)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", type=argparse.FileType(encoding="utf-8"), help="the photographs")
    parser.add_argument("--top", default="train", help="which of the table's folders (default train)")
    parser.add_argument("--more", metavar="WEIGHT=PATTERN", type=wish, action="append", default=[])
    arguments = parser.parse_args()
    used = collections.Counter()
    for row in csv.DictReader(arguments.table, delimiter="\t", quoting=csv.QUOTE_NONE):
        top, _, name = row["file"].partition("/")
        if top != arguments.top:
            continue
        weight = 1.0
        for more, pattern in arguments.more:
            weight = more if pattern.search(name) else weight
        weight = weight if allowed(row) else 0
        used[(row["licence"], weight)] += 1
        if weight != 1:
            print(f"{name}\t{weight:g}")
    for (licence, weight), count in sorted(used.items(), key=lambda item: (item[0][1], -item[1])):
        print(f"{count:5} {f'weight {weight:g}' if weight else 'left out'}: {licence}", file=sys.stderr)


if __name__ == "__main__":
    main()
