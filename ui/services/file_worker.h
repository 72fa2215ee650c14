// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/note.h"
#include "ui/base/failure.h"
#include "ui/document/image_document.h"

#include <QByteArray>
#include <QImage>
#include <QObject>
#include <QSize>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace lacuna::ui {

/// A photograph to open, with an optional mask and settings.
struct OpenRequest {
    QString path;
    QString title;     ///< empty: the file's name
    QString maskPath;  ///< empty: none
    bool isSample = false;
    std::optional<RestorationSettings> settings;  ///< settings to apply
};

/// The result of opening a photograph.
struct OpenedPhoto {
    LoadedPhoto photo;
    QImage mask;  ///< grey, 8 bit, the photograph's size; null: none requested
    std::optional<RestorationSettings> settings;
};

/// Reads and writes files on the file thread, and does computations that need no engine. Pictures are
/// returned ready for the screen.
class FileWorker : public QObject {
    Q_OBJECT

  public:
    using QObject::QObject;

  public Q_SLOTS:
    void open(quint64 id, const lacuna::ui::OpenRequest& request);
    /// Takes a picture from the clipboard, decoded or encoded.
    void adopt(quint64 id, const QImage& picture);
    void adoptEncoded(quint64 id, const QByteArray& encoded);
    void readMask(const QString& path, QSize size);
    void writeMask(const QString& path, const QImage& mask);
    void readKernel(const QString& path);
    /// Draws a kernel: grey, 8 bit, the largest weight white.
    void drawKernel(quint64 id, const lacuna::KernelSpec& kernel);
    void measureNoise(quint64 id, std::shared_ptr<const lacuna::Photograph> photo);
    /// `source` is what was restored. If its file was a JPEG and `path` is one, parts that weren't restored
    /// keep that file's coefficients, whatever has become of it.
    void save(const QString& path, const lacuna::ui::ResultPtr& result,
              const lacuna::ui::LoadedPhoto& source);
    /// Finds out what save() with the same arguments would lose.
    void checkSave(const QString& path, const lacuna::ui::ResultPtr& result,
                   const lacuna::ui::LoadedPhoto& source);
    /// Writes the file that the photograph was read from, bit for bit. There must be one.
    void writeOriginal(const QString& path, const lacuna::ui::LoadedPhoto& source);
    /// Computes the difference, multiplied by `gain`.
    void difference(quint64 id, const lacuna::ui::StoredPhoto& before, const lacuna::ui::ResultPtr& result,
                    int gain);
    /// Computes where results of the same size differ.
    void spread(quint64 id, const std::vector<lacuna::ui::ResultPtr>& results);
    /// Writes the recipe of `result`, with a mask as a picture next to it.
    void writeRecipe(const QString& path, const lacuna::ui::ResultPtr& result,
                     const lacuna::ui::LoadedPhoto& source);
    /// Makes a small picture of the file, or takes it from the cache.
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
    void originalWritten(const QString& path);
    void originalWriteFailed(const lacuna::ui::Failure& failure);
    void thumbnailReady(const QString& path, const QImage& picture);
    void maskReadFailed(const lacuna::ui::Failure& failure);
    void maskWriteFailed(const lacuna::ui::Failure& failure);
    void kernelReadFailed(const lacuna::ui::Failure& failure);
};

}  // namespace lacuna::ui
