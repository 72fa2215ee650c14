// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/image_io.h"
#include "tests/ui/fake_engine.h"
#include "tests/ui/off_gui.h"
#include "ui/base/primary_button.h"
#include "ui/base/theme.h"
#include "ui/canvas/canvas_view.h"
#include "ui/main_window/main_window.h"
#include "ui/panels/task_panel.h"

#include <QApplication>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <utility>

namespace lacuna::ui::test {

constexpr QSize kPhoto(160, 120);

/// The window around a scripted engine, with a photograph to open.
struct Studio {
    explicit Studio(std::shared_ptr<Script> engine = std::make_shared<Script>())
        : script(std::move(engine)), window(fakeEngine(script), theme) {
        path = folder.filePath(QStringLiteral("photo.png"));
        offGui([this] { writePhotograph(makePhoto(kPhoto.width(), kPhoto.height()), path.toStdString()); });
        window.show();
    }
    void open() {
        window.openPath(path);
        QTRY_VERIFY(window.document());
    }
    void paint() {
        const QPoint from = window.canvas()->toWidget({40, 60}).toPoint();
        const QPoint to = window.canvas()->toWidget({120, 60}).toPoint();
        QTest::mousePress(window.canvas(), Qt::LeftButton, {}, from);
        QTest::mouseMove(window.canvas(), to);
        QTest::mouseRelease(window.canvas(), Qt::LeftButton, {}, to);
    }
    void press() { QTest::mouseClick(window.taskPanel()->runButton(), Qt::LeftButton); }
    void runToTheEnd() {
        press();
        QTRY_VERIFY(!window.controller()->isBusy());
    }
    template <typename Dialog>
    Dialog* dialog() {
        for (QWidget* widget : QApplication::topLevelWidgets()) {
            if (auto* found = qobject_cast<Dialog*>(widget); found && found->isVisible()) return found;
        }
        return nullptr;
    }

    QTemporaryDir folder;
    QString path;
    std::shared_ptr<Script> script;
    Theme theme;
    MainWindow window;
};

/// For initTestCase(): nothing of the user's is read or written.
inline void useTestSettings() {
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("lacuna-test"));
    QCoreApplication::setApplicationName(QStringLiteral("lacuna-test"));
    QApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
}

/// For init(): as at the first start, but with the speed known, so that it isn't measured.
inline void clearSettings() {
    QSettings().clear();
    const QString model = QString::fromStdString(ModelRef{}.nameOrPath);
    QSettings().setValue(QStringLiteral("speed/%1/0/0").arg(model), 100.0);
}

}  // namespace lacuna::ui::test
