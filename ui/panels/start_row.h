// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QString>
#include <QWidget>

class QComboBox;
class QLabel;
class QToolButton;

namespace lacuna::ui {

class ImageDocument;

/// Says what the next run starts from, and lets the user choose it. While a result's settings are being
/// changed it says that instead, with a button to leave it at that.
class StartRow : public QWidget {
    Q_OBJECT

  public:
    explicit StartRow(QWidget* parent = nullptr);

    void setDocument(ImageDocument* document);

  private:
    void showStart();
    void choose(int index);

    QPointer<ImageDocument> mDocument;
    QLabel* mWords;
    QComboBox* mChoice;
    QLabel* mChanged;
    QToolButton* mLeave;
};

}  // namespace lacuna::ui
