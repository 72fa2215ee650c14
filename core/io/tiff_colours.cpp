// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/tiff_colours.h"

#include "core/io/colour.h"
#include "core/io/tiff_floats.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <type_traits>

namespace lacuna::io::tiff {
namespace {

/// Stretches samples of fewer than 8 or of 9 to 15 bits to the full range of one or two bytes.
template <typename T>
void stretch(T* row, std::size_t count, int bits) {
    const std::uint32_t from = (1U << bits) - 1;
    const std::uint32_t to = sizeof(T) == 1 ? 255 : 65535;
    if (from == to) return;
    for (std::size_t i = 0; i < count; ++i)
        row[i] = static_cast<T>((row[i] * to + from / 2) / from);
}

template <typename T>
void unpremultiply(T* pixel, int colours, std::uint32_t alpha) {
    constexpr std::uint64_t kMax = sizeof(T) == 1 ? 255 : 65535;
    for (int c = 0; c < colours; ++c) {
        pixel[c] = alpha == 0
                       ? T{0}
                       : static_cast<T>(std::min<std::uint64_t>((pixel[c] * kMax + alpha / 2) / alpha, kMax));
    }
}

/// Alpha and extra channels of a row, which all colours have in common.
template <typename T>
void takeFurther(const T* from, const Layout& layout, int y, Photograph& photo) {
    const int samples = layout.samples;
    for (int s = layout.colourSamples, extra = 0; s < samples; ++s) {
        const bool isAlpha = s == layout.alphaSample;
        if (!isAlpha && photo.extras.empty()) continue;
        ImageBuffer& plane = isAlpha ? photo.alpha : photo.extras[static_cast<std::size_t>(extra++)];
        T* to = plane.row<T>(y);
        for (std::uint32_t x = 0; x < layout.width; ++x)
            to[x] = from[std::size_t{x} * static_cast<std::size_t>(samples) + static_cast<std::size_t>(s)];
    }
}

/// Grey and RGB.
template <typename T>
void convertDirect(RawPicture& raw, const Layout& layout, Photograph& photo) {
    const int samples = layout.samples;
    const int colours = layout.colourSamples;
    for (std::uint32_t y = 0; y < layout.height; ++y) {
        T* row = reinterpret_cast<T*>(raw.row(y));
        stretch(row, static_cast<std::size_t>(layout.width) * static_cast<std::size_t>(samples), layout.bits);
        T* pixel = row;
        T* to = photo.pixels.row<T>(static_cast<int>(y));
        for (std::uint32_t x = 0; x < layout.width; ++x, pixel += samples) {
            if (layout.premultiplied) unpremultiply(pixel, colours, pixel[layout.alphaSample]);
            if (layout.whiteIsZero) pixel[0] = static_cast<T>(~pixel[0]);
            to = std::copy_n(pixel, colours, to);
        }
        takeFurther(row, layout, static_cast<int>(y), photo);
    }
}

template <typename T>
void convertPalette(const TiffFile& file, RawPicture& raw, const Layout& layout, Photograph& photo) {
    const std::uint16_t* map[3] = {};
    file.require(TIFFGetField(file.handle(), TIFFTAG_COLORMAP, &map[0], &map[1], &map[2]) == 1);
    const std::size_t entries = std::size_t{1} << layout.bits;
    // Some old programs wrote 8-bit levels in place of 16-bit ones.
    bool narrow = true;
    for (const auto* curve : map)
        narrow = narrow && std::all_of(curve, curve + entries, [](int v) { return v < 256; });
    const int shift = narrow ? 0 : 8;
    const int kept = layout.samples;
    for (std::uint32_t y = 0; y < layout.height; ++y) {
        T* from = reinterpret_cast<T*>(raw.row(y));
        auto* to = photo.pixels.row<std::uint8_t>(static_cast<int>(y));
        for (std::uint32_t x = 0; x < layout.width; ++x, from += kept) {
            for (const auto* curve : map)
                *to++ = static_cast<std::uint8_t>(curve[from[0]] >> shift);
            if (layout.hasAlpha()) {
                T alpha = from[layout.alphaSample];
                stretch(&alpha, 1, layout.bits);
                photo.alpha.setSample(static_cast<int>(x), static_cast<int>(y), 0,
                                      sizeof(T) == 1 ? alpha : alpha / 257);
            }
        }
    }
}

template <typename T>
void convertCmyk(RawPicture& raw, const Layout& layout, Photograph& photo) {
    const CmykConverter converter(photo.metadata.icc, sizeof(T) == 1 ? Depth::UInt8 : Depth::UInt16, false);
    std::vector<T> inks(static_cast<std::size_t>(layout.width) * 4);
    for (std::uint32_t y = 0; y < layout.height; ++y) {
        const T* from = reinterpret_cast<const T*>(raw.row(y));
        takeFurther(from, layout, static_cast<int>(y), photo);
        T* to = inks.data();
        for (std::uint32_t x = 0; x < layout.width; ++x, from += layout.samples, to += 4) {
            std::copy_n(from, 4, to);
            if (layout.premultiplied) unpremultiply(to, 4, from[layout.alphaSample]);
        }
        converter.convert(inks.data(), photo.pixels.row<T>(static_cast<int>(y)),
                          static_cast<int>(layout.width));
    }
}

/// TIFF counts a* and b* as signed numbers, ICC from −128. 16 bits of TIFF have 256 steps a unit, and so has
/// ICC's older encoding, whose L* of 100 is 0xff00.
template <typename T>
void convertLab(RawPicture& raw, const Layout& layout, Photograph& photo) {
    const LabConverter converter;
    std::vector<double> lab(static_cast<std::size_t>(layout.width) * 3);
    constexpr bool kDeep = sizeof(T) == 2;
    constexpr double kPerUnit = kDeep ? 256 : 1;
    const double lightest = !kDeep ? 255 : layout.iccLab ? 0xff00 : 0xffff;
    for (std::uint32_t y = 0; y < layout.height; ++y) {
        const T* from = reinterpret_cast<const T*>(raw.row(y));
        takeFurther(from, layout, static_cast<int>(y), photo);
        double* to = lab.data();
        for (std::uint32_t x = 0; x < layout.width; ++x, from += layout.samples) {
            *to++ = from[0] * 100 / lightest;
            for (int c = 1; c < 3; ++c) {
                using Signed = std::make_signed_t<T>;
                *to++ = layout.iccLab ? from[c] / kPerUnit - 128 : static_cast<Signed>(from[c]) / kPerUnit;
            }
        }
        converter.convert(lab.data(), photo.pixels.row<std::uint16_t>(static_cast<int>(y)),
                          static_cast<int>(layout.width));
    }
}

/// Floating-point numbers are the coordinates themselves: L* from 0 to 100, a* and b* around 0.
void convertFloatLab(RawPicture& raw, const Layout& layout, Photograph& photo) {
    const LabConverter converter;
    const std::size_t size = layout.bytesPerSample();
    std::vector<double> lab(static_cast<std::size_t>(layout.width) * 3);
    for (std::uint32_t y = 0; y < layout.height; ++y) {
        const std::byte* from = raw.row(y);
        const int line = static_cast<int>(y);
        for (std::uint32_t x = 0; x < layout.width;
             ++x, from += static_cast<std::size_t>(layout.samples) * size) {
            for (std::size_t c = 0; c < 3; ++c) {
                const double value = floatAt(from + c * size, size);
                lab[std::size_t{x} * 3 + c] = std::isfinite(value) ? value : 0;
            }
            std::size_t extra = 0;
            for (int s = layout.colourSamples; s < layout.samples; ++s) {
                ImageBuffer& plane = s == layout.alphaSample ? photo.alpha : photo.extras[extra++];
                plane.row<std::uint16_t>(line)[x] =
                    sampleOfFloat(floatAt(from + static_cast<std::size_t>(s) * size, size));
            }
        }
        converter.convert(lab.data(), photo.pixels.row<std::uint16_t>(line), static_cast<int>(layout.width));
    }
}

}  // namespace

void convertViaRgba(const TiffFile& file, const Layout& layout, Photograph& photo) {
    char text[1024] = {};
    TIFFRGBAImage image;
    if (!TIFFRGBAImageOK(file.handle(), text) || !TIFFRGBAImageBegin(&image, file.handle(), 1, text)) {
        throw Fault({LACUNA_CAUSE("Causes", "it can't be decoded (%1)"), {text}});
    }
    const std::unique_ptr<TIFFRGBAImage, decltype(&TIFFRGBAImageEnd)> owner(&image, &TIFFRGBAImageEnd);
    image.req_orientation = image.orientation;  // as stored; it is turned upright later
    std::vector<std::uint32_t> raster(std::size_t{layout.width} * layout.height);
    file.require(TIFFRGBAImageGet(&image, raster.data(), layout.width, layout.height) == 1);
    for (std::uint32_t y = 0; y < layout.height; ++y) {
        auto* to = photo.pixels.row<std::uint8_t>(static_cast<int>(y));
        for (std::uint32_t x = 0; x < layout.width; ++x) {
            const std::uint32_t pixel = raster[std::size_t{layout.width} * y + x];
            *to++ = static_cast<std::uint8_t>(TIFFGetR(pixel));
            *to++ = static_cast<std::uint8_t>(TIFFGetG(pixel));
            *to++ = static_cast<std::uint8_t>(TIFFGetB(pixel));
        }
    }
}

void convert(const TiffFile& file, const Layout& layout, bool partial, Photograph& photo) {
    RawPicture raw(file, layout, partial);
    const bool deep = layout.isDeep();
    switch (layout.colours) {
        case Colours::Grey:
        case Colours::Rgb:
            if (layout.isFloat) {
                convertFloats(raw, layout, photo);
            } else {
                deep ? convertDirect<std::uint16_t>(raw, layout, photo)
                     : convertDirect<std::uint8_t>(raw, layout, photo);
            }
            break;
        case Colours::Palette:
            deep ? convertPalette<std::uint16_t>(file, raw, layout, photo)
                 : convertPalette<std::uint8_t>(file, raw, layout, photo);
            break;
        case Colours::Cmyk:
            deep ? convertCmyk<std::uint16_t>(raw, layout, photo)
                 : convertCmyk<std::uint8_t>(raw, layout, photo);
            noteInks(photo);
            break;
        case Colours::Lab:
            if (layout.isFloat) {
                convertFloatLab(raw, layout, photo);
            } else {
                deep ? convertLab<std::uint16_t>(raw, layout, photo)
                     : convertLab<std::uint8_t>(raw, layout, photo);
            }
            photo.notes.push_back({.code = NoteCode::ColoursConverted, .text = "CIELab"});
            photo.metadata.icc = srgbProfile();
            // The colours are 16 bits in either case.
            if (!photo.alpha.isEmpty()) photo.alpha = photo.alpha.converted(Depth::UInt16);
            for (ImageBuffer& plane : photo.extras)
                plane = plane.converted(Depth::UInt16);
            break;
    }
    for (const MissingRows& rows : raw.missing())
        markMissing(photo, static_cast<int>(rows.y), static_cast<int>(rows.count));
}

}  // namespace lacuna::io::tiff
