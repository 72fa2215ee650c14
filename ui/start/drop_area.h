// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace lacuna::ui {

/// An area with a button for choosing a file. It also shows where to drop one; the window handles the drop.
class DropArea : public QWidget {
    Q_OBJECT

  public:
    explicit DropArea(QWidget* parent = nullptr);

    void setActive(bool active);

  Q_SIGNALS:
    void clicked();

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    bool mActive = false;
};

}  // namespace lacuna::ui
