// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/cli/cli_runner.h"

#include <QByteArray>
#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

namespace lacuna::test {

/// A folder with photographs and one for results, and the quickest restoration there is.
class BatchFolder : public Scratch {
  public:
    /// Photographs of 32×24 in the folder "in", by their paths in it.
    explicit BatchFolder(const QStringList& photos = {}) {
        QDir(path(".")).mkpath("in");
        for (const QString& photo : photos)
            add("in/" + photo);
    }

    QString in() const { return path("in"); }
    QString out() const { return path("out"); }

    void add(const QString& name, int width = 32, int height = 24) const {
        QDir(path(".")).mkpath(QFileInfo(name).path());
        photo(name, width, height);
    }
    void addMask(const QString& name, int width = 32, int height = 24) const {
        QDir(path(".")).mkpath(QFileInfo(name).path());
        mask(name, width, height);
    }

    /// `batch -o out` with these arguments.
    QStringList arguments(const QStringList& more) const {
        return QStringList{"batch", "-o", out(), "--model", "photo-fast", "--threads", "1"} + more;
    }
    CliResult run(const QStringList& more) const { return runCli(arguments(more)); }
    QStringList denoise() const { return {"--task", "denoise", "--noise", "9", "--steps", "2"}; }
    QStringList inpaint() const { return {"--task", "inpaint", "--steps", "2"}; }

    /// All files in a folder and below, sorted, but for the batch's own.
    QStringList files(const QString& folder = "out") const {
        const QDir root(path(folder));
        QStringList all;
        QDirIterator entry(root.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (entry.hasNext()) {
            const QString name = root.relativeFilePath(entry.next());
            if (!name.startsWith("lacuna-batch")) all += name;
        }
        all.sort();
        return all;
    }

    /// The journal's lines with that event.
    QList<QJsonObject> lines(const QString& event, const QString& journal = "lacuna-batch.jsonl") const {
        QList<QJsonObject> found;
        for (const QByteArray& line : bytes("out/" + journal).split('\n')) {
            const QJsonObject json = QJsonDocument::fromJson(line).object();
            if (json["event"].toString() == event) found += json;
        }
        return found;
    }
    /// The names in those lines, in order.
    QStringList named(const QString& event, const QString& journal = "lacuna-batch.jsonl") const {
        QStringList names;
        for (const QJsonObject& line : lines(event, journal))
            names += line["name"].toString();
        return names;
    }
};

}  // namespace lacuna::test
