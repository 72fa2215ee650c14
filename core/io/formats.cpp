// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/formats.h"

#include "core/io/format_rows.h"

#include <algorithm>

namespace lacuna {
namespace io {

const std::vector<FormatRow>& formats() {
    static const std::vector<FormatRow> rows = {
#ifdef LACUNA_HAS_RAW
        rawFormat(),  // before TIFF, as which many begin
#endif
        pngFormat(),  jpegFormat(), tiffFormat(), webpFormat(), bmpFormat(), gifFormat(), pnmFormat(),
#ifdef LACUNA_HAS_JXL
        jxlFormat(),
#endif
#ifdef LACUNA_HAS_HEIF
        heicFormat(), avifFormat(),
#endif
    };
    return rows;
}

const FormatRow* writerOf(FileFormat format) {
    const auto found = std::find_if(formats().begin(), formats().end(), [format](const FormatRow& row) {
        return row.encode && row.format == format;
    });
    return found == formats().end() ? nullptr : &*found;
}

}  // namespace io

namespace {

/// The formats that can be written come first: they are the common ones.
std::vector<std::string> names(bool writable) {
    std::vector<std::string> all;
    for (const bool written : {true, false}) {
        for (const io::FormatRow& row : io::formats()) {
            if ((row.encode != nullptr) == written && (written || !writable)) all.emplace_back(row.name);
        }
    }
    return all;
}

std::string listed(bool writable) {
    const std::vector<std::string> all = names(writable);
    std::string text = all.front();
    for (std::size_t i = 1; i < all.size(); ++i)
        text += (i + 1 == all.size() ? " and " : ", ") + all[i];
    return text;
}

std::vector<std::string> extensions(bool writable) {
    std::vector<std::string> all;
    for (const io::FormatRow& row : io::formats()) {
        if (!writable || row.encode) all.insert(all.end(), row.extensions.begin(), row.extensions.end());
    }
    return all;
}

}  // namespace

std::vector<std::string> readableNames() {
    return names(false);
}

std::string readableFormats() {
    return listed(false);
}

std::string writableFormats() {
    return listed(true);
}

std::vector<std::string> readableExtensions() {
    return extensions(false);
}

std::vector<std::string> writableExtensions() {
    return extensions(true);
}

std::string extensionOf(FileFormat format) {
    const io::FormatRow* row = io::writerOf(format);
    return row ? row->extensions.front() : ".png";
}

}  // namespace lacuna
