// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/display_image.h"

#include "core/base/photograph.h"
#include "core/io/colour.h"
#include "ui/base/thread_guard.h"
#include "ui/document/display_profile.h"

#include <algorithm>
#include <utility>

namespace lacuna::ui {

namespace {

constexpr int kSmallestLevel = 64;

/// The mean of four packed pixels, channel by channel, rounded.
inline quint32 mean(quint32 a, quint32 b, quint32 c, quint32 d) {
    constexpr quint32 kEven = 0x00ff00ffu;
    const quint32 low = (a & kEven) + (b & kEven) + (c & kEven) + (d & kEven) + 0x00020002u;
    const quint32 high =
        ((a >> 8) & kEven) + ((b >> 8) & kEven) + ((c >> 8) & kEven) + ((d >> 8) & kEven) + 0x00020002u;
    return ((low >> 2) & kEven) | (((high >> 2) & kEven) << 8);
}

QImage halved(const QImage& image) {
    QImage half((image.width() + 1) / 2, (image.height() + 1) / 2, image.format());
    for (int y = 0; y < half.height(); ++y) {
        const auto* top = reinterpret_cast<const quint32*>(image.constScanLine(2 * y));
        const auto* bottom =
            reinterpret_cast<const quint32*>(image.constScanLine(std::min(2 * y + 1, image.height() - 1)));
        auto* out = reinterpret_cast<quint32*>(half.scanLine(y));
        const int pairs = image.width() / 2;
        for (int x = 0; x < pairs; ++x)
            out[x] = mean(top[2 * x], top[2 * x + 1], bottom[2 * x], bottom[2 * x + 1]);
        if (pairs < half.width()) {
            const int last = image.width() - 1;
            out[pairs] = mean(top[last], top[last], bottom[last], bottom[last]);
        }
    }
    return half;
}

ImageBuffer forScreen(const ImageBuffer& pixels, const std::vector<std::uint8_t>& icc,
                      const ProfileBytes& screen) {
    return screen ? toScreen(pixels, icc, *screen) : toSrgb(pixels, icc);
}

/// `rgb` is 8-bit RGB; `alpha`, of any depth, may be empty.
QImage packed(const ImageBuffer& rgb, const ImageBuffer& alpha) {
    QImage image(rgb.width(), rgb.height(),
                 alpha.isEmpty() ? QImage::Format_RGB32 : QImage::Format_ARGB32_Premultiplied);
    const ImageBuffer opacity = alpha.isEmpty() ? ImageBuffer() : alpha.converted(Depth::UInt8);
    for (int y = 0; y < rgb.height(); ++y) {
        const auto* in = rgb.row<std::uint8_t>(y);
        auto* out = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = 0; x < rgb.width(); ++x)
            out[x] = qRgb(in[3 * x], in[3 * x + 1], in[3 * x + 2]);
        if (alpha.isEmpty()) continue;
        const auto* a = opacity.row<std::uint8_t>(y);
        for (int x = 0; x < rgb.width(); ++x)
            out[x] = qPremultiply(qRgba(qRed(out[x]), qGreen(out[x]), qBlue(out[x]), a[x]));
    }
    return image;
}

}  // namespace

int DisplayImage::levelFor(double scale) const {
    int k = 0;
    while (k + 1 < levels() && scale * (2 << k) <= 1.0)
        ++k;
    return k;
}

qsizetype DisplayImage::byteCount() const {
    qsizetype sum = 0;
    for (int k = 0; k < levels(); ++k)
        sum += mShared->content.load()->levels[std::size_t(k)].image.sizeInBytes();
    return sum;
}

void DisplayImage::replaceWith(const DisplayImage& other) const {
    Q_ASSERT(size() == other.size() && hasAlpha() == other.hasAlpha());
    mShared->content = other.mShared->content.load();
}

DisplayImage DisplayImage::make(QImage picture, ProfileBytes screen) {
    DisplayImage display;
    if (picture.isNull()) return display;
    const auto format =
        picture.hasAlphaChannel() ? QImage::Format_ARGB32_Premultiplied : QImage::Format_RGB32;
    if (picture.format() != format) picture.convertTo(format);
    auto content = std::make_shared<Content>();
    content->screen = std::move(screen);
    std::vector<Level>& levels = content->levels;
    levels.push_back({std::move(picture), nullptr});
    const auto last = [&levels]() -> const QImage& { return levels.back().image; };
    while (std::min(last().width(), last().height()) >= 2 * kSmallestLevel)
        levels.push_back({halved(last()), nullptr});
    display.setContent(std::move(content));
    return display;
}

void DisplayImage::setContent(std::shared_ptr<const Content> content) {
    const QImage& first = content->levels.front().image;
    mShared = std::make_shared<Shared>();
    mShared->size = first.size();
    mShared->hasAlpha = first.hasAlphaChannel();
    mShared->count = int(content->levels.size());
    mShared->content = std::move(content);
}

DisplayImage makeDisplayImage(QImage picture) {
    mustNotBlockGui("makeDisplayImage");
    return DisplayImage::make(std::move(picture), displayProfile());
}

DisplayImage inStore(const DisplayImage& display) {
    mustNotBlockGui("inStore");
    DisplayImage kept;
    if (display.isNull()) return kept;
    const std::shared_ptr<const DisplayImage::Content> from = display.mShared->content.load();
    auto content = std::make_shared<DisplayImage::Content>();
    content->screen = from->screen;
    for (const DisplayImage::Level& level : from->levels) {
        DisplayImage::Level& stored = content->levels.emplace_back();
        stored.image = PictureStore::instance().keep(level.image, &stored.block);
    }
    kept.setContent(std::move(content));
    return kept;
}

DisplayImage makeDisplayImage(const ImageBuffer& pixels, const std::vector<std::uint8_t>& icc) {
    mustNotBlockGui("makeDisplayImage");
    const ProfileBytes screen = displayProfile();
    return DisplayImage::make(packed(forScreen(pixels, icc, screen), ImageBuffer()), screen);
}

DisplayImage makeDisplayImage(const Photograph& photo) {
    mustNotBlockGui("makeDisplayImage");
    const ProfileBytes screen = displayProfile();
    return DisplayImage::make(packed(forScreen(photo.pixels, photo.metadata.icc, screen), photo.alpha),
                              screen);
}

}  // namespace lacuna::ui
