// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/jpeg_blocks.h"

#include "core/base/error.h"
#include "core/base/log.h"
#include "core/files/file_bytes.h"
#include "core/io/format_rows.h"
#include "core/io/image_io.h"
#include "core/io/jpeg_library.h"
#include "core/io/metadata.h"
#include "core/io/orientation.h"

#include <algorithm>
#include <cstring>
#include <new>
#include <optional>

namespace lacuna {
namespace {

using io::Bytes;
using io::ByteView;
using io::jpeg::guarded;
namespace fs = std::filesystem;

/// Cells of 8×8 pixels, and whether any pixel in each differs between two pictures of one size.
class ChangedCells {
  public:
    ChangedCells(const ImageBuffer& a, const ImageBuffer& b)
        : mWidth((a.width() + DCTSIZE - 1) / DCTSIZE), mHeight((a.height() + DCTSIZE - 1) / DCTSIZE) {
        mChanged.resize(static_cast<std::size_t>(mWidth) * static_cast<std::size_t>(mHeight));
        const int samples = DCTSIZE * a.channels();
        for (int y = 0; y < a.height(); ++y) {
            const auto* rowA = a.row<std::uint8_t>(y);
            const auto* rowB = b.row<std::uint8_t>(y);
            for (int cell = 0; cell < mWidth; ++cell) {
                const int from = cell * samples;
                const int to = std::min(from + samples, a.width() * a.channels());
                if (!std::equal(rowA + from, rowA + to, rowB + from))
                    mChanged[index(cell, y / DCTSIZE)] = true;
            }
        }
    }

    /// Whether any cell in [x0, x1) × [y0, y1), clipped, has changed.
    bool any(int x0, int y0, int x1, int y1) const {
        for (int y = y0; y < std::min(y1, mHeight); ++y) {
            for (int x = x0; x < std::min(x1, mWidth); ++x) {
                if (mChanged[index(x, y)]) return true;
            }
        }
        return false;
    }

  private:
    std::size_t index(int x, int y) const {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(mWidth) + static_cast<std::size_t>(x);
    }
    int mWidth;
    int mHeight;
    std::vector<bool> mChanged;
};

/// libjpeg accepts a table with zeros when reading, but divides by them when writing.
bool hasZeroQuantiser(const jpeg_decompress_struct& codec) {
    return std::any_of(
        std::begin(codec.quant_tbl_ptrs), std::end(codec.quant_tbl_ptrs), [](const JQUANT_TBL* table) {
            return table && std::find(std::begin(table->quantval), std::end(table->quantval), 0) !=
                                std::end(table->quantval);
        });
}

/// The picture encoded with the tables and the sampling of `like`, for its coefficients.
Bytes encodedLike(io::jpeg::Reader& like, const ImageBuffer& pixels) {
    if (hasZeroQuantiser(like.codec))
        throw io::Fault(LACUNA_CAUSE("Causes", "a quantisation table of the original contains a zero"));
    Bytes out;
    io::jpeg::Writer writer(out);
    guarded(writer.manager, [&] {
        jpeg_copy_critical_parameters(&like.codec, &writer.codec);
        writer.codec.in_color_space = pixels.channels() == 3 ? JCS_RGB : JCS_GRAYSCALE;
        jpeg_start_compress(&writer.codec, TRUE);
    });
    writer.writePixels(pixels);
    return out;
}

jvirt_barray_ptr* coefficientsOf(io::jpeg::Reader& reader) {
    jvirt_barray_ptr* arrays = nullptr;
    guarded(reader.manager, [&] { arrays = jpeg_read_coefficients(&reader.codec); });
    return arrays;
}

/// Overwrites the coefficients of changed blocks in `original` with those of `fresh`.
BlockCount transplant(io::jpeg::Reader& original, jvirt_barray_ptr* originalArrays, io::jpeg::Reader& fresh,
                      jvirt_barray_ptr* freshArrays, const ChangedCells& changed) {
    BlockCount count;
    jpeg_decompress_struct& to = original.codec;
    jpeg_decompress_struct& from = fresh.codec;
    for (int c = 0; c < to.num_components; ++c) {
        const jpeg_component_info& component = to.comp_info[c];
        // A block of a subsampled component covers several cells.
        const int across = to.max_h_samp_factor / component.h_samp_factor;
        const int down = to.max_v_samp_factor / component.v_samp_factor;
        const int width = static_cast<int>(component.width_in_blocks);
        const int height = static_cast<int>(component.height_in_blocks);
        for (int y = 0; y < height; ++y) {
            JBLOCKARRAY target = nullptr;
            JBLOCKARRAY source = nullptr;
            guarded(original.manager, [&] {
                target = to.mem->access_virt_barray(reinterpret_cast<j_common_ptr>(&to), originalArrays[c],
                                                    static_cast<JDIMENSION>(y), 1, TRUE);
            });
            guarded(fresh.manager, [&] {
                source = from.mem->access_virt_barray(reinterpret_cast<j_common_ptr>(&from), freshArrays[c],
                                                      static_cast<JDIMENSION>(y), 1, FALSE);
            });
            for (int x = 0; x < width; ++x) {
                if (!changed.any(x * across, y * down, (x + 1) * across, (y + 1) * down)) continue;
                std::memcpy(target[0][x], source[0][x], sizeof(JBLOCK));
                ++count.changed;
            }
        }
        count.all += static_cast<std::int64_t>(width) * height;
    }
    return count;
}

struct Patched {
    Bytes file;
    BlockCount count;
};

/// `wanted` and `metadata` are in the original's orientation.
Patched patched(ByteView file, const ImageBuffer& stored, const ImageBuffer& wanted,
                const PhotoMetadata& metadata) {
    io::jpeg::Reader original(file);
    const Bytes encoded = encodedLike(original, wanted);
    io::jpeg::Reader fresh(encoded);
    jvirt_barray_ptr* originalArrays = coefficientsOf(original);
    jvirt_barray_ptr* freshArrays = coefficientsOf(fresh);

    Patched out;
    out.count = transplant(original, originalArrays, fresh, freshArrays, ChangedCells(stored, wanted));
    io::jpeg::Writer writer(out.file);
    jpeg_compress_struct& codec = writer.codec;
    guarded(writer.manager, [&] {
        jpeg_copy_critical_parameters(&original.codec, &codec);
        // As it was: some cameras write no JFIF header, and some programs write Adobe's beside it.
        if (!original.codec.saw_JFIF_marker) codec.write_JFIF_header = FALSE;
        if (original.codec.saw_Adobe_marker) codec.write_Adobe_marker = TRUE;
        codec.arith_code = original.codec.arith_code;
        // Of Huffman's tables; libjpeg refuses it together with arithmetic coding.
        codec.optimize_coding = codec.arith_code ? FALSE : TRUE;
        if (original.codec.progressive_mode) jpeg_simple_progression(&codec);
        jpeg_write_coefficients(&codec, originalArrays);
    });
    writer.writeMetadata(metadata);
    guarded(writer.manager, [&] { jpeg_finish_compress(&codec); });
    return out;
}

bool isJpeg(ByteView file) {
    return file.size() > 2 && file[0] == 0xff && file[1] == 0xd8 && file[2] == 0xff;
}

std::string obstacle(const Photograph& photo, ByteView file, int orientation, const fs::path& target) {
    if (formatForPath(target) != FileFormat::Jpeg) return "the result isn't a JPEG";
    if (!isJpeg(file)) return "the original isn't a JPEG";
    if (!photo.missing.isEmpty()) return "the original is cut off or damaged";
    const io::jpeg::Reader reader(file);
    if (reader.isCmyk()) return "the original's colours are CMYK";
    const bool swapped = orientation >= 5;
    const auto width = static_cast<JDIMENSION>(swapped ? photo.pixels.height() : photo.pixels.width());
    const auto height = static_cast<JDIMENSION>(swapped ? photo.pixels.width() : photo.pixels.height());
    if (reader.codec.image_width != width || reader.codec.image_height != height) {
        return "the result has another size than the original";
    }
    if (reader.codec.num_components != photo.pixels.channels()) return "the original has other channels";
    if (reader.quality() != photo.quality) return "another quality than the original's is asked for";
    return {};
}

/// The metadata of `photo` for a file that is stored in this orientation.
PhotoMetadata storedMetadata(const Photograph& photo, const ImageBuffer& stored, int orientation) {
    Photograph lying;
    lying.pixels = stored;
    lying.metadata = photo.metadata;
    lying.metadata.exif = io::exifForWriting(lying, *io::writerOf(FileFormat::Jpeg));
    io::stateOrientation(lying.metadata, orientation);
    return std::move(lying.metadata);
}

}  // namespace

std::string obstacleToKeepingBlocks(const Photograph& photo, const OriginalBytes& original,
                                    const fs::path& target) {
    try {
        return obstacle(photo, original.bytes, io::readMetadata(original.bytes, {}, false).orientation,
                        target);
    } catch (const io::Fault& fault) {
        throw CausedError(ErrorCode::InputFile, original.name, fault.cause());
    }
}

std::string obstacleToKeepingBlocks(const Photograph& photo, const fs::path& original,
                                    const fs::path& target) {
    const Bytes file = readFile(original);
    return obstacleToKeepingBlocks(photo, OriginalBytes{file, original.string()}, target);
}

BlockCount writeKeepingBlocks(const Photograph& photo, const OriginalBytes& original,
                              const fs::path& target) {
    std::optional<Patched> result;
    try {
        const ByteView file = original.bytes;
        const int orientation = io::readMetadata(file, {}, false).orientation;
        const std::string why = obstacle(photo, file, orientation, target);
        if (why.empty()) {
            const ImageBuffer stored = io::writerOf(FileFormat::Jpeg)->decode(file, {}).photo.pixels;
            const ImageBuffer wanted = io::asStored(photo.pixels.converted(Depth::UInt8), orientation);
            try {
                result = patched(file, stored, wanted, storedMetadata(photo, wanted, orientation));
            } catch (const io::Fault& fault) {
                log::warning(std::string("the JPEG's blocks can't be kept: ") + fault.what());
            }
        } else {
            log::info("the JPEG's blocks aren't kept: " + why);
        }
    } catch (const io::Fault& fault) {
        throw CausedError(ErrorCode::InputFile, original.name, fault.cause());
    } catch (const std::bad_alloc&) {
        throw Error(ErrorCode::OutOfMemory, target.string(), "there isn't enough memory to write it");
    }
    if (result) {
        writeFile(target, result->file);
        return result->count;
    }
    writePhotograph(photo, target);
    const std::int64_t blocks = static_cast<std::int64_t>((photo.pixels.width() + DCTSIZE - 1) / DCTSIZE) *
                                ((photo.pixels.height() + DCTSIZE - 1) / DCTSIZE) * photo.pixels.channels();
    return {blocks, blocks};
}

BlockCount writeKeepingBlocks(const Photograph& photo, const fs::path& original, const fs::path& target) {
    const Bytes file = readFile(original);
    return writeKeepingBlocks(photo, OriginalBytes{file, original.string()}, target);
}

}  // namespace lacuna
