#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The desktop entry and the AppStream description are valid.
cd "$(dirname "$0")/../../resources" || exit 1
desktop-file-validate org.lacuna_restoration.Lacuna.desktop &&
    appstreamcli validate --no-net org.lacuna_restoration.Lacuna.metainfo.xml
