// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace lacuna::ui {

/// Less important text, in a quiet colour of the current theme.
class QuietLabel : public QLabel {
    Q_OBJECT

  public:
    explicit QuietLabel(const QString& text, QWidget* parent = nullptr);

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void recolour();
    bool mRecolouring = false;
};

}  // namespace lacuna::ui
