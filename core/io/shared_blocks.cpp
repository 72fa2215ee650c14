// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/shared_blocks.h"

namespace lacuna::io {
namespace {

bool isHeif(FileFormat format) {
    return format == FileFormat::Heif || format == FileFormat::Avif;
}

bool hasResources(FileFormat format) {
    return format == FileFormat::Jpeg || format == FileFormat::Tiff;
}

}  // namespace

std::optional<FormatBlock> blockFor(const FormatBlock& block, FileFormat format) {
    if (block.format == format) return block;
    if (block.kind == kPhotoshopBlock && hasResources(block.format) && hasResources(format))
        return FormatBlock{format, block.kind, block.data};
    const bool fromHeif = isHeif(block.format) && block.kind == kEncodingBlock && block.data.size() == 2;
    if (fromHeif && isHeif(format)) return FormatBlock{format, block.kind, block.data};
    // Beside the two numbers, a cICP has the matrix, 0 for RGB, and whether the range is full.
    if (fromHeif && format == FileFormat::Png)
        return FormatBlock{format, "cICP", {block.data[0], block.data[1], 0, 1}};
    const bool fromPng = block.format == FileFormat::Png && block.kind == "cICP" && block.data.size() == 4;
    if (fromPng && isHeif(format)) return FormatBlock{format, kEncodingBlock, {block.data[0], block.data[1]}};
    return std::nullopt;
}

}  // namespace lacuna::io
