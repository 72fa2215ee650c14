// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/theme.h"

#include "ui/base/contrast.h"
#include "ui/base/control_painting.h"
#include "ui/base/lacuna_style.h"
#include "ui/base/portal_color_scheme.h"

#include <QApplication>
#include <QSettings>
#include <QStyle>
#include <QStyleFactory>

#include <array>
#include <memory>
#include <optional>
#include <utility>

namespace lacuna::ui {

namespace {

constexpr auto kKey = "window/theme";
const QColor kDefaultAccent(0x35, 0x84, 0xc8);

struct Shades {
    int window, base, alternate, button, light, midlight, mid, dark, shadow, text, quiet, tip;
};

constexpr Shades kLight{0xf4, 0xff, 0xf0, 0xfb, 0xff, 0xf0, 0xc8, 0xb0, 0x80, 0x1e, 0x90, 0xff};
constexpr Shades kDark{0x26, 0x1c, 0x22, 0x34, 0x4a, 0x3c, 0x1a, 0x16, 0x0a, 0xe6, 0x78, 0x30};

QColor grey(int value) {
    return {value, value, value};
}

QPalette paletteFor(bool dark, const QColor& accent) {
    const Shades& shades = dark ? kDark : kLight;
    QPalette palette;
    const std::array roles{std::pair{QPalette::Window, shades.window},
                           std::pair{QPalette::Base, shades.base},
                           std::pair{QPalette::AlternateBase, shades.alternate},
                           std::pair{QPalette::Button, shades.button},
                           std::pair{QPalette::Light, shades.light},
                           std::pair{QPalette::Midlight, shades.midlight},
                           std::pair{QPalette::Mid, shades.mid},
                           std::pair{QPalette::Dark, shades.dark},
                           std::pair{QPalette::Shadow, shades.shadow},
                           std::pair{QPalette::WindowText, shades.text},
                           std::pair{QPalette::Text, shades.text},
                           std::pair{QPalette::ButtonText, shades.text},
                           std::pair{QPalette::BrightText, 0xff},
                           std::pair{QPalette::ToolTipBase, shades.tip},
                           std::pair{QPalette::ToolTipText, shades.text},
                           std::pair{QPalette::PlaceholderText, shades.quiet}};
    for (const auto& [role, value] : roles)
        palette.setColor(role, grey(value));
    palette.setColor(QPalette::Highlight, accent);
    palette.setColor(QPalette::HighlightedText, contrast(accent, Qt::white) > 3 ? Qt::white : Qt::black);
    palette.setColor(QPalette::Link, dark ? accent.lighter(130) : accent.darker(120));
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, grey(shades.quiet));
    palette.setColor(QPalette::Disabled, QPalette::Highlight, grey(shades.quiet));
    return palette;
}

/// The same colours, each set by itself. What a style or the desktop gives counts as not set, and would give
/// way to the colours of the next style.
QPalette settled(const QPalette& palette) {
    QPalette out;
    for (const QPalette::ColorGroup group : {QPalette::Active, QPalette::Inactive, QPalette::Disabled}) {
        for (int role = 0; role < QPalette::NColorRoles; ++role) {
            if (role != QPalette::NoRole)
                out.setBrush(group, QPalette::ColorRole(role),
                             palette.brush(group, QPalette::ColorRole(role)));
        }
    }
    return out;
}

/// The colours that the desktop gave the program when it started; unset if they are only the toolkit's.
const std::optional<QPalette>& desktopPalette() {
    static const std::optional<QPalette> kPalette = []() -> std::optional<QPalette> {
        constexpr double kReadable = 4.5;
        const QPalette palette = QApplication::palette();
        const std::unique_ptr<QStyle> plain(QStyleFactory::create(QStringLiteral("Fusion")));
        bool isOwn = false;
        for (const QPalette::ColorRole role :
             {QPalette::Window, QPalette::Base, QPalette::Button, QPalette::WindowText, QPalette::Text})
            isOwn = isOwn || (plain && palette.color(role) != plain->standardPalette().color(role));
        for (const auto& [text, ground] :
             {std::pair{QPalette::WindowText, QPalette::Window}, std::pair{QPalette::Text, QPalette::Base},
              std::pair{QPalette::ButtonText, QPalette::Button}})
            isOwn = isOwn && contrast(palette.color(text), palette.color(ground)) >= kReadable;
        if (!isOwn) return std::nullopt;
        return settled(palette);
    }();
    return kPalette;
}

}  // namespace

Theme::Theme(QObject* parent)
    : QObject(parent),
      mChoice(Choice(qBound(0, QSettings().value(QLatin1String(kKey), 0).toInt(), 2))),
      mStartedDark(isDark(QApplication::palette())),
      mAccent(QApplication::palette().color(QPalette::Highlight)),
      mPortal(new PortalColorScheme(this)) {
    desktopPalette();  // before the program has colours of its own
    if (mAccent.hslSaturation() < 60) mAccent = kDefaultAccent;
    connect(mPortal, &PortalColorScheme::changed, this, &Theme::apply);
    QApplication::setStyle(new LacunaStyle);
    apply();
}

Theme::~Theme() = default;

void Theme::setChoice(Choice choice) {
    mChoice = choice;
    QSettings().setValue(QLatin1String(kKey), int(choice));
    apply();
    Q_EMIT choiceChanged();
}

void Theme::apply() {
    bool dark = mChoice == Choice::Dark;
    if (mChoice == Choice::System) dark = mPortal->isDark().value_or(mStartedDark);
    const std::optional<QPalette>& desktop = desktopPalette();
    const bool isDesktops = mChoice == Choice::System && desktop && isDark(*desktop) == dark;
    QApplication::setPalette(isDesktops ? *desktop : paletteFor(dark, mAccent));
}

bool Theme::isDark(const QPalette& palette) {
    return palette.color(QPalette::Window).lightness() < 128;
}

QColor Theme::surround(const QPalette& palette) {
    return isDark(palette) ? grey(0x30) : grey(0xb9);
}

QColor Theme::accentFill(const QPalette& palette) {
    QColor colour = palette.color(QPalette::Active, QPalette::Highlight);
    const QColor ink = accentInk(palette);
    if (ink != Qt::white) return colour;
    while (contrast(colour, ink) < 4.5)
        colour = colour.darker(104);
    return colour;
}

QColor Theme::line(const QPalette& palette) {
    if (isHighContrast(palette))
        return blend(palette.color(QPalette::Window), palette.color(QPalette::WindowText), 0.6);
    return isDark(palette) ? grey(0x3a) : grey(0xd6);
}

QColor Theme::quietText(const QPalette& palette) {
    if (isHighContrast(palette)) return palette.color(QPalette::Active, QPalette::WindowText);
    return isDark(palette) ? grey(0xa4) : grey(0x66);
}

}  // namespace lacuna::ui
