// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QObject>
#include <QPalette>
#include <QString>

namespace lacuna::ui {

class PortalColorScheme;

/// Light, dark or following the desktop, with our own palettes on the Fusion style; switches live. One per
/// program.
class Theme : public QObject {
    Q_OBJECT

  public:
    enum class Choice { System, Light, Dark };

    /// Sets the style and the palette of the QApplication; reads the user's choice from QSettings.
    explicit Theme(QObject* parent = nullptr);
    ~Theme() override;

    Choice choice() const { return mChoice; }
    /// Kept in QSettings.
    void setChoice(Choice choice);

    static bool isDark(const QPalette& palette);
    /// The area around the photograph: neutral, L* 20 in dark and 75 in light, so that it doesn't affect how
    /// colours are judged.
    static QColor surround(const QPalette& palette);
    /// The accent as a fill for text in accentInk() (contrast.h), with a contrast of 4.5.
    static QColor accentFill(const QPalette& palette);
    /// Colour of hairlines between areas.
    static QColor line(const QPalette& palette);
    /// Colour of less important text, still with a contrast of 4.5.
    static QColor quietText(const QPalette& palette);

  Q_SIGNALS:
    void choiceChanged();

  private:
    void apply();

    Choice mChoice;
    bool mStartedDark;
    QColor mAccent;
    PortalColorScheme* mPortal;
};

}  // namespace lacuna::ui
