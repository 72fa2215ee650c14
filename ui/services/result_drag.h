// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/image_document.h"

#include <QMimeData>
#include <QString>
#include <QStringList>

#include <cstddef>
#include <optional>

namespace lacuna::ui {

class FileService;

/// A picture on its way to another program: a file with the name that Save would suggest. It is written, as
/// Save writes it, when somebody asks for it for the first time, that is when it is dropped; the window goes
/// on working meanwhile. Where the suggested format would lose more than a PNG, it is a PNG.
class ResultMime : public QMimeData {
    Q_OBJECT

  public:
    /// `folder` is the file's own, which exists; its name is that of `suggested`.
    ResultMime(FileService& files, const ResultPtr& result, const LoadedPhoto& source,
               const QString& suggested, const QString& folder);

    QStringList formats() const override;
    bool hasFormat(const QString& format) const override;
    /// Whether it was asked for, and the file is there.
    bool isWritten() const { return mState == State::Written; }

  protected:
    QVariant retrieveData(const QString& format, QMetaType type) const override;

  private:
    enum class State { Waiting, Writing, Written, Failed };
    std::optional<std::size_t> lossesIn(const QString& path) const;
    void write() const;

    FileService& mFiles;
    const ResultPtr mResult;
    const LoadedPhoto mSource;
    // What was asked for is made while it is asked for, so that this interface is const.
    mutable QString mPath;
    mutable State mState = State::Waiting;
};

}  // namespace lacuna::ui
