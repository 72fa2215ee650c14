// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QWidget>

class QListWidget;

namespace lacuna::ui {

class ImageDocument;

/// The original and what was made of it; the one chosen is looked at.
class ResultsPanel : public QWidget {
    Q_OBJECT

  public:
    explicit ResultsPanel(QWidget* parent = nullptr);

    void setDocument(ImageDocument* document);
    /// How many entries are seen at once. It doesn't follow their number, so that nothing moves when a result
    /// arrives.
    void setRows(int rows);

  private:
    void rebuild();
    void showCurrent();

    QPointer<ImageDocument> mDocument;
    QListWidget* mList;
};

}  // namespace lacuna::ui
