// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/note.h"
#include "core/imaging/estimate/measure_noise.h"
#include "ui/document/image_document.h"
#include "ui/services/run_queue.h"

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
    int page = 1;                                 ///< of a file with several
};

/// The result of opening a photograph.
struct OpenedPhoto {
    LoadedPhoto photo;
    MaskLayer mask;  ///< of the photograph's size; null: none requested
    std::optional<RestorationSettings> settings;
};

/// Where results differ, as a picture; `white` and `mean` in 8-bit levels (core/imaging/spread.h).
struct SpreadPicture {
    DisplayImage picture;
    double white = 0;
    double mean = 0;
};

/// Reads and writes files, and computes what needs no engine, beside the GUI. Pictures come ready for the
/// screen.
class FileService : public QObject {
    Q_OBJECT

  public:
    explicit FileService(Runs& runs, QObject* parent = nullptr);

    /// A file that is cut off is opened as far as it goes.
    RunOf<OpenedPhoto> open(const OpenRequest& request);
    /// Takes a picture from the clipboard, decoded or encoded.
    RunOf<OpenedPhoto> adopt(const QImage& picture);
    RunOf<OpenedPhoto> adoptEncoded(const QByteArray& encoded);
    /// A mask for that photograph (lacuna::readMaskFor()).
    RunOf<MaskLayer> readMask(const QString& path, const LoadedPhoto& photo);
    RunOf<Nothing> writeMask(const QString& path, const MaskLayer& mask);
    RunOf<KernelSpec> readKernel(const QString& path);
    /// Grey, 8 bit, the largest weight white.
    RunOf<QImage> drawKernel(const KernelSpec& kernel);
    RunOf<NoiseMeasurement> measureNoise(const StoredPhoto& photo);
    /// What save() with the same arguments would lose.
    RunOf<std::vector<Note>> checkSave(const QString& path, const ResultPtr& result,
                                       const LoadedPhoto& source);
    /// `source` is what was restored. If its file was a JPEG and `path` is one, parts that weren't restored
    /// keep that file's coefficients, whatever has become of it.
    RunOf<Nothing> save(const QString& path, const ResultPtr& result, const LoadedPhoto& source);
    /// Writes the file that was opened, as it was then; there must be one.
    RunOf<Nothing> writeOriginal(const QString& path, const LoadedPhoto& source);
    /// Whether the file that the photograph was read from holds something else now. One that is gone doesn't.
    RunOf<bool> compareSource(const LoadedPhoto& source);
    /// The difference, multiplied by `gain`.
    RunOf<DisplayImage> difference(const StoredPhoto& before, const ResultPtr& result, int gain);
    /// Of results of the same size.
    RunOf<SpreadPicture> spread(const std::vector<ResultPtr>& results);
    /// Writes the recipe of the last result of `chain` (saveRecipe()).
    RunOf<Nothing> writeRecipe(const QString& path, const Results& chain, const LoadedPhoto& source);
    /// A small picture of the file, made or taken from the cache.
    RunOf<QImage> thumbnail(const QString& path);

  private:
    void keepThumbnail(const QString& path, const DisplayImage& picture);

    Runs& mRuns;
};

}  // namespace lacuna::ui
