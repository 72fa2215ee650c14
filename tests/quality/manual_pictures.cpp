// SPDX-License-Identifier: GPL-3.0-or-later
// manual_pictures en|de FOLDER — the pictures of the manual, of the real studio around the real engine and
// its samples, into FOLDER: `QT_QPA_PLATFORM=offscreen build/bin/manual_pictures de resources/manual/de`.
#include "tests/quality/studio_scene.h"
#include "ui/canvas/canvas_view.h"
#include "ui/main_window/actions.h"
#include "ui/panels/timeline_panel.h"
#include "ui/panels/timeline_strip.h"

#include <QAction>
#include <QActionGroup>
#include <QComboBox>
#include <QToolButton>
#include <QTreeWidget>

using namespace lacuna;
using namespace lacuna::ui;
using namespace lacuna::ui::quality;

namespace {

constexpr QSize kWindow(1024, 680);

}  // namespace

int main(int argc, char** argv) {
    QApplication app(argc, argv);
    if (argc != 3 || !QDir().mkpath(QString::fromLocal8Bit(argv[2]))) {
        std::fprintf(stderr, "manual_pictures en|de FOLDER\n");
        return 2;
    }
    prepare(app, argv[1], Theme::Choice::Light);
    const QDir folder(QString::fromLocal8Bit(argv[2]));
    {
        StudioScene scene(folder, kWindow);
        scene.save(scene.window(), "start");
        scene.open(Scratched);
        scene.save(scene.window(), "scratches");
        if (!scene.restore()) return 1;
        scene.save(scene.window(), "compare");
        MainWindow& window = scene.window();
        bool analysed = false;
        QObject::connect(&window.runs(), &Runs::ended, &app, [&analysed] { analysed = true; });
        for (QAction* way : window.actions()->comparisons->actions()) {
            if (way->data().toInt() == int(Compare::Invented)) way->trigger();
        }
        waitUntil([&analysed] { return analysed; });
        settle(1000);
        scene.save(*window.canvas(), "invented");
        window.actions()->compare->setChecked(false);
        TimelinePanel& timeline = *window.timelinePanel();
        for (QToolButton* button : timeline.findChildren<QToolButton*>()) {
            if (button->isCheckable()) button->setChecked(true);  // the loss
        }
        auto* shown = timeline.findChild<QComboBox*>();
        shown->setCurrentIndex(shown->count() - 1);  // estimate and noisy state
        Q_EMIT shown->activated(shown->currentIndex());
        timeline.strip()->setValue(timeline.strip()->maximum() / 3);
        settle(1000);
        scene.save(scene.window(), "timeline");
    }
    {
        StudioScene scene(folder, kWindow);
        scene.open(Small);
        scene.save(scene.compareSolvers(), "solvers");
    }
    {
        StudioScene scene(folder, kWindow);
        scene.open(Blurred);
        scene.window().resize(kWindow.width(), 900);
        settle(1000);
        scene.save(*scene.window().taskPanel(), "blur");
        scene.window().actions()->models->trigger();
        settle(2000);  // the list is read on a thread of its own
        for (QWidget* window : QApplication::topLevelWidgets()) {
            if (!window->isVisible() || window == &scene.window()) continue;
            auto* list = window->findChild<QTreeWidget*>();
            list->setCurrentItem(list->topLevelItem(2));  // one that could be downloaded
            settle(200);
            scene.save(*window, "models");
        }
    }
    return 0;
}
