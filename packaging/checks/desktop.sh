#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The desktop entry, the AppStream description and the file type are valid, and *.lacuna is a type that the entry opens.
cd "$(dirname "$0")/../../resources" || exit 1
id=org.lacuna_restoration.Lacuna
desktop-file-validate $id.desktop && appstreamcli validate --no-net $id.metainfo.xml || exit 1

data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT
mkdir -p "$data/mime/packages"
cp $id.mime.xml "$data/mime/packages/$id.xml"
said=$(update-mime-database "$data/mime" 2>&1)
type=$(sed -n 's/^[0-9]*:\(.*\):\*\.lacuna$/\1/p' "$data/mime/globs2")
if [ -z "$type" ] || ! grep -q "^MimeType=.*$type;" $id.desktop || ! grep -q "<mediatype>$type<" $id.metainfo.xml; then
    printf '%s\n' "$said" "*.lacuna is '$type', which the desktop entry or the description doesn't name"
    exit 1
fi
