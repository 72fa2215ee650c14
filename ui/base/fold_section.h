// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QToolButton;

namespace lacuna::ui {

/// A heading that shows and hides the content below it.
class FoldSection : public QWidget {
    Q_OBJECT

  public:
    /// Takes ownership of `content`. Closed at first, later as the user left it; `key` is its name in the
    /// settings.
    FoldSection(const QString& title, const QString& key, QWidget* content, QWidget* parent = nullptr);

    bool isOpen() const;
    void setOpen(bool open);

  Q_SIGNALS:
    void toggled(bool open);

  private:
    QToolButton* mHeading;
    QWidget* mContent;
};

}  // namespace lacuna::ui
