// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/theme.h"

#include <QPainter>
#include <QWidget>

namespace lacuna::ui {

/// A thin line between areas.
class Hairline : public QWidget {
  public:
    explicit Hairline(QWidget* parent = nullptr) : QWidget(parent) { setFixedHeight(1); }

  protected:
    void paintEvent(QPaintEvent*) override { QPainter(this).fillRect(rect(), Theme::line(palette())); }
};

}  // namespace lacuna::ui
