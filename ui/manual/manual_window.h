// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;
class QMenuBar;
class QTextBrowser;

namespace lacuna::ui {

/// The manual in a window of its own, in the language of the studio: links within, and Ctrl+F searches.
class ManualWindow : public QWidget {
    Q_OBJECT

  public:
    /// `menus` are those whose keys it lists; read once, here.
    ManualWindow(const QMenuBar& menus, QWidget* parent);

    QTextBrowser* page() const { return mPage; }
    QLineEdit* searchField() const { return mField; }
    /// Whether the words in the search field stand in the manual.
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
