// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPoint>
#include <QPointF>

#include <functional>
#include <vector>

class QAction;
class QStackedWidget;
class QWidget;

namespace lacuna::ui {

class AbstractTool;
class Actions;
class CanvasView;
class FollowTool;
class ImageDocument;
class PickTool;
class SimilarTool;
class SliderRow;
class StrokeTool;

/// Owns the tools, gives the canvas the chosen one, and makes the row of its settings for the tool bar.
/// Remembers the tool and its settings.
class ToolBox : public QObject {
    Q_OBJECT

  public:
    ToolBox(Actions& actions, CanvasView& canvas, QObject* parent = nullptr);

    void setDocument(ImageDocument* document);
    /// Whether the mask is being changed.
    void setBusy(bool busy);
    /// Makes a new row of settings for the caller's layout.
    QWidget* makeOptions(QWidget* parent);

    /// Gives the canvas a tool that isn't in the tool bar, until it has ended.
    void pick(PickTool& tool);

  Q_SIGNALS:
    void followWanted(QPointF from, QPointF to, bool marks);
    void similarWanted(QPoint pixel, double tolerance, bool marks, bool everywhere);

  private:
    QWidget* makeBrushOptions(QWidget* parent);
    QWidget* makeSimilarOptions(QWidget* parent);
    void connectStroke(const std::function<void(StrokeTool&)>& change, QAction* action);
    void remember(StrokeTool& tool);
    void startSize(StrokeTool& tool);
    int chosenIndex() const;
    void select();
    void showOptions();
    void showKeys();

    Actions& mActions;
    CanvasView& mCanvas;
    FollowTool* mFollow;
    SimilarTool* mSimilar;
    std::vector<AbstractTool*> mTools;  ///< by their actions' index; null: the hand
    StrokeTool* mStroke = nullptr;      ///< the chosen tool, if it is a stroke tool
    int mSide = 0;                      ///< the photograph's longer side; 0: none is open
    QStackedWidget* mOptions = nullptr;
    SliderRow* mSize = nullptr;
    SliderRow* mHardness = nullptr;
};

}  // namespace lacuna::ui
