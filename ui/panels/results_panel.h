// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/restoration_result.h"

#include <QHash>
#include <QIcon>
#include <QPointer>
#include <QWidget>

class QLabel;
class QListWidget;
class QMenu;

namespace lacuna::ui {

class ImageDocument;
class SliderRow;

/// The list of the original and the results, indented below what they were made from; the selected one is
/// shown. F2 names a result, a double click loads its settings, and a drag takes it out of the window; the
/// context menu has the other commands.
/// Below the list the shown result can be blended with what it was made from.
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
    /// A stage's; empty for the original.
    void goOnWanted(const QString& stage);
    void changeWanted(const QString& stage);
    void bringBackWanted(const QString& stage);
    void runAgainWanted();
    /// Of a result, or the original (ImageDocument::kOriginal), which the user drags out of the list.
    void dragWanted(int index);
    void blendWanted(const QString& stage, double share);

  private:
    void rebuild();
    void showCurrent();
    void rename(int row, const QString& name);
    void openMenu(const QPoint& position);
    void addStageEntries(QMenu& menu, const ResultPtr& result);
    void showBlend();
    QString describe(const RestorationResult& result) const;
    QIcon iconOf(const QString& id, const DisplayImage& picture, bool stale);

    QPointer<ImageDocument> mDocument;
    QListWidget* mList;
    QLabel* mBlendWords;
    SliderRow* mBlend;
    QHash<QString, QIcon> mIcons;  ///< by result's id, those with a badge after a "!"; empty: the original
    int mCompared = 0;
};

}  // namespace lacuna::ui
