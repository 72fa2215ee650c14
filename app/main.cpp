// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/log.h"
#include "core/late/late_engine.h"
#include "ui/base/first_paint.h"
#include "ui/base/language.h"
#include "ui/base/theme.h"
#include "ui/main_window/main_window.h"
#include "ui/services/restoration_engine.h"
#include "ui/services/run_queue.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QCoreApplication>
#include <QIcon>

#include <algorithm>
#include <clocale>
#include <cstdlib>
#include <cstring>
#include <memory>

namespace {

constexpr auto kId = "org.lacuna_restoration.Lacuna";

/// --help and --version are answered without a display.
bool onlyAsks(int argc, char** argv) {
    return std::any_of(argv + 1, argv + argc, [](const char* argument) {
        for (const char* question : {"--help", "-h", "--help-all", "--version", "-v"}) {
            if (std::strcmp(argument, question) == 0) return true;
        }
        return false;
    });
}

void toLog(QtMsgType type, const QMessageLogContext&, const QString& message) {
    using lacuna::log::Level;
    const Level level = type == QtDebugMsg ? Level::Debug : type == QtInfoMsg ? Level::Info : Level::Warning;
    lacuna::log::write(level, message.toStdString());
}

}  // namespace

int main(int argc, char** argv) {
    const std::unique_ptr<QCoreApplication> app(onlyAsks(argc, argv) ? new QCoreApplication(argc, argv)
                                                                     : new QApplication(argc, argv));
    // Qt has set the user's number format for the C library, too; the engine needs the format of files.
    std::setlocale(LC_NUMERIC, "C");
    QCoreApplication::setOrganizationName(QStringLiteral("lacuna"));
    QCoreApplication::setApplicationName(QStringLiteral("lacuna"));
    QCoreApplication::setApplicationVersion(QStringLiteral(LACUNA_VERSION));
    lacuna::ui::loadLanguage(*app);

    QCommandLineParser parser;
    parser.setApplicationDescription(QCoreApplication::translate("main", "Restores photographs."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption verbose(QStringLiteral("verbose"),
                                     QCoreApplication::translate("main", "Write a log to standard error."));
    parser.addOption(verbose);
    const QCommandLineOption demonstration(
        QStringLiteral("demonstration"),
        QCoreApplication::translate("main", "Show only the demonstration, in full screen."));
    parser.addOption(demonstration);
    parser.addPositionalArgument(QStringLiteral("photos"),
                                 QCoreApplication::translate("main", "The photographs and projects to open."),
                                 QStringLiteral("[photo…]"));
    parser.process(*app);
    if (parser.isSet(verbose)) lacuna::log::setLevel(lacuna::log::Level::Debug);
    qInstallMessageHandler(toLog);

    QGuiApplication::setApplicationDisplayName(QStringLiteral("Lacuna"));
    QGuiApplication::setDesktopFileName(QLatin1String(kId));
    QGuiApplication::setWindowIcon(QIcon::fromTheme(
        QLatin1String(kId), QIcon(QStringLiteral(":/icons/%1.svg").arg(QLatin1String(kId)))));
    lacuna::ui::Theme theme;
    // LibTorch is loaded when the window can be seen.
    auto shown = std::make_unique<lacuna::ui::FirstPaint>();
    lacuna::setLateEngineGate([gate = shown->gate()]() mutable { return gate.wait(); });
    auto window = std::make_unique<lacuna::ui::MainWindow>(lacuna::ui::makeSessionEngine, theme);
    const auto execute = [&window, &shown] {
        const int status = QCoreApplication::exec();
        shown.reset();
        window.reset();
        // Nobody waits for a computation that can't be stopped and that nobody wants any more.
        if (lacuna::ui::RunQueue::hasLeftWork()) std::_Exit(status);
        return status;
    };
    if (parser.isSet(demonstration)) {
        QObject::connect(window.get(), &lacuna::ui::MainWindow::demonstrationEnded, app.get(),
                         &QCoreApplication::quit);
        window->showDemonstration();
        return execute();
    }
    window->show();
    window->recover();
    window->openPaths(parser.positionalArguments());
    return execute();
}
