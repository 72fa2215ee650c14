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

std::string listed(bool writable) {
    std::vector<std::string> names;
    for (const io::FormatRow& row : io::formats()) {
        if (!writable || row.encode) names.emplace_back(row.name);
    }
    std::string text = names.front();
    for (std::size_t i = 1; i < names.size(); ++i)
        text += (i + 1 == names.size() ? " and " : ", ") + names[i];
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
