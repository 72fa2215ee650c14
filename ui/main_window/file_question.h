// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFileDialog>
#include <QString>

#include <functional>

namespace lacuna::ui {

struct FileQuestion {
    QString title;
    QFileDialog::AcceptMode mode = QFileDialog::AcceptOpen;
    QString filter;  ///< parted by ";;"
    QString start;   ///< a folder, or a suggested file
};

/// The folder that was used last.
QString lastFolder();

/// A dialog that doesn't block and deletes itself; `chosen` gets the path, and `dismissed` is called where
/// there is none.
void askForFile(QWidget& window, const FileQuestion& question, std::function<void(const QString&)> chosen,
                std::function<void()> dismissed = {});

}  // namespace lacuna::ui
