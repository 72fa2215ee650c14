// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/actions.h"

#include "core/detect/find_damage.h"
#include "core/operators/task.h"
#include "ui/base/icons.h"
#include "ui/base/theme.h"
#include "ui/canvas/canvas_view.h"
#include "ui/preferences/shortcuts.h"

#include <QAction>
#include <QActionGroup>
#include <QCoreApplication>
#include <QKeySequence>
#include <QWidget>

namespace lacuna::ui {

namespace {

/// Sets a key, and a second one for languages whose keyboards don't have the first within reach.
void setKeys(QAction* action, const QKeySequence& key, const QString& local) {
    QList<QKeySequence> keys{key};
    if (const QKeySequence other(local); other != key) keys << other;
    action->setShortcuts(keys);
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
    setHint(open, tr("Open photographs"));
    save = make(tr("&Save"), "save");
    save->setShortcut(QKeySequence::Save);
    setHint(save, tr("Save result"));
    saveAs = make(tr("Save &as …"));
    saveAs->setShortcut(QKeySequence(tr("Ctrl+Shift+S")));
    saveProject = make(tr("Save pro&ject"));
    saveProject->setShortcut(QKeySequence(tr("Ctrl+Alt+S")));
    setHint(saveProject,
            tr("Save the photograph, mask, settings and results in one file, to continue later"));
    saveProjectAs = make(tr("Save project as …"));
    saveRecipe = make(tr("Save re&cipe …"));
    saveRecipe->setShortcut(QKeySequence(tr("Ctrl+Shift+R")));
    setHint(saveRecipe,
            tr("Save everything needed to reproduce this result bit for bit with “lacuna-cli run RECIPE”"));
    importMask = make(tr("&Import mask …"));
    exportMask = make(tr("&Export mask …"));
    exportOriginal = make(tr("Export ori&ginal file …"));
    setHint(exportOriginal, tr("The file that was opened, bit for bit, wherever it is now"));
    close = make(tr("C&lose"));
    close->setShortcut(QKeySequence(tr("Ctrl+W")));
    setHint(close, tr("Close this photograph"));
    nextTab = make(tr("Next photo&graph"));
    nextTab->setShortcut(QKeySequence(tr("Ctrl+Tab")));
    previousTab = make(tr("Pre&vious photograph"));
    previousTab->setShortcut(QKeySequence(tr("Ctrl+Shift+Tab")));
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
    deleteResult = make(tr("&Delete result"), "clear");
    deleteResult->setShortcut(QKeySequence::Delete);
    setHint(deleteResult, tr("Remove the result shown from the list"));
    goOnFrom = make(tr("&Go on from the result"));
    goOnFrom->setShortcut(QKeySequence(tr("Ctrl+Shift+G")));
    setHint(goOnFrom, tr("The next run starts from the picture shown"));
    changeSettings = make(tr("C&hange the result's settings"));
    changeSettings->setShortcut(QKeySequence(tr("Ctrl+E")));
    setHint(changeSettings, tr("Load the settings and the mask it was made with, to change them"));
    preferences = make(tr("Pre&ferences …"));
    preferences->setShortcut(QKeySequence(tr("Ctrl+,")));
    preferences->setMenuRole(QAction::PreferencesRole);
    shortcuts = make(tr("&Keyboard shortcuts …"));
    setHint(shortcuts, tr("See and change the key of every command"));
    models = make(tr("M&odels …"));
    models->setShortcut(QKeySequence(tr("Ctrl+Shift+M")));
    setHint(models, tr("Download, import and remove models"));
    makeFrameActions();
    makeMaskActions();

    zoomIn = make(tr("Zoom &in"), "zoom-in");
    zoomIn->setShortcuts({QKeySequence::ZoomIn, QKeySequence(tr("Ctrl+="))});
    setHint(zoomIn, tr("Zoom in"));
    zoomOut = make(tr("Zoom &out"), "zoom-out");
    zoomOut->setShortcut(QKeySequence::ZoomOut);
    setHint(zoomOut, tr("Zoom out"));
    zoomActual = make(tr("&100 %"), "actual");
    zoomActual->setShortcut(QKeySequence(tr("Ctrl+1")));
    setHint(zoomActual, tr("One picture pixel per screen pixel"));
    fit = make(tr("&Fit"), "fit");
    fit->setShortcut(QKeySequence(tr("Ctrl+0")));
    setHint(fit, tr("Show the whole photograph"));
    makeComparisons();

    themes = new QActionGroup(this);
    const std::pair<Theme::Choice, QString> kThemes[] = {{Theme::Choice::System, tr("Same as the de&sktop")},
                                                         {Theme::Choice::Light, tr("&Light")},
                                                         {Theme::Choice::Dark, tr("&Dark")}};
    for (const auto& [choice, name] : kThemes) {
        makeChoice(themes, name, int(choice));
    }

    makeTasks();
    restore = make(tr("&Restore"), "restore");
    restore->setShortcuts({QKeySequence(tr("Ctrl+Return")), QKeySequence(tr("Ctrl+Enter"))});
    tryRegion = make(tr("&Try on a region"), "region");
    tryRegion->setShortcut(QKeySequence(tr("T")));
    setHint(tryRegion, tr("Try out the settings in seconds: drag a rectangle, or hold Enter and use the "
                          "arrow keys, and only that part is restored"));
    queue = make(tr("&Queue …"));
    queue->setShortcut(QKeySequence(tr("Ctrl+Shift+Q")));
    setHint(queue, tr("Restore many photographs one after the other"));
    seedGallery = make(tr("Seed &gallery …"));
    seedGallery->setShortcut(QKeySequence(tr("Ctrl+G")));
    setHint(seedGallery, tr("Make several results from different random seeds, and see where they differ"));
    compareSolvers = make(tr("Co&mpare solvers …"));
    compareSolvers->setShortcut(QKeySequence(tr("Ctrl+Shift+C")));
    setHint(compareSolvers,
            tr("Restore with several solvers, with the same seed and effort, and see them side by side"));
    degrade = make(tr("&Degrade this photograph …"));
    degrade->setShortcut(QKeySequence(tr("Ctrl+Shift+D")));
    setHint(degrade,
            tr("Damage the open photograph on purpose, to measure how close a restoration gets to it"));
    rulers = make(tr("Rul&ers"));
    rulers->setCheckable(true);
    sidePanel = make(tr("Side pa&nel"));
    sidePanel->setCheckable(true);
    sidePanel->setShortcut(QKeySequence(tr("F9")));
    setHint(sidePanel, tr("Show the task, settings and results beside the photograph"));
    histogram = make(tr("&Histogram"));
    histogram->setCheckable(true);
    histogram->setShortcut(QKeySequence(tr("Shift+H")));
    setHint(histogram, tr("Show how often each level occurs in the picture shown"));
    fullScreen = make(tr("Full &screen"));
    fullScreen->setCheckable(true);
    fullScreen->setShortcut(QKeySequence(Qt::Key_F11));
    setHint(fullScreen, tr("Show only the photograph; F11 or Esc ends it"));
    demonstration = make(tr("&Demonstration"));
    demonstration->setShortcut(QKeySequence(tr("F5")));
    setHint(demonstration,
            tr("Full screen, for an audience: damage a photograph and watch it being restored"));
    runAgain = make(tr("&Update outdated results"));
    runAgain->setShortcut(QKeySequence(tr("Ctrl+Shift+Return")));
    setHint(runAgain, tr("Repeat, one after the other, the results whose starting picture has changed"));
    stop = make(tr("&Stop"), "stop");
    stop->setShortcut(QKeySequence(Qt::Key_Escape));
    manual = make(tr("&Manual"));
    manual->setShortcut(QKeySequence::HelpContents);
    about = make(tr("&About Lacuna"));
    about->setMenuRole(QAction::AboutRole);
    makeTools();
    nameAll();
}

/// Under these names the user's keys are stored, so they never change.
void Actions::nameAll() {
    const std::pair<const char*, QAction*> kNames[] = {{"open", open},
                                                       {"save", save},
                                                       {"save-as", saveAs},
                                                       {"save-recipe", saveRecipe},
                                                       {"save-project", saveProject},
                                                       {"save-project-as", saveProjectAs},
                                                       {"import-mask", importMask},
                                                       {"export-mask", exportMask},
                                                       {"export-original", exportOriginal},
                                                       {"next-tab", nextTab},
                                                       {"previous-tab", previousTab},
                                                       {"go-on-from", goOnFrom},
                                                       {"change-settings", changeSettings},
                                                       {"run-again", runAgain},
                                                       {"histogram", histogram},
                                                       {"full-screen", fullScreen},
                                                       {"close", close},
                                                       {"quit", quit},
                                                       {"undo", undo},
                                                       {"redo", redo},
                                                       {"copy", copy},
                                                       {"paste", paste},
                                                       {"delete-result", deleteResult},
                                                       {"preferences", preferences},
                                                       {"shortcuts", shortcuts},
                                                       {"models", models},
                                                       {"crop", crop},
                                                       {"turn-left", turnLeft},
                                                       {"turn-right", turnRight},
                                                       {"mirror", mirror},
                                                       {"clear-mask", clearMask},
                                                       {"invert-mask", invertMask},
                                                       {"grow-mask", growMask},
                                                       {"shrink-mask", shrinkMask},
                                                       {"feather-mask", featherMask},
                                                       {"find-damage", findDamage},
                                                       {"mark-missing", markMissing},
                                                       {"mark-infrared", markInfrared},
                                                       {"next-mark", nextMark},
                                                       {"previous-mark", previousMark},
                                                       {"remove-mark", removeMark},
                                                       {"zoom-in", zoomIn},
                                                       {"zoom-out", zoomOut},
                                                       {"zoom-actual", zoomActual},
                                                       {"fit", fit},
                                                       {"compare", compare},
                                                       {"next-comparison", nextComparison},
                                                       {"show-mask", showMask},
                                                       {"restore", restore},
                                                       {"try-region", tryRegion},
                                                       {"seed-gallery", seedGallery},
                                                       {"compare-solvers", compareSolvers},
                                                       {"queue", queue},
                                                       {"degrade", degrade},
                                                       {"demonstration", demonstration},
                                                       {"rulers", rulers},
                                                       {"side-panel", sidePanel},
                                                       {"stop", stop},
                                                       {"manual", manual},
                                                       {"about", about},
                                                       {"brush", brush},
                                                       {"eraser", eraser},
                                                       {"rectangle", rectangle},
                                                       {"ellipse", ellipse},
                                                       {"lasso", lasso},
                                                       {"polygon", polygon},
                                                       {"similar", similar},
                                                       {"follow", follow},
                                                       {"hand", hand},
                                                       {"smaller-brush", smallerBrush},
                                                       {"larger-brush", largerBrush},
                                                       {"softer-brush", softerBrush},
                                                       {"harder-brush", harderBrush}};
    for (const auto& [name, action] : kNames)
        action->setObjectName(QLatin1String(name));
    for (QAction* action : tasks->actions())
        action->setObjectName(QStringLiteral("task-") +
                              QLatin1String(toString(Task(action->data().toInt()))));
    for (QAction* action : comparisons->actions())
        action->setObjectName(QStringLiteral("comparison-%1").arg(action->data().toInt()));
}

QAction* Actions::makeChoice(QActionGroup* group, const QString& text, int data) {
    QAction* action = make(text);
    action->setCheckable(true);
    action->setData(data);
    return group->addAction(action);
}

void Actions::makeTasks() {
    tasks = new QActionGroup(this);
    for (const TaskRow& row : taskRows()) {
        QAction* action = makeChoice(tasks, QCoreApplication::translate("Task", row.title), int(row.task));
        action->setShortcut(QKeySequence(Qt::ALT | Qt::Key(Qt::Key_1 + tasks->actions().size() - 1)));
        setHint(action, QCoreApplication::translate("Task", row.hint));
    }
}

void Actions::makeComparisons() {
    compare = make(tr("&Compare with the original"), "compare");
    compare->setCheckable(true);
    compare->setShortcut(QKeySequence(tr("C")));
    setHint(compare, tr("Compare with the original; hold O to see only the original"));
    nextComparison = make(tr("&Next kind of comparison"));
    nextComparison->setShortcut(QKeySequence(tr("Shift+C")));
    againstClean = make(tr("With the undamaged &photograph"));
    againstClean->setCheckable(true);
    setHint(againstClean, tr("Compare with the photograph before it was degraded"));
    comparisons = new QActionGroup(this);
    makeChoice(comparisons, tr("Divider, &left/right"), int(Compare::Split));
    makeChoice(comparisons, tr("Divider, &above/below"), int(Compare::SplitRows));
    makeChoice(comparisons, tr("&Side by side"), int(Compare::SideBySide));
    makeChoice(comparisons, tr("&Difference"), int(Compare::Difference));
    makeChoice(comparisons, tr("&Consistency with the data"), int(Compare::Consistency));
    makeChoice(comparisons, tr("&Invented detail"), int(Compare::Invented));
    differenceGains = new QActionGroup(this);
    for (const int gain : {1, 2, 4, 8, 16, 32, 64})
        makeChoice(differenceGains, tr("× %1").arg(gain), gain);
}

void Actions::makeFrameActions() {
    crop = make(tr("&Crop and straighten …"), "crop");
    crop->setShortcut(QKeySequence(tr("Ctrl+Shift+X")));
    setHint(crop, tr("Crop, straighten, turn or mirror the picture shown; it opens in a tab of its own"));
    turnLeft = make(tr("Turn &left"), "turn-left");
    turnLeft->setShortcut(QKeySequence(tr("Ctrl+Shift+Left")));
    setHint(turnLeft, tr("Turn the picture shown by 90°, without loss"));
    turnRight = make(tr("Turn &right"), "turn-right");
    turnRight->setShortcut(QKeySequence(tr("Ctrl+Shift+Right")));
    setHint(turnRight, tr("Turn the picture shown by 90°, without loss"));
    mirror = make(tr("&Mirror"), "mirror");
    mirror->setShortcut(QKeySequence(tr("Ctrl+Shift+F")));
    setHint(mirror, tr("Mirror the picture shown left to right, without loss"));
}

void Actions::makeMaskActions() {
    clearMask = make(tr("C&lear mask"), "clear");
    clearMask->setShortcut(QKeySequence(tr("Ctrl+D")));
    clearMask->setIconText(tr("Clear"));
    setHint(clearMask, tr("Unmark everything"));
    invertMask = make(tr("&Invert mask"), "invert");
    invertMask->setShortcut(QKeySequence(tr("Ctrl+Shift+I")));
    invertMask->setIconText(tr("Invert"));
    setHint(invertMask, tr("Mark what isn't marked, and unmark the rest"));
    growMask = make(QString(), "grow");
    growMask->setIconText(tr("Grow"));
    setHint(growMask, tr("Extend the marked areas on all sides"));
    shrinkMask = make(QString(), "shrink");
    shrinkMask->setIconText(tr("Shrink"));
    setHint(shrinkMask, tr("Trim the marked areas on all sides"));
    featherMask = make(QString(), "feather");
    featherMask->setIconText(tr("Feather"));
    setHint(featherMask, tr("Add a soft edge, where the restored picture fades into the photograph"));
    findDamage = make(tr("Find scratches and &dust"), "find-damage");
    findDamage->setIconText(tr("Find scratches and dust"));
    findDamage->setShortcut(QKeySequence(tr("F")));
    setHint(findDamage,
            tr("Mark what looks like damage; then erase what is wrong and paint over what was missed"));
    damageKinds = new QActionGroup(this);
    damageKinds->setExclusionPolicy(QActionGroup::ExclusionPolicy::None);
    const std::pair<DamageKind, QString> kKinds[] = {
        {DamageKind::Dust, tr("&Dust")},
        {DamageKind::Scratches, tr("&Scratches, hairs and folds")},
        {DamageKind::Cracks, tr("&Cracks that branch")},
        {DamageKind::Stains, tr("Small s&tains")}};
    for (const auto& [kind, name] : kKinds)
        makeChoice(damageKinds, name, int(kind))->setChecked(kUsualDamage.contains(kind));
    largestDamage = new QActionGroup(this);
    makeChoice(largestDamage, tr("&Any size"), 0)->setChecked(true);
    for (const int pixels : {25, 50, 100, 200, 400})
        makeChoice(largestDamage, tr("Up to %1 pixels").arg(pixels), pixels);
    markMissing = make(tr("Mark what is &missing"));
    setHint(markMissing, tr("Mark the part of the photograph that is missing because its file was cut off"));
    markInfrared = make(tr("Mark dust seen in infra&red"));
    setHint(markInfrared, tr("Mark the dust and scratches that a film scanner has seen in infrared"));
    nextMark = make(tr("&Next mark"));
    nextMark->setShortcut(QKeySequence(tr("N")));
    setHint(nextMark, tr("Zoom in on the next marked spot"));
    previousMark = make(tr("Pre&vious mark"));
    previousMark->setShortcut(QKeySequence(tr("Shift+N")));
    setHint(previousMark, tr("Zoom in on the previous marked spot"));
    removeMark = make(tr("&Unmark this one"));
    removeMark->setShortcut(QKeySequence(tr("X")));
    setHint(removeMark, tr("Unmark the spot in view and go on to the next"));
    showMask = make(tr("Show &mask"), "mask");
    showMask->setCheckable(true);
    showMask->setShortcut(QKeySequence(tr("M")));
    setHint(showMask, tr("Show the mask"));
    maskLooks = new QActionGroup(this);
    const std::pair<MaskLook, QString> kLooks[] = {{MaskLook::Overlay, tr("As a colo&ur")},
                                                   {MaskLook::Outline, tr("As an out&line")}};
    for (const auto& [look, name] : kLooks) {
        makeChoice(maskLooks, name, int(look));
    }
    setRim(0);
}

void Actions::makeTools() {
    brush = make(tr("&Brush"), "brush");
    brush->setShortcut(QKeySequence(tr("B")));
    setHint(brush, tr("Brush: paint over what should be restored; the right button erases"));
    eraser = make(tr("&Eraser"), "eraser");
    eraser->setShortcut(QKeySequence(tr("E")));
    setHint(eraser, tr("Eraser: unmark what you paint over"));
    rectangle = make(tr("Rec&tangle"), "rectangle");
    rectangle->setShortcut(QKeySequence(tr("R")));
    setHint(rectangle, tr("Rectangle: hold Shift for a square; the right button erases"));
    ellipse = make(tr("Elli&pse"), "ellipse");
    ellipse->setShortcut(QKeySequence(tr("Shift+R")));
    setHint(ellipse, tr("Ellipse: hold Shift for a circle; the right button erases"));
    lasso = make(tr("&Lasso"), "lasso");
    lasso->setShortcut(QKeySequence(tr("L")));
    setHint(lasso, tr("Lasso: draw around what should be marked; the right button erases"));
    polygon = make(tr("Pol&ygon"), "polygon");
    polygon->setShortcut(QKeySequence(tr("P")));
    setHint(polygon,
            tr("Polygon: click the corners, and double-click the last one; the right button erases"));
    similar = make(tr("Similar &colour"), "similar");
    similar->setShortcut(QKeySequence(tr("W")));
    setHint(similar, tr("Similar colour: click a colour to mark it, with Shift across the whole photograph; "
                        "the right button erases"));
    follow = make(tr("&Follow a scratch"), "follow");
    follow->setShortcut(QKeySequence(tr("S")));
    setHint(
        follow,
        tr("Follow a scratch: click along it, and click the last point again to end; Backspace takes a point "
           "back; the right button erases"));
    hand = make(tr("&Hand"), "hand");
    hand->setShortcut(QKeySequence(tr("H")));
    setHint(hand, tr("Hand: move the photograph; hold Space to do so with any tool"));
    tools = new QActionGroup(this);
    for (QAction* tool : {brush, eraser, rectangle, ellipse, lasso, polygon, similar, follow, hand}) {
        tool->setCheckable(true);
        tools->addAction(tool);
    }
    brush->setChecked(true);
    smallerBrush = make(tr("&Smaller brush"));
    //: The key that lies where an American keyboard has [; both are heard.
    setKeys(smallerBrush, Qt::Key_BracketLeft, tr("["));
    largerBrush = make(tr("Lar&ger brush"));
    //: The key that lies where an American keyboard has ]; both are heard.
    setKeys(largerBrush, Qt::Key_BracketRight, tr("]"));
    softerBrush = make(tr("S&ofter brush"));
    setKeys(softerBrush, Qt::SHIFT | Qt::Key_BracketLeft, tr("Shift+["));
    harderBrush = make(tr("Har&der brush"));
    setKeys(harderBrush, Qt::SHIFT | Qt::Key_BracketRight, tr("Shift+]"));
}

void Actions::setRim(int pixels) {
    growMask->setText(tr("&Grow by %1 px").arg(pixels));
    shrinkMask->setText(tr("&Shrink by %1 px").arg(pixels));
    featherMask->setText(tr("&Feather by %1 px").arg(pixels));
}

}  // namespace lacuna::ui
