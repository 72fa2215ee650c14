#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# translations.sh [--update]: every text of the studio is in the tables of resources/translations, translated, and no
# other; --update brings the tables up to date instead, and then says what is left to translate.
cd "$(dirname "$0")/../.." || exit 1
lupdate=$(command -v /usr/lib/qt6/bin/lupdate lupdate | head -n 1)
[ -n "$lupdate" ] || {
    echo "lupdate is missing: packaging/dependencies.sh installs it"
    exit 1
}
tables=resources/translations
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
status=0

# extract FOLDER: lupdate on the tables there. The headers tell it which namespace a class is in. The rows of core's
# registries mark their texts with LACUNA_TEXT (core/job/parameter.h), its errors with LACUNA_CAUSE (core/base/cause.h).
extract() {
    local options=(-silent -I . -locations none -no-obsolete -tr-function-alias "QT_TRANSLATE_NOOP+=LACUNA_TEXT"
        -tr-function-alias "QT_TRANSLATE_NOOP+=LACUNA_CAUSE")
    local sources=(ui app/main.cpp core)
    "$lupdate" "${options[@]}" "${sources[@]}" -ts "$1/lacuna_de.ts" &&
        "$lupdate" "${options[@]}" -pluralonly "${sources[@]}" -ts "$1/lacuna_en.ts"
}

if [ "${1-}" = --update ]; then
    extract "$tables" || exit 1
else
    cp "$tables"/*.ts "$work"
    extract "$work" 2> "$work/said" || {
        cat "$work/said"
        exit 1
    }
fi
for table in "$tables"/*.ts; do
    if [ "${1-}" != --update ] && ! diff -u --label "$table" --label "what the sources say" "$table" "$work/${table##*/}"; then
        echo "$table: not up to date; run packaging/checks/translations.sh --update"
        status=1
    fi
    if grep -B 4 -E 'type="(unfinished|vanished|obsolete)"|<numerusform></numerusform>' "$table" | grep -E '<source>|translation'; then
        echo "$table: not translated"
        status=1
    fi
done
exit $status
