// SPDX-License-Identifier: GPL-3.0-or-later
// studio_pictures light|dark|system en|de WIDTHxHEIGHT FOLDER — every view of the studio, around the real
// engine and its samples, to be looked at: `QT_QPA_PLATFORM=offscreen build/bin/studio_pictures dark en
// 1280x800 FOLDER`; QT_SCALE_FACTOR=2 for a fine screen. With a sixth word only the scene of that name.
// "system" takes the colours of the desktop, or of a style that Qt's own option -style names.
#include "core/operators/task.h"
#include "tests/quality/studio_scene.h"
#include "ui/base/fold_section.h"
#include "ui/canvas/canvas_view.h"
#include "ui/demo/demo_flow.h"
#include "ui/demo/demo_meters.h"
#include "ui/main_window/actions.h"
#include "ui/panels/results_panel.h"
#include "ui/panels/timeline_panel.h"
#include "ui/panels/timeline_strip.h"

#include <QAction>
#include <QActionGroup>
#include <QComboBox>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPushButton>
#include <QToolButton>

using namespace lacuna;
using namespace lacuna::ui;
using namespace lacuna::ui::quality;

namespace {

void drag(QWidget& widget, const QList<QPointF>& path) {
    const auto send = [&widget](QEvent::Type type, QPointF at, Qt::MouseButtons buttons) {
        QMouseEvent event(type, at, widget.mapToGlobal(at), Qt::LeftButton, buttons, {});
        QCoreApplication::sendEvent(&widget, &event);
    };
    send(QEvent::MouseButtonPress, path.front(), Qt::LeftButton);
    for (const QPointF& at : path)
        send(QEvent::MouseMove, at, Qt::LeftButton);
    send(QEvent::MouseButtonRelease, path.back(), Qt::NoButton);
    settle(300);
}

/// Windows and dialogs beside the studio's own, and closes them.
void saveOthers(StudioScene& scene, const QString& name) {
    settle(1500);
    int count = 0;
    for (QWidget* window : QApplication::topLevelWidgets()) {
        if (!window->isVisible() || window == &scene.window() || window->windowType() == Qt::ToolTip)
            continue;
        scene.save(*window, count++ ? name + QString::number(count) : name);
        window->close();
    }
    settle(200);
}

void unfold(StudioScene& scene, bool open) {
    for (FoldSection* fold : scene.window().findChildren<FoldSection*>())
        fold->setOpen(open);
    settle(500);
}

void setTask(StudioScene& scene, Task task) {
    RestorationSettings settings = scene.window().document()->settings();
    settings.task = task;
    scene.window().taskPanel()->setSettings(settings, QString());
    settle(400);
}

void scratches(StudioScene& scene) {
    scene.save(scene.window(), "start");
    scene.window().openPath(QStringLiteral("/no/such/photograph.jpg"));
    settle(800);
    scene.save(scene.window(), "error");
    scene.open(Scratched);
    CanvasView& canvas = *scene.window().canvas();
    const QPointF middle(canvas.width() / 2.0, canvas.height() / 2.0);
    drag(canvas, {middle, middle + QPointF(30, 12), middle + QPointF(70, 40), middle + QPointF(120, 44)});
    scene.save(scene.window(), "painting");
    unfold(scene, true);
    scene.save(scene.window(), "inpaint-unfolded");
    unfold(scene, false);
    scene.begin();
    waitUntil([&scene] { return scene.window().timelinePanel()->strip()->kept() > 6; });
    scene.save(scene.window(), "running");
    waitUntil([&scene] { return !scene.window().controller()->isBusy(); });
    settle(1500);
    scene.save(scene.window(), "finished");
    MainWindow& window = scene.window();
    for (QToolButton* button : window.timelinePanel()->findChildren<QToolButton*>())
        if (button->isCheckable()) button->setChecked(true);  // the loss
    window.timelinePanel()->strip()->setValue(window.timelinePanel()->strip()->maximum() / 3);
    auto* shown = window.timelinePanel()->findChild<QComboBox*>();
    shown->setCurrentIndex(shown->count() - 1);
    Q_EMIT shown->activated(shown->currentIndex());
    settle(1500);
    scene.save(window, "timeline");
    shown->setCurrentIndex(0);
    Q_EMIT shown->activated(0);
    window.timelinePanel()->strip()->setValue(window.timelinePanel()->strip()->maximum());
    for (QAction* way : window.actions()->comparisons->actions()) {
        way->trigger();
        settle(3000);
        scene.save(*window.canvas(), QStringLiteral("compare-%1").arg(way->data().toInt()));
    }
    window.actions()->compare->setChecked(false);
    window.close();  // asks
    saveOthers(scene, "question");
}

void panels(StudioScene& scene) {
    scene.open(Blurred);
    for (const Task task : {Task::Deblur, Task::Upscale, Task::Denoise}) {
        setTask(scene, task);
        unfold(scene, true);
        scene.save(scene.window(), QStringLiteral("%1-unfolded").arg(toString(task)));
        unfold(scene, false);
    }
    const std::pair<const char*, QAction*> kWindows[] = {
        {"preferences", scene.window().actions()->preferences},
        {"degrade", scene.window().actions()->degrade},
        {"models", scene.window().actions()->models},
        {"manual", scene.window().actions()->manual},
        {"about", scene.window().actions()->about}};
    for (const auto& [name, action] : kWindows) {
        action->trigger();
        saveOthers(scene, QLatin1String(name));
    }
}

void deblurred(StudioScene& scene) {
    scene.open(Blurred);
    if (scene.restore()) scene.save(scene.window(), "deblurred");
}

void gallery(StudioScene& scene) {
    scene.open(Scratched);
    RestorationSettings settings = scene.window().document()->settings();
    settings.effort = Effort::Quick;
    scene.window().taskPanel()->setSettings(settings, QString());
    scene.window().actions()->seedGallery->trigger();
    settle(500);
    for (QWidget* window : QApplication::topLevelWidgets()) {
        if (!window->isVisible() || window == &scene.window()) continue;
        if (auto* make = window->findChild<QPushButton*>()) make->click();  // the first is "Start"
    }
    waitUntil([&scene] { return scene.window().controller()->isBusy(); });
    waitUntil([&scene] { return !scene.window().controller()->isBusy(); });
    settle(1500);
    saveOthers(scene, QStringLiteral("gallery"));
}

void solvers(StudioScene& scene) {
    scene.open(Small);
    scene.save(scene.compareSolvers(), "solvers");
}

void demonstration(StudioScene& scene) {
    scene.window().showDemonstration();
    settle(2000);
    DemoFlow& demo = *scene.window().demonstration();
    DemoWindow& window = demo.window();
    window.resize(scene.window().size());
    settle(500);
    const auto save = [&](const char* name) {
        scene.save(window, QStringLiteral("demo-") + QLatin1String(name));
    };
    save("1-choose");
    window.findChildren<PictureCard*>().at(0)->click();
    waitUntil([&window] { return window.step() == DemoWindow::Step::Damage; });
    settle(800);
    save("2-damage");
    const QPointF middle(window.canvas()->width() / 2.0, window.canvas()->height() / 2.0);
    drag(*window.canvas(), {middle + QPointF(-150, -60), middle, middle + QPointF(160, 80)});
    save("3-restore");
    Q_EMIT window.restoreWanted();
    waitUntil([&window] { return window.meters()->count() > 4; });
    settle(100);
    save("4-watch");
    waitUntil([&window] { return window.step() == DemoWindow::Step::Look; });
    settle(1500);
    save("5-look");
    QKeyEvent down(QEvent::KeyPress, Qt::Key_Down, {});
    QCoreApplication::sendEvent(&window, &down);
    settle(300);
    save("5-original");
    window.close();
}

}  // namespace

int main(int argc, char** argv) {
    QApplication app(argc, argv);
    int width = 0, height = 0;
    const bool usable = (argc == 5 || argc == 6) && std::sscanf(argv[3], "%dx%d", &width, &height) == 2 &&
                        QDir().mkpath(QString::fromLocal8Bit(argv[4]));
    if (!usable) {
        std::fprintf(stderr, "studio_pictures light|dark|system en|de WIDTHxHEIGHT FOLDER [SCENE]\n");
        return 2;
    }
    const QLatin1String colours(argv[1]);
    prepare(app, argv[2],
            colours == QLatin1String("system") ? Theme::Choice::System
            : colours == QLatin1String("dark") ? Theme::Choice::Dark
                                               : Theme::Choice::Light);
    const QDir folder(QString::fromLocal8Bit(argv[4]));
    const std::pair<const char*, void (*)(StudioScene&)> kScenes[] = {
        {"scratches", scratches}, {"panels", panels},   {"deblurred", deblurred},
        {"gallery", gallery},     {"solvers", solvers}, {"demonstration", demonstration}};
    for (const auto& [name, play] : kScenes) {
        if (argc == 6 && qstrcmp(argv[5], name) != 0) continue;
        StudioScene scene(folder, QSize(width, height));
        play(scene);
    }
    return 0;
}
