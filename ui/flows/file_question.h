// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFileDialog>
#include <QString>
#include <QStringList>

#include <functional>
#include <string>
#include <vector>

namespace lacuna::ui {

struct FileQuestion {
    QString title;
    QFileDialog::AcceptMode mode = QFileDialog::AcceptOpen;
    QString filter;  ///< separated by ";;"
    QString start;   ///< a folder, or a suggested file
};

/// For FileQuestion::filter: photographs with these extensions (".png"), and all files.
QString photoFilter(const std::vector<std::string>& extensions);
/// "*.png", "*.jpg"
QStringList patternsOf(const std::vector<std::string>& extensions);

/// The folder that was last used.
QString lastFolder();

/// Opens a dialog that doesn't block and deletes itself. `chosen` gets the path; `dismissed` is called if the
/// user chose none.
void askForFile(QWidget& window, const FileQuestion& question, std::function<void(const QString&)> chosen,
                std::function<void()> dismissed = {});
/// The same for several files to open.
void askForFiles(QWidget& window, const FileQuestion& question,
                 std::function<void(const QStringList&)> chosen);
/// The same for a folder.
void askForFolder(QWidget& window, const QString& title, std::function<void(const QString&)> chosen);

}  // namespace lacuna::ui
