// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/tagged_image.h"

#include "core/base/photograph.h"
#include "ui/base/thread_guard.h"

#include <QColorSpace>
#include <QRgba64>

#include <cstring>

namespace lacuna::ui {

namespace {

/// Rows of grey or RGB samples, as QImage has them.
template <typename T>
QImage opaque(const ImageBuffer& pixels, QImage::Format format) {
    QImage image(pixels.width(), pixels.height(), format);
    const std::size_t bytes = std::size_t(pixels.width()) * std::size_t(pixels.channels()) * sizeof(T);
    for (int y = 0; y < image.height(); ++y)
        std::memcpy(image.scanLine(y), pixels.row<T>(y), bytes);
    return image;
}

/// What QImage has no simpler format for.
QImage full(const Photograph& photo) {
    const ImageBuffer pixels = photo.pixels.converted(Depth::UInt16);
    const ImageBuffer alpha = photo.alpha.isEmpty() ? ImageBuffer() : photo.alpha.converted(Depth::UInt16);
    QImage image(pixels.width(), pixels.height(),
                 alpha.isEmpty() ? QImage::Format_RGBX64 : QImage::Format_RGBA64);
    const int step = pixels.channels();
    for (int y = 0; y < image.height(); ++y) {
        const auto* in = pixels.row<std::uint16_t>(y);
        const auto* opacity = alpha.isEmpty() ? nullptr : alpha.row<std::uint16_t>(y);
        auto* out = reinterpret_cast<QRgba64*>(image.scanLine(y));
        for (int x = 0; x < image.width(); ++x, in += step)
            out[x] =
                qRgba64(in[0], in[step > 1 ? 1 : 0], in[step > 1 ? 2 : 0], opacity ? opacity[x] : 0xffff);
    }
    return image;
}

}  // namespace

QImage taggedImage(const Photograph& photo) {
    mustNotBlockGui("taggedImage");
    const bool grey = photo.pixels.channels() == 1;
    const bool deep = photo.pixels.depth() == Depth::UInt16;
    QImage image;
    if (!photo.alpha.isEmpty() || (deep && !grey)) {
        image = full(photo);
        if (!deep) image.convertTo(QImage::Format_RGBA8888);
    } else if (deep) {
        image = opaque<std::uint16_t>(photo.pixels, QImage::Format_Grayscale16);
    } else {
        image = opaque<std::uint8_t>(photo.pixels, grey ? QImage::Format_Grayscale8 : QImage::Format_RGB888);
    }
    const std::vector<std::uint8_t>& icc = photo.metadata.icc;
    // Qt only reads profiles of RGB pictures; a photograph without one is taken for sRGB by everybody.
    const QColorSpace space = icc.empty()
                                  ? QColorSpace(QColorSpace::SRgb)
                                  : QColorSpace::fromIccProfile(QByteArray(
                                        reinterpret_cast<const char*>(icc.data()), qsizetype(icc.size())));
    if (space.isValid()) image.setColorSpace(space);
    return image;
}

}  // namespace lacuna::ui
