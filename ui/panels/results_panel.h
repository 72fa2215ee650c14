// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QWidget>

class QListWidget;

namespace lacuna::ui {

class ImageDocument;

/// The original and what was made of it; the one chosen is looked at. F2 or a double click names a result,
/// the context menu has the rest.
class ResultsPanel : public QWidget {
    Q_OBJECT

  public:
    explicit ResultsPanel(QWidget* parent = nullptr);

    void setDocument(ImageDocument* document);
    /// How many entries are seen at once. It doesn't follow their number, so that nothing moves when a result
    /// arrives.
    void setRows(int rows);
    /// The row, 0: the original, that others are compared with.
    void setCompared(int row);

  Q_SIGNALS:
    /// Compare what is shown with this result, or with the original (ImageDocument::kOriginal).
    void compareWanted(int index);

  private:
    void rebuild();
    void showCurrent();
    void rename(int row, const QString& name);
    void openMenu(const QPoint& position);

    QPointer<ImageDocument> mDocument;
    QListWidget* mList;
    int mCompared = 0;
};

}  // namespace lacuna::ui
