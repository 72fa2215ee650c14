// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flows/file_question.h"

#include <QDir>
#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>

#include <utility>

namespace lacuna::ui {

namespace {
const QString kFolderKey = QStringLiteral("files/folder");
}

QString lastFolder() {
    const QString folder =
        QSettings()
            .value(kFolderKey, QStandardPaths::writableLocation(QStandardPaths::PicturesLocation))
            .toString();
    return QFileInfo::exists(folder) ? folder : QDir::homePath();
}

void askForFile(QWidget& window, const FileQuestion& question, std::function<void(const QString&)> chosen,
                std::function<void()> dismissed) {
    auto* dialog = new QFileDialog(&window, question.title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(question.mode);
    dialog->setFileMode(question.mode == QFileDialog::AcceptOpen ? QFileDialog::ExistingFile
                                                                 : QFileDialog::AnyFile);
    dialog->setNameFilters(question.filter.split(QStringLiteral(";;")));
    const QFileInfo place(question.start);
    if (place.isDir()) {
        dialog->setDirectory(question.start);
    } else {
        dialog->setDirectory(place.path());
        dialog->selectFile(place.fileName());
        dialog->setDefaultSuffix(place.suffix());
    }
    QObject::connect(dialog, &QFileDialog::fileSelected, &window,
                     [chosen = std::move(chosen)](const QString& path) {
                         QSettings().setValue(kFolderKey, QFileInfo(path).absolutePath());
                         chosen(path);
                     });
    if (dismissed) QObject::connect(dialog, &QDialog::rejected, &window, std::move(dismissed));
    dialog->open();
}

}  // namespace lacuna::ui
