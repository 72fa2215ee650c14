// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

class QHBoxLayout;

namespace lacuna::ui {

class PictureCard;

/// The photographs to choose from, side by side and as large as there is room for; it asks for none itself.
class DemoCards : public QWidget {
    Q_OBJECT

  public:
    explicit DemoCards(QWidget* parent = nullptr);

    void add(const QString& title);
    void setPicture(int index, const QImage& picture);
    /// The first one gets the focus; false: there is none.
    bool focusFirst();
    /// To the one so many further on, or the last one there.
    void moveFocus(int by);
    /// As a click on the one that has the focus, else on the first.
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
