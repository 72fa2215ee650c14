// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QComboBox;

namespace lacuna::ui {

/// Chooses the language. After a change it says that the next start applies it.
class LanguageChooser : public QWidget {
    Q_OBJECT

  public:
    explicit LanguageChooser(QWidget* parent = nullptr);
    QComboBox* list() const { return mList; }

  private:
    QComboBox* mList;
};

}  // namespace lacuna::ui
