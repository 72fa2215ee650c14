// SPDX-License-Identifier: GPL-3.0-or-later
// manual_pictures en|de FOLDER — the pictures of the manual, of the real studio around the real engine and
// its samples, into FOLDER: `QT_QPA_PLATFORM=offscreen build/bin/manual_pictures de resources/manual/de`.
#include "ui/canvas/canvas_view.h"
#include "ui/document/image_document.h"
#include "ui/language/language.h"
#include "ui/main_window/actions.h"
#include "ui/main_window/main_window.h"
#include "ui/panels/task_panel.h"
#include "ui/panels/timeline_panel.h"
#include "ui/panels/timeline_strip.h"
#include "ui/start/picture_card.h"
#include "ui/theme/theme.h"
#include "ui/widgets/primary_button.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QElapsedTimer>
#include <QSettings>
#include <QStandardPaths>
#include <QThread>
#include <QToolButton>
#include <QTreeWidget>

#include <cstdio>
#include <functional>

using namespace lacuna;
using namespace lacuna::ui;

namespace {

constexpr QSize kWindow(1024, 680);
constexpr int kQuality = 82;
constexpr int kPatience = 600'000;  ///< ms

enum Sample { Scratched, Blurred, Small };

void settle(int milliseconds) {
    QElapsedTimer time;
    time.start();
    do {
        QApplication::processEvents(QEventLoop::AllEvents, 20);
        QThread::msleep(5);
    } while (time.elapsed() < milliseconds);
}

bool waitUntil(const std::function<bool()>& there) {
    QElapsedTimer time;
    time.start();
    while (!there() && time.elapsed() < kPatience)
        settle(20);
    return there();
}

/// The studio at its start, in the light theme.
class Scene {
  public:
    explicit Scene(const QDir& folder) : mFolder(folder), mWindow(makeSessionEngine, mTheme) {
        mWindow.resize(kWindow);
        mWindow.show();
        settle(1500);  // the samples' thumbnails
    }
    void open(Sample sample) {
        mWindow.findChildren<PictureCard*>().at(int(sample))->click();
        waitUntil([this] { return mWindow.document() != nullptr; });
        settle(500);
    }
    bool restore() {
        mWindow.taskPanel()->runButton()->click();
        waitUntil([this] { return mWindow.controller()->isBusy(); });
        const bool done = waitUntil([this] { return !mWindow.controller()->isBusy(); });
        settle(1500);  // the divider slides in
        return done && mWindow.document()->shownResult();
    }
    void save(QWidget& widget, const char* name) {
        const QString path = mFolder.filePath(QLatin1String(name) + QStringLiteral(".jpg"));
        std::printf("%s%s\n", qPrintable(path),
                    widget.grab().save(path, "JPEG", kQuality) ? "" : ": not written");
    }
    MainWindow& window() { return mWindow; }

  private:
    QDir mFolder;
    Theme mTheme;
    MainWindow mWindow;
};

}  // namespace

int main(int argc, char** argv) {
    QApplication app(argc, argv);
    if (argc != 3 || !QDir().mkpath(QString::fromLocal8Bit(argv[2]))) {
        std::fprintf(stderr, "manual_pictures en|de FOLDER\n");
        return 2;
    }
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("lacuna-pictures"));
    QCoreApplication::setApplicationName(QStringLiteral("lacuna-pictures"));
    QSettings().clear();
    QSettings().setValue(QStringLiteral("window/theme"), int(Theme::Choice::Light));
    loadLanguage(app, QLatin1String(argv[1]) == QLatin1String("de") ? Language::German : Language::English);
    const QDir folder(QString::fromLocal8Bit(argv[2]));
    {
        Scene scene(folder);
        scene.save(scene.window(), "start");
        scene.open(Scratched);
        scene.save(scene.window(), "scratches");
        if (!scene.restore()) return 1;
        scene.save(scene.window(), "compare");
        MainWindow& window = scene.window();
        bool analysed = false;
        QObject::connect(window.controller(), &RestorationController::analysed, &app,
                         [&analysed] { analysed = true; });
        for (QAction* way : window.actions()->comparisons->actions()) {
            if (way->data().toInt() == int(CanvasView::Compare::Invented)) way->trigger();
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
        Scene scene(folder);
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
