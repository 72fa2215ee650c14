// SPDX-License-Identifier: GPL-3.0-or-later
// What a photograph cost is the system's again once it is closed. In a process of its own, since the C
// library keeps what others have freed.
#include "tests/ui/studio.h"
#include "ui/document/picture_store.h"
#include "ui/main_window/actions.h"

#include <QAction>

#include <cstdlib>
#include <fstream>
#include <string>

using namespace lacuna;
using namespace lacuna::ui;
using test::Studio;

namespace {

/// Resident memory that no file stands behind, MB.
double anonymous() {
    std::ifstream file("/proc/self/status");
    std::string line;
    while (std::getline(file, line)) {
        if (line.rfind("RssAnon:", 0) == 0) return std::atof(line.c_str() + 8) / 1024;
    }
    return -1;
}

/// Opens, restores, shows and closes a photograph.
void useOnce(Studio& studio, const QString& path) {
    studio.window.openPath(path);
    QTRY_VERIFY(studio.window.document());
    RestorationSettings settings = studio.window.document()->settings();
    settings.task = Task::Denoise;
    studio.window.document()->setSettings(settings);
    studio.press();
    QTRY_VERIFY_WITH_TIMEOUT(
        !studio.window.document()->results().empty() && !studio.window.controller()->isBusy(), 60000);
    studio.window.canvas()->zoomActual();
    studio.window.canvas()->grab();
    studio.window.document()->markSaved(studio.window.document()->results()[0]);
    studio.window.actions()->close->trigger();
    QTRY_VERIFY(!studio.window.document());
    const std::lock_guard lock(studio.script->mutex);
    studio.script->lastJob = {};  // the scripted engine's own copy
}

}  // namespace

class TestMemory : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() {
        test::useTestSettings();
        test::clearSettings();
    }

    void closedPhotographsAreForgotten() {
        if (anonymous() < 0) QSKIP("this system doesn't say how much memory is in use");
        auto script = std::make_shared<test::Script>();
        script->steps = 1;
        Studio studio(script);
        // What the program loads once for all photographs doesn't count.
        studio.open();
        studio.press();
        QTRY_VERIFY(!studio.window.controller()->isBusy());
        studio.window.actions()->close->trigger();
        QTRY_VERIFY(!studio.window.document());
        const double before = anonymous();

        constexpr int kWidth = 4000, kHeight = 2500;
        const QString path = studio.folder.filePath(QStringLiteral("large.png"));
        test::offGui([&path] { writePhotograph(test::makePhoto(kWidth, kHeight), path.toStdString()); });
        useOnce(studio, path);
        const auto kept = [before] { return anonymous() - before; };
        QTRY_VERIFY2_WITH_TIMEOUT(kept() < 24, qPrintable(QString::number(kept())), 5000);
        QCOMPARE(PictureStore::instance().usage().memory, 0U);
    }
};

QTEST_MAIN(TestMemory)
#include "test_memory.moc"
