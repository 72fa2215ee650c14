// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QComboBox;

namespace lacuna::ui {

/// Chooses the language, and says that it changes with the next start where it does.
class LanguageChooser : public QWidget {
    Q_OBJECT

  public:
    explicit LanguageChooser(QWidget* parent = nullptr);
    QComboBox* list() const { return mList; }

  private:
    QComboBox* mList;
};

}  // namespace lacuna::ui
