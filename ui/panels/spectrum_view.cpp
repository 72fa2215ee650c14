// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/spectrum_view.h"

#include "core/job/noise_model.h"
#include "ui/base/theme.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

namespace lacuna::ui {

namespace {
/// The span of power that is shown, from black to white: a factor of 1000.
constexpr double kDecades = 3;
}  // namespace

QImage pictureOf(const NoiseModel& model) {
    assert(!model.spectrum.empty());
    constexpr int kSide = NoiseModel::kSide, kFull = 2 * kSide - 1;
    // The power of red, green and blue, each a mixture of the decorrelated channels.
    const auto powerAt = [&model](int colour, int v, int u) {
        double power = 0;
        for (int channel = 0; channel < 3; ++channel)
            power += std::pow(model.basis[std::size_t(3 * channel + colour)], 2) *
                     model.spectrum[std::size_t((channel * kSide + v) * kSide + u)];
        return power;
    };
    double most = 0;
    for (int colour = 0; colour < 3; ++colour)
        for (int v = 0; v < kSide; ++v)
            for (int u = 0; u < kSide; ++u)
                most = std::max(most, powerAt(colour, v, u));
    QImage picture(kFull, kFull, QImage::Format_RGB32);
    for (int y = 0; y < kFull; ++y)
        for (int x = 0; x < kFull; ++x) {
            std::array<int, 3> shades{};
            for (int colour = 0; colour < 3; ++colour) {
                const double share = powerAt(colour, std::abs(y - kSide + 1), std::abs(x - kSide + 1)) / most;
                const double shade = 1 + std::log10(std::max(share, 1e-9)) / kDecades;
                shades[std::size_t(colour)] = int(std::lround(255 * std::clamp(shade, 0.0, 1.0)));
            }
            picture.setPixel(x, y, qRgb(shades[0], shades[1], shades[2]));
        }
    return picture;
}

SpectrumView::SpectrumView(QWidget* parent) : QWidget(parent) {
    setFixedSize(sizeHint());
    setAccessibleName(tr("Spectrum of the grain"));
    setToolTip(
        tr("The measured spectrum of the grain: coarse structure in the middle, fine structure "
           "towards the edges. An evenly bright square would be white noise."));
}

void SpectrumView::setModel(const NoiseModel& model) {
    mPicture = pictureOf(model);
    update();
}

void SpectrumView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    QPainterPath frame;
    frame.addRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.setClipPath(frame);
    painter.fillPath(frame, Qt::black);
    painter.drawImage(QRectF(rect()), mPicture);
    painter.setClipping(false);
    painter.setPen(Theme::line(palette()));
    painter.drawPath(frame);
}

}  // namespace lacuna::ui
