// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/photograph.h"

#include <QByteArray>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <filesystem>

namespace lacuna::test {

struct CliResult {
    int status = -1;  ///< −1: it crashed, didn't start or took longer than three minutes
    QByteArray out;
    QByteArray err;

    /// For a failed comparison's message.
    QString describe() const;
};

/// Prepares `lacuna-cli` with those arguments, to be started.
void setUpCli(QProcess& process, const QStringList& arguments);
/// Waits for its end.
CliResult finished(QProcess& process);
/// Runs `lacuna-cli` to its end.
CliResult runCli(const QStringList& arguments);

/// A folder that is removed with all that is in it.
class Scratch {
  public:
    QString path(const QString& name) const { return mFolder.filePath(name); }
    std::filesystem::path file(const QString& name) const { return path(name).toStdString(); }
    /// The names in it, sorted.
    QStringList names() const;
    QByteArray bytes(const QString& name) const;
    void write(const QString& name, const QByteArray& bytes) const;

    /// Writes a picture of edges, slopes and a texture, and returns its path.
    QString photo(const QString& name, int width = 64, int height = 64, int channels = 3,
                  Depth depth = Depth::UInt8) const;
    /// Writes a mask with a diagonal scratch and returns its path.
    QString mask(const QString& name, int width = 64, int height = 64) const;
    /// Writes a mask of one grey level and returns its path.
    QString plainMask(const QString& name, int level, int width = 64, int height = 64) const;

  private:
    QTemporaryDir mFolder;
};

/// The picture that Scratch::photo() writes.
ImageBuffer scene(int width, int height, int channels, Depth depth);
/// The mask that Scratch::mask() writes.
ImageBuffer scratchMask(int width, int height);

}  // namespace lacuna::test
