// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/contrast.h"

#include "core/base/transfer_curve.h"
#include "ui/base/control_painting.h"

namespace lacuna::ui {

namespace {

/// Beyond that of any usual theme: most have 11 to 16, black on white has 21, green on black 15.
constexpr double kHighOnWhite = 18;
constexpr double kHighOnBlack = 14;
constexpr double kReadable = 4.5;

/// WCAG 2 relative luminance.
double luminance(const QColor& colour) {
    const TransferCurve srgb;
    return 0.2126 * srgb.light(colour.redF()) + 0.7152 * srgb.light(colour.greenF()) +
           0.0722 * srgb.light(colour.blueF());
}

}  // namespace

double contrast(const QColor& a, const QColor& b) {
    const double one = luminance(a) + 0.05;
    const double other = luminance(b) + 0.05;
    return one > other ? one / other : other / one;
}

bool isHighContrast(const QPalette& palette) {
    const QColor window = palette.color(QPalette::Active, QPalette::Window);
    const double ratio = contrast(palette.color(QPalette::Active, QPalette::WindowText), window);
    return luminance(window) < 0.01 ? ratio >= kHighOnBlack
                                    : luminance(window) > 0.95 && ratio >= kHighOnWhite;
}

QColor accentMark(const QPalette& palette) {
    constexpr double kVisible = 3;
    constexpr int kSteps = 20;
    const QColor window = palette.color(QPalette::Active, QPalette::Window);
    const QColor accent = palette.color(QPalette::Active, QPalette::Highlight);
    const QColor away = contrast(window, Qt::white) > contrast(window, Qt::black) ? Qt::white : Qt::black;
    QColor mark = accent;
    for (int i = 1; i <= kSteps && contrast(mark, window) < kVisible; ++i)
        mark = blend(accent, away, double(i) / kSteps);
    return mark;
}

QColor accentInk(const QPalette& palette) {
    const QColor own = palette.color(QPalette::Active, QPalette::HighlightedText);
    const bool isReadable = contrast(own, palette.color(QPalette::Active, QPalette::Highlight)) >= kReadable;
    return isReadable ? own : QColor(Qt::white);
}

}  // namespace lacuna::ui
