// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDir>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <memory>
#include <vector>

namespace lacuna {
class ZipReader;
class ZipWriter;
}  // namespace lacuna

namespace lacuna::ui {

/// Named parts that make up a project: in one zip file, or, for autosaving, in a folder, where unchanged
/// parts needn't be written again. All functions access files: not on the GUI thread.
class ProjectSink {
  public:
    virtual ~ProjectSink() = default;
    /// Whether a part that never changes is there already.
    virtual bool has(const QString& name) const = 0;
    /// `packed`: the bytes are compressed already. Throws Error OutputFile, DiskFull, OutOfMemory.
    virtual void write(const QString& name, std::vector<std::uint8_t> bytes, bool packed) = 0;
    /// Everything was written; parts that are not in `names` may go. Throws as write().
    virtual void finish(const QStringList& names) = 0;
};

class ProjectSource {
  public:
    virtual ~ProjectSource() = default;
    /// For errors.
    virtual QString name() const = 0;
    /// The names of all parts, sorted.
    virtual QStringList parts() const = 0;
    /// Throws Error InputFile if it is missing, damaged or larger than 2 GiB.
    virtual std::vector<std::uint8_t> read(const QString& name) const = 0;
};

class ZipSink : public ProjectSink {
  public:
    explicit ZipSink(const QString& path);
    ~ZipSink() override;
    bool has(const QString&) const override { return false; }
    void write(const QString& name, std::vector<std::uint8_t> bytes, bool packed) override;
    void finish(const QStringList& names) override;

  private:
    std::unique_ptr<ZipWriter> mZip;
};

class ZipSource : public ProjectSource {
  public:
    explicit ZipSource(const QString& path);
    ~ZipSource() override;
    QString name() const override { return mPath; }
    QStringList parts() const override;
    std::vector<std::uint8_t> read(const QString& name) const override;

  private:
    QString mPath;
    std::unique_ptr<ZipReader> mZip;
};

/// A sink and a source. Every part is written completely or not at all; the last part written names the
/// others.
class ProjectFolder : public ProjectSink, public ProjectSource {
  public:
    /// Creates the folder if necessary.
    explicit ProjectFolder(const QString& path) : mFolder(path) {}
    bool has(const QString& name) const override;
    void write(const QString& name, std::vector<std::uint8_t> bytes, bool packed) override;
    void finish(const QStringList& names) override;
    QString name() const override { return mFolder.path(); }
    QStringList parts() const override;
    std::vector<std::uint8_t> read(const QString& name) const override;

  private:
    QDir mFolder;
};

}  // namespace lacuna::ui
