// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/actions.h"

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QActionGroup>
#include <QKeySequence>
#include <QWidget>

namespace lacuna::ui {

namespace {

/// The name with its key, as tool tips of buttons without text show it.
void setHint(QAction* action, const QString& hint) {
    const QString key = action->shortcut().toString(QKeySequence::NativeText);
    action->setToolTip(key.isEmpty() ? hint : QStringLiteral("%1 (%2)").arg(hint, key));
}

}  // namespace

QAction* Actions::make(const QString& text, const char* icon) {
    auto* action = new QAction(text, this);
    if (icon) action->setIcon(themedIcon(QLatin1String(icon)));
    mWindow->addAction(action);
    return action;
}

Actions::Actions(QWidget* window) : QObject(window), mWindow(window) {
    open = make(tr("&Open …"), "open");
    open->setShortcut(QKeySequence::Open);
    setHint(open, tr("Open a photograph"));
    save = make(tr("&Save"), "save");
    save->setShortcut(QKeySequence::Save);
    setHint(save, tr("Save the result"));
    saveAs = make(tr("Save &as …"));
    saveAs->setShortcut(QKeySequence(tr("Ctrl+Shift+S")));
    importMask = make(tr("&Import mask …"));
    exportMask = make(tr("&Export mask …"));
    quit = make(tr("&Quit"));
    quit->setShortcut(QKeySequence(tr("Ctrl+Q")));
    quit->setMenuRole(QAction::QuitRole);

    undo = make(tr("&Undo"), "undo");
    undo->setShortcut(QKeySequence::Undo);
    redo = make(tr("&Redo"), "redo");
    redo->setShortcut(QKeySequence(tr("Ctrl+Shift+Z")));
    copy = make(tr("&Copy"), "copy");
    copy->setShortcut(QKeySequence::Copy);
    paste = make(tr("&Paste as new photograph"));
    paste->setShortcut(QKeySequence::Paste);
    clearMask = make(tr("C&lear mask"), "clear");
    clearMask->setShortcut(QKeySequence(tr("Ctrl+D")));
    clearMask->setIconText(tr("Clear"));
    setHint(clearMask, tr("Mark nothing"));
    invertMask = make(tr("&Invert mask"), "invert");
    invertMask->setShortcut(QKeySequence(tr("Ctrl+Shift+I")));
    invertMask->setIconText(tr("Invert"));
    setHint(invertMask, tr("Mark what isn't marked, and the other way round"));

    zoomIn = make(tr("Zoom &in"), "zoom-in");
    zoomIn->setShortcuts({QKeySequence::ZoomIn, QKeySequence(tr("Ctrl+="))});
    setHint(zoomIn, tr("Zoom in"));
    zoomOut = make(tr("Zoom &out"), "zoom-out");
    zoomOut->setShortcut(QKeySequence::ZoomOut);
    setHint(zoomOut, tr("Zoom out"));
    zoomActual = make(tr("&100 %"), "actual");
    zoomActual->setShortcut(QKeySequence(tr("Ctrl+1")));
    setHint(zoomActual, tr("One pixel of the picture per pixel of the screen"));
    fit = make(tr("&Fit"), "fit");
    fit->setShortcut(QKeySequence(tr("Ctrl+0")));
    setHint(fit, tr("All of the photograph"));
    compare = make(tr("&Compare with the original"), "compare");
    compare->setCheckable(true);
    compare->setShortcut(QKeySequence(tr("C")));
    setHint(compare, tr("Compare with the original; hold O to see it alone"));
    showMask = make(tr("Show &mask"), "mask");
    showMask->setCheckable(true);
    showMask->setShortcut(QKeySequence(tr("M")));
    setHint(showMask, tr("Show the mask"));

    themes = new QActionGroup(this);
    const std::pair<Theme::Choice, QString> kThemes[] = {{Theme::Choice::System, tr("As the &desktop")},
                                                         {Theme::Choice::Light, tr("&Light")},
                                                         {Theme::Choice::Dark, tr("&Dark")}};
    for (const auto& [choice, name] : kThemes) {
        QAction* action = make(name);
        action->setCheckable(true);
        action->setData(int(choice));
        themes->addAction(action);
    }

    restore = make(tr("&Restore"), "restore");
    restore->setShortcuts({QKeySequence(tr("Ctrl+Return")), QKeySequence(tr("Ctrl+Enter"))});
    stop = make(tr("&Stop"), "stop");
    stop->setShortcut(QKeySequence(Qt::Key_Escape));
    about = make(tr("&About Lacuna"));
    about->setMenuRole(QAction::AboutRole);

    brush = make(tr("&Brush"), "brush");
    brush->setShortcut(QKeySequence(tr("B")));
    setHint(brush, tr("Brush: paint over what should be restored; the right button erases"));
    eraser = make(tr("&Eraser"), "eraser");
    eraser->setShortcut(QKeySequence(tr("E")));
    setHint(eraser, tr("Eraser: take paint away"));
    rectangle = make(tr("Rec&tangle"), "rectangle");
    rectangle->setShortcut(QKeySequence(tr("R")));
    setHint(rectangle, tr("Rectangle: mark a box; the right button erases"));
    lasso = make(tr("&Lasso"), "lasso");
    lasso->setShortcut(QKeySequence(tr("L")));
    setHint(lasso, tr("Lasso: mark what you draw around; the right button erases"));
    hand = make(tr("&Hand"), "hand");
    hand->setShortcut(QKeySequence(tr("H")));
    setHint(hand, tr("Hand: move the photograph; with other tools hold Space"));
    tools = new QActionGroup(this);
    for (QAction* tool : {brush, eraser, rectangle, lasso, hand}) {
        tool->setCheckable(true);
        tools->addAction(tool);
    }
    brush->setChecked(true);
    smallerBrush = make(tr("&Smaller brush"));
    smallerBrush->setShortcut(QKeySequence(Qt::Key_BracketLeft));
    largerBrush = make(tr("Lar&ger brush"));
    largerBrush->setShortcut(QKeySequence(Qt::Key_BracketRight));
}

}  // namespace lacuna::ui
