// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

#include <filesystem>

namespace lacuna::ui {

/// What is known about a model's parts on the disk. It is kept next to them, so that a download can continue
/// in another session of the program.
class PartRecord {
  public:
    struct Part {
        QString url;
        /// What tells the server's version of the file from others: a strong ETag or a date; empty: nothing.
        QByteArray validator;
        qint64 checked = -1;  ///< its size once all of it is there and was checked; −1: not yet

        bool operator==(const Part&) const = default;
    };

    /// The folder of a model's parts during the download: NAME.part in the models' folder.
    static QString folderOf(const QString& models, const QString& model);
    /// The bytes received so far, of all files in such a folder.
    static qint64 bytesIn(const QString& folder);

    /// Reads the record in `folder`; empty if there is none or it can't be read.
    explicit PartRecord(const QString& folder);

    Part part(const QString& file) const { return mParts.value(file); }
    /// Writes it down. Throws Error OutputFile, or DiskFull.
    void set(const QString& file, const Part& part);

  private:
    void write() const;

    std::filesystem::path mPath;
    QHash<QString, Part> mParts;
};

}  // namespace lacuna::ui
