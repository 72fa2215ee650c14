// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

class QHBoxLayout;

namespace lacuna::ui {

class PictureCard;

/// The photographs to choose from, side by side and as large as the window allows. The cards don't affect the
/// window's size.
class DemoCards : public QWidget {
    Q_OBJECT

  public:
    explicit DemoCards(QWidget* parent = nullptr);

    void add(const QString& title);
    void setPicture(int index, const QImage& picture);
    /// Gives the first card the focus; false if there is none.
    bool focusFirst();
    /// Moves the focus by that many cards, at most to the first or last one.
    void moveFocus(int by);
    /// Acts like a click on the card with the focus, or else on the first.
    void press();

  Q_SIGNALS:
    void chosen(int index);

  protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

  private:
    int focused() const;
    void fit();

    QHBoxLayout* mRow;
    std::vector<PictureCard*> mCards;
};

}  // namespace lacuna::ui
