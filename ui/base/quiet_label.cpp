// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/quiet_label.h"

#include "ui/base/theme.h"

#include <QApplication>
#include <QEvent>

namespace lacuna::ui {

QuietLabel::QuietLabel(const QString& text, QWidget* parent) : QLabel(text, parent) {
    recolour();
}

void QuietLabel::changeEvent(QEvent* event) {
    QLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !mRecolouring) recolour();
}

void QuietLabel::recolour() {
    mRecolouring = true;
    QPalette own;
    own.setColor(QPalette::WindowText, Theme::quietText(QApplication::palette()));
    setPalette(own);
    mRecolouring = false;
}

}  // namespace lacuna::ui
