// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;
class QMenuBar;
class QTextBrowser;

namespace lacuna::ui {

/// The manual in a window of its own, in the studio's language, with internal links and a search (Ctrl+F).
class ManualWindow : public QWidget {
    Q_OBJECT

  public:
    /// The manual lists the keys of `menus`, which are read only here.
    ManualWindow(const QMenuBar& menus, QWidget* parent);

    QTextBrowser* page() const { return mPage; }
    QLineEdit* searchField() const { return mField; }
    /// Whether the text in the search field was found.
    bool isFound() const { return mFound; }

  protected:
    void keyPressEvent(QKeyEvent* event) override;

  private:
    QWidget* makeSearchBar();
    void beginSearch();
    void endSearch();
    void find(bool backward, bool fromHere);

    QTextBrowser* mPage;
    QWidget* mSearchBar;
    QLineEdit* mField;
    QLabel* mMissing;
    bool mFound = false;
};

/// Opens the manual of `window`, or brings it to the front.
void showManual(QWidget& window, const QMenuBar& menus);

}  // namespace lacuna::ui
