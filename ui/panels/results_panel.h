// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QWidget>

class QListWidget;

namespace lacuna::ui {

class ImageDocument;

/// The list of the original and the results; the selected one is shown. F2 or a double click names a result;
/// the context menu has the other commands.
class ResultsPanel : public QWidget {
    Q_OBJECT

  public:
    explicit ResultsPanel(QWidget* parent = nullptr);

    void setDocument(ImageDocument* document);
    /// How many entries are visible at once. This doesn't depend on their number, so that nothing moves when
    /// a result arrives.
    void setRows(int rows);
    /// Sets the row that others are compared with; 0: the original.
    void setCompared(int row);

  Q_SIGNALS:
    /// The user wants to compare with this result, or with the original (ImageDocument::kOriginal).
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
