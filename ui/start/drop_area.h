// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace lacuna::ui {

/// Where a file is dropped, or chosen with the button in it. The window takes the drop itself.
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
