// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/tool_box.h"

#include "ui/base/quiet_label.h"
#include "ui/base/slider_row.h"
#include "ui/canvas/canvas_view.h"
#include "ui/document/image_document.h"
#include "ui/main_window/actions.h"
#include "ui/tools/area_tool.h"
#include "ui/tools/follow_tool.h"
#include "ui/tools/pick_tool.h"
#include "ui/tools/polygon_tool.h"
#include "ui/tools/similar_tool.h"
#include "ui/tools/stroke_tool.h"

#include <QAction>
#include <QActionGroup>
#include <QHBoxLayout>
#include <QKeySequence>
#include <QSettings>
#include <QStackedWidget>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace lacuna::ui {

namespace {

constexpr int kSizeWidth = 200;
constexpr int kShareWidth = 164;
constexpr auto kToolKey = "tools/chosen";
/// A brush starts with the share of the photograph's longer side that it last had.
constexpr double kUsualShare = 0.012;
constexpr double kLeastStart = 4;  ///< pixels of the photograph

QString settingOf(const StrokeTool& tool, const char* what) {
    const bool erases = qobject_cast<const EraserTool*>(&tool) != nullptr;
    return QStringLiteral("tools/%1/%2").arg(QLatin1String(erases ? "eraser" : "brush"), QLatin1String(what));
}

QHBoxLayout* makeRow(QWidget* page) {
    auto* row = new QHBoxLayout(page);
    row->setContentsMargins(8, 0, 8, 0);
    row->setSpacing(8);
    return row;
}

}  // namespace

ToolBox::ToolBox(Actions& actions, CanvasView& canvas, QObject* parent)
    : QObject(parent),
      mActions(actions),
      mCanvas(canvas),
      mFollow(new FollowTool(this)),
      mSimilar(new SimilarTool(this)),
      mTools{new BrushTool(this),
             new EraserTool(this),
             new RectangleTool(this),
             new EllipseTool(this),
             new LassoTool(this),
             new PolygonTool(this),
             mSimilar,
             mFollow,
             nullptr} {
    Q_ASSERT(qsizetype(mTools.size()) == actions.tools->actions().size());
    connect(actions.tools, &QActionGroup::triggered, this, [this] {
        select();
        QSettings().setValue(QLatin1String(kToolKey), chosenIndex());
    });
    for (AbstractTool* tool : mTools) {
        if (auto* stroke = qobject_cast<StrokeTool*>(tool)) remember(*stroke);
    }
    const QList<QAction*> all = actions.tools->actions();
    all[std::clamp<qsizetype>(QSettings().value(QLatin1String(kToolKey), 0).toInt(), 0, all.size() - 1)]
        ->setChecked(true);
    connectStroke(&StrokeTool::shrink, actions.smallerBrush);
    connectStroke(&StrokeTool::grow, actions.largerBrush);
    connectStroke(&StrokeTool::soften, actions.softerBrush);
    connectStroke(&StrokeTool::harden, actions.harderBrush);
    connect(mFollow, &FollowTool::wanted, this, &ToolBox::followWanted);
    connect(mSimilar, &SimilarTool::wanted, this, [this](QPoint pixel, bool marks, bool everywhere) {
        Q_EMIT similarWanted(pixel, mSimilar->tolerance(), marks, everywhere);
    });
}

/// Restores the tool's hardness from the settings, and stores every change of it and of the size.
void ToolBox::remember(StrokeTool& tool) {
    tool.setHardness(QSettings().value(settingOf(tool, "hardness"), tool.hardness()).toDouble());
    connect(&tool, &AbstractTool::outlineChanged, this, [this, &tool] {
        if (mSide > 0) QSettings().setValue(settingOf(tool, "share"), tool.diameter() / mSide);
        QSettings().setValue(settingOf(tool, "hardness"), tool.hardness());
        showOptions();
    });
}

void ToolBox::startSize(StrokeTool& tool) {
    const QVariant share = QSettings().value(settingOf(tool, "share"));
    const double usual = std::max(kLeastStart, std::round(kUsualShare * mSide));
    tool.setDiameter(share.isValid() ? std::round(share.toDouble() * mSide) : usual);
    if (!share.isValid()) QSettings().remove(settingOf(tool, "share"));  // nobody has chosen it yet
}

int ToolBox::chosenIndex() const {
    return int(mActions.tools->actions().indexOf(mActions.tools->checkedAction()));
}

void ToolBox::setBusy(bool busy) {
    mFollow->setBusy(busy);
}

void ToolBox::connectStroke(const std::function<void(StrokeTool&)>& change, QAction* action) {
    connect(action, &QAction::triggered, this, [this, change] {
        if (mStroke) change(*mStroke);
    });
}

void ToolBox::pick(PickTool& tool) {
    connect(&tool, &PickTool::ended, this, &ToolBox::select, Qt::UniqueConnection);
    tool.await();
    mCanvas.setTool(&tool);
    mCanvas.setFocus();
}

void ToolBox::setDocument(ImageDocument* document) {
    mSide = document ? std::max(document->size().width(), document->size().height()) : 0;
    for (AbstractTool* tool : mTools) {
        if (tool) tool->setDocument(document);
        if (auto* stroke = qobject_cast<StrokeTool*>(tool); stroke && document) startSize(*stroke);
    }
}

QWidget* ToolBox::makeOptions(QWidget* parent) {
    mOptions = new QStackedWidget(parent);
    mOptions->addWidget(makeBrushOptions(mOptions));
    mOptions->addWidget(makeSimilarOptions(mOptions));
    mOptions->addWidget(new QWidget(mOptions));
    mOptions->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    select();
    return mOptions;
}

QWidget* ToolBox::makeBrushOptions(QWidget* parent) {
    auto* page = new QWidget(parent);
    QHBoxLayout* row = makeRow(page);
    mSize =
        new SliderRow(tr("Brush size"), {StrokeTool::kMinDiameter, 400, StrokeTool::kMaxDiameter, 1, 0, 2.5},
                      tr(" px"), page);
    mSize->setFixedWidth(kSizeWidth);
    mHardness = new SliderRow(tr("Brush hardness"), {0, 100, 100, 10, 0, 1}, tr(" %"), page);
    mHardness->setFixedWidth(kShareWidth);
    showKeys();
    for (const QAction* action :
         {mActions.smallerBrush, mActions.largerBrush, mActions.softerBrush, mActions.harderBrush})
        connect(action, &QAction::changed, this, &ToolBox::showKeys);
    row->addWidget(new QuietLabel(tr("Size"), page));
    row->addWidget(mSize);
    row->addSpacing(8);
    row->addWidget(new QuietLabel(tr("Hardness"), page));
    row->addWidget(mHardness);
    connect(mSize, &SliderRow::edited, this, [this](double pixels) {
        if (mStroke) mStroke->setDiameter(pixels);
    });
    connect(mHardness, &SliderRow::edited, this, [this](double percent) {
        if (mStroke) mStroke->setHardness(percent / 100);
    });
    return page;
}

/// The user may have changed them.
void ToolBox::showKeys() {
    const auto withKeys = [](const QString& hint, const QAction* less, const QAction* more) {
        QStringList keys;
        for (const QAction* action : {less, more}) {
            // The last is the one within reach on the user's keyboard.
            const QList<QKeySequence> all = action->shortcuts();
            if (!all.isEmpty()) keys << all.last().toString(QKeySequence::NativeText);
        }
        if (keys.isEmpty()) return hint;
        //: Two keys
        const QString both = keys.size() == 2 ? tr("%1 and %2").arg(keys[0], keys[1]) : keys[0];
        return QStringLiteral("%1 (%2)").arg(hint, both);
    };
    mSize->setHint(withKeys(tr("Diameter of the brush, in pixels of the photograph"), mActions.smallerBrush,
                            mActions.largerBrush));
    mHardness->setHint(withKeys(tr("How much of the brush has full effect. Towards its edge, the restored "
                                   "picture fades into the photograph"),
                                mActions.softerBrush, mActions.harderBrush));
}

QWidget* ToolBox::makeSimilarOptions(QWidget* parent) {
    auto* page = new QWidget(parent);
    QHBoxLayout* row = makeRow(page);
    auto* tolerance = new SliderRow(tr("Tolerance"), {0, 128, SimilarTool::kMaxTolerance, 1, 0, 1}, {}, page);
    tolerance->setFixedWidth(kSizeWidth);
    tolerance->setValue(mSimilar->tolerance());
    tolerance->setHint(
        tr("How much a colour may differ from the one you click, in 8-bit levels of each channel"));
    row->addWidget(new QuietLabel(tr("Tolerance"), page));
    row->addWidget(tolerance);
    row->addWidget(new QuietLabel(tr("Shift: whole photograph"), page));
    row->addStretch(1);
    connect(tolerance, &SliderRow::edited, mSimilar, &SimilarTool::setTolerance);
    return page;
}

void ToolBox::select() {
    AbstractTool* tool = mTools[std::size_t(chosenIndex())];
    mCanvas.setTool(tool);
    mStroke = qobject_cast<StrokeTool*>(tool);
    mOptions->setCurrentIndex(mStroke ? 0 : tool == mSimilar ? 1 : 2);
    showOptions();
}

void ToolBox::showOptions() {
    if (!mStroke) return;
    mSize->setValue(mStroke->diameter());
    mHardness->setValue(std::round(mStroke->hardness() * 100));
}

}  // namespace lacuna::ui
