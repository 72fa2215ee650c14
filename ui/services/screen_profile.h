// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/background_thread.h"
#include "ui/document/display_profile.h"

#include <QObject>
#include <QPointer>
#include <QString>

class QScreen;
class QWidget;

namespace lacuna::ui {

/// Finds the colour profile of the screen that a window is on: the one that the user chose, or else the
/// desktop's, from the X server's _ICC_PROFILE property or from colord. It is looked for again when the
/// window comes to another screen. Reading and asking happen on a thread of its own.
class ScreenProfile : public QObject {
    Q_OBJECT

  public:
    /// The value of setChoice() for "no profile of the screen's own".
    static QString srgb();

    explicit ScreenProfile(QObject* parent = nullptr);

    /// The path of a profile, srgb(), or empty: what the desktop says.
    void setChoice(const QString& choice);
    /// The window whose screen counts; not owned.
    void watch(QWidget& window);

  Q_SIGNALS:
    /// Null: sRGB.
    void found(const lacuna::ui::ProfileBytes& profile);

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    void look();

    QString mChoice;
    QPointer<QWidget> mWindow;
    QPointer<QScreen> mScreen;
    quint64 mLast = 0;
    BackgroundThread mThread;
};

}  // namespace lacuna::ui
