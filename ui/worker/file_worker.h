// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/note.h"
#include "ui/document/image_document.h"
#include "ui/worker/failure.h"

#include <QByteArray>
#include <QImage>
#include <QObject>
#include <QSize>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace lacuna::ui {

/// A photograph to open, and what is set up with it.
struct OpenRequest {
    QString path;
    QString title;     ///< empty: the file's name
    QString maskPath;  ///< empty: none
    bool isSample = false;
    std::optional<RestorationSettings> settings;  ///< what to set up with it
};

/// What opening gave.
struct OpenedPhoto {
    LoadedPhoto photo;
    QImage mask;  ///< grey, 8 bit, the photograph's size; null: none asked for
    std::optional<RestorationSettings> settings;
};

/// Reads and writes files, and measures what needs no engine, on the file thread; pictures come ready for the
/// screen.
class FileWorker : public QObject {
    Q_OBJECT

  public:
    using QObject::QObject;

  public Q_SLOTS:
    void open(quint64 id, const lacuna::ui::OpenRequest& request);
    /// A picture from the clipboard, or one still encoded.
    void adopt(quint64 id, const QImage& picture);
    void adoptEncoded(quint64 id, const QByteArray& encoded);
    void readMask(const QString& path, QSize size);
    void writeMask(const QString& path, const QImage& mask);
    void readKernel(const QString& path);
    /// Grey, 8 bit, the brightest weight white.
    void drawKernel(quint64 id, const lacuna::KernelSpec& kernel);
    void measureNoise(quint64 id, std::shared_ptr<const lacuna::Photograph> photo);
    /// `original` is the file that the photograph came from, or empty: of a JPEG, what wasn't restored keeps
    /// its coefficients.
    void save(const QString& path, const lacuna::ui::ResultPtr& result, const QString& original);
    /// What save() with the same arguments would lose.
    void checkSave(const QString& path, const lacuna::ui::ResultPtr& result, const QString& original);
    /// `gain` times as strong.
    void difference(quint64 id, std::shared_ptr<const lacuna::Photograph> before,
                    const lacuna::ui::ResultPtr& result, int gain);
    /// Where results of the same size differ.
    void spread(quint64 id, const std::vector<lacuna::ui::ResultPtr>& results);
    /// What makes `result` again from the files that it needs; a mask goes beside it as a picture.
    void writeRecipe(const QString& path, const lacuna::ui::ResultPtr& result,
                     const lacuna::ui::LoadedPhoto& source);
    /// A small picture of the file, from the cache where it is there.
    void thumbnail(const QString& path);

  Q_SIGNALS:
    void opened(quint64 id, const lacuna::ui::OpenedPhoto& opened);
    void openFailed(quint64 id, const QString& path, const lacuna::ui::Failure& failure);
    void maskRead(const QString& path, const QImage& mask);
    void maskWritten(const QString& path);
    void kernelRead(const lacuna::KernelSpec& kernel);
    void kernelDrawn(quint64 id, const QImage& picture);
    /// 8-bit levels; negative: the photograph is too small to tell.
    void noiseMeasured(quint64 id, double levels);
    void differenceReady(quint64 id, const lacuna::ui::DisplayImage& difference);
    /// `white`, `mean`: in 8-bit levels (core/imaging/spread.h).
    void spreadReady(quint64 id, const lacuna::ui::DisplayImage& picture, double white, double mean);
    void recipeWritten(const QString& path);
    void recipeFailed(const lacuna::ui::Failure& failure);
    void saved(const QString& path, const lacuna::ui::ResultPtr& result);
    void saveChecked(const QString& path, const lacuna::ui::ResultPtr& result,
                     const std::vector<lacuna::Note>& losses);
    void saveFailed(const lacuna::ui::Failure& failure);
    void thumbnailReady(const QString& path, const QImage& picture);
    void maskReadFailed(const lacuna::ui::Failure& failure);
    void maskWriteFailed(const lacuna::ui::Failure& failure);
    void kernelReadFailed(const lacuna::ui::Failure& failure);
};

}  // namespace lacuna::ui
