// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flows/file_question.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>

#include <utility>

namespace lacuna::ui {

namespace {
const QString kFolderKey = QStringLiteral("files/folder");
}

QStringList patternsOf(const std::vector<std::string>& extensions) {
    QStringList patterns;
    for (const std::string& extension : extensions)
        patterns << QLatin1Char('*') + QString::fromStdString(extension);
    return patterns;
}

QString photoFilter(const std::vector<std::string>& extensions) {
    //: %1: patterns of names, such as *.png *.jpg
    return QCoreApplication::translate("lacuna::ui::FileFlow", "Photographs (%1)")
               .arg(patternsOf(extensions).join(QLatin1Char(' '))) +
           QStringLiteral(";;") + QCoreApplication::translate("lacuna::ui::FileFlow", "All files (*)");
}

QString lastFolder() {
    const QString folder =
        QSettings()
            .value(kFolderKey, QStandardPaths::writableLocation(QStandardPaths::PicturesLocation))
            .toString();
    return QFileInfo::exists(folder) ? folder : QDir::homePath();
}

namespace {

QFileDialog* makeDialog(QWidget& window, const FileQuestion& question, QFileDialog::FileMode mode) {
    auto* dialog = new QFileDialog(&window, question.title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(question.mode);
    dialog->setFileMode(mode);
    dialog->setNameFilters(question.filter.split(QStringLiteral(";;")));
    const QFileInfo place(question.start);
    if (place.isDir()) {
        dialog->setDirectory(question.start);
    } else {
        dialog->setDirectory(place.path());
        dialog->selectFile(place.fileName());
        dialog->setDefaultSuffix(place.suffix());
    }
    return dialog;
}

void rememberFolder(const QString& path) {
    QSettings().setValue(kFolderKey, QFileInfo(path).absolutePath());
}

}  // namespace

void askForFile(QWidget& window, const FileQuestion& question, std::function<void(const QString&)> chosen,
                std::function<void()> dismissed) {
    QFileDialog* dialog = makeDialog(
        window, question,
        question.mode == QFileDialog::AcceptOpen ? QFileDialog::ExistingFile : QFileDialog::AnyFile);
    QObject::connect(dialog, &QFileDialog::fileSelected, &window,
                     [chosen = std::move(chosen)](const QString& path) {
                         rememberFolder(path);
                         chosen(path);
                     });
    if (dismissed) QObject::connect(dialog, &QDialog::rejected, &window, std::move(dismissed));
    dialog->open();
}

void askForFiles(QWidget& window, const FileQuestion& question,
                 std::function<void(const QStringList&)> chosen) {
    QFileDialog* dialog = makeDialog(window, question, QFileDialog::ExistingFiles);
    QObject::connect(dialog, &QFileDialog::filesSelected, &window,
                     [chosen = std::move(chosen)](const QStringList& paths) {
                         if (paths.isEmpty()) return;
                         rememberFolder(paths.front());
                         chosen(paths);
                     });
    dialog->open();
}

void askForFolder(QWidget& window, const QString& title, std::function<void(const QString&)> chosen) {
    QFileDialog* dialog =
        makeDialog(window, {title, QFileDialog::AcceptOpen, {}, lastFolder()}, QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    QObject::connect(dialog, &QFileDialog::fileSelected, &window, std::move(chosen));
    dialog->open();
}

}  // namespace lacuna::ui
