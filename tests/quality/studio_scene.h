// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/language.h"
#include "ui/base/primary_button.h"
#include "ui/base/theme.h"
#include "ui/document/image_document.h"
#include "ui/flows/solver_flow.h"
#include "ui/main_window/actions.h"
#include "ui/main_window/main_window.h"
#include "ui/panels/degrade_dialog.h"
#include "ui/panels/solver_window.h"
#include "ui/panels/task_panel.h"
#include "ui/start/picture_card.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QElapsedTimer>
#include <QSettings>
#include <QStandardPaths>
#include <QThread>

#include <cstdio>
#include <functional>

namespace lacuna::ui::quality {

constexpr int kPatience = 600'000;  ///< ms

enum Sample { Scratched, Blurred, Small };

inline void settle(int milliseconds) {
    QElapsedTimer time;
    time.start();
    do {
        QApplication::processEvents(QEventLoop::AllEvents, 20);
        QThread::msleep(5);
    } while (time.elapsed() < milliseconds);
}

inline bool waitUntil(const std::function<bool()>& there) {
    QElapsedTimer time;
    time.start();
    while (!there() && time.elapsed() < kPatience)
        settle(20);
    return there();
}

/// Settings of its own, empty but for the theme; the language of the program.
inline void prepare(QApplication& app, const char* language, Theme::Choice theme) {
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("lacuna-pictures"));
    QCoreApplication::setApplicationName(QStringLiteral("lacuna-pictures"));
    QSettings().clear();
    QSettings().setValue(QStringLiteral("window/theme"), int(theme));
    loadLanguage(app, QLatin1String(language) == QLatin1String("de") ? Language::German : Language::English);
}

/// The studio at its start, around the real engine.
class StudioScene {
  public:
    StudioScene(const QDir& folder, QSize size) : mFolder(folder), mWindow(makeSessionEngine, mTheme) {
        mWindow.resize(size);
        mWindow.show();
        settle(1500);  // the samples' thumbnails
    }
    void open(Sample sample) {
        mWindow.findChildren<PictureCard*>().at(int(sample))->click();
        waitUntil([this] { return mWindow.document() != nullptr; });
        settle(500);
    }
    void begin() {
        mWindow.taskPanel()->runButton()->click();
        waitUntil([this] { return mWindow.controller()->isBusy(); });
    }
    bool restore() {
        begin();
        const bool done = waitUntil([this] { return !mWindow.controller()->isBusy(); });
        settle(1500);  // the divider slides in
        return done && mWindow.document()->shownResult();
    }
    /// Damages the photograph with noise, and compares three solvers on it. The window stays open.
    SolverWindow& compareSolvers() {
        const ImageDocument* before = mWindow.document();
        mWindow.actions()->degrade->trigger();
        DegradeDialog* dialog = mWindow.findChild<DegradeDialog*>();
        auto* ways = dialog->findChild<QComboBox*>();
        ways->setCurrentIndex(ways->findData(QStringLiteral("noise-25")));
        dialog->accept();
        waitUntil([&] { return mWindow.document() != before; });
        mWindow.actions()->compareSolvers->trigger();
        SolverWindow& solvers = *mWindow.solverFlow()->window();
        solvers.resize(1060, 700);  // also where the screen is smaller
        Q_EMIT solvers.startWanted();
        waitUntil([this] { return mWindow.controller()->isBusy(); });
        waitUntil([this] { return mWindow.document()->results().size() == 3; });
        settle(1500);
        return solvers;
    }
    /// As NAME.jpg, or with its own ending.
    void save(QWidget& widget, const QString& name) {
        const QString path =
            mFolder.filePath(name.contains(QLatin1Char('.')) ? name : name + QStringLiteral(".jpg"));
        constexpr int kQuality = 82;
        const bool jpeg = path.endsWith(QLatin1String(".jpg"));
        std::printf("%s%s\n", qPrintable(path),
                    widget.grab().save(path, nullptr, jpeg ? kQuality : -1) ? "" : ": not written");
    }
    MainWindow& window() { return mWindow; }

  private:
    QDir mFolder;
    Theme mTheme;
    MainWindow mWindow;
};

}  // namespace lacuna::ui::quality
