// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QAction;
class QKeySequenceEdit;
class QLabel;
class QPushButton;
class QTreeWidget;

namespace lacuna::ui {

class Shortcuts;

/// The list of all commands with their keys, which can be changed. Changes apply at once.
class ShortcutDialog : public QDialog {
    Q_OBJECT

  public:
    explicit ShortcutDialog(Shortcuts& shortcuts, QWidget* parent = nullptr);

  private:
    void fill();
    QAction* chosen() const;
    void showChosen();
    void take();

    Shortcuts& mShortcuts;
    QTreeWidget* mList;
    QKeySequenceEdit* mKey;
    QLabel* mWords;
    QPushButton* mClear;
    QPushButton* mDefault;
};

}  // namespace lacuna::ui
