// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/services/file_worker.h"

#include <QObject>
#include <QThread>

namespace lacuna::ui {

/// The GUI's side of the file thread. If several photographs are requested, only the last one arrives.
/// Destruction waits for pending writes.
class FileService : public QObject {
    Q_OBJECT

  public:
    explicit FileService(QObject* parent = nullptr);
    ~FileService() override;

    void open(const OpenRequest& request);
    void adopt(const QImage& picture);
    void adoptEncoded(const QByteArray& encoded);
    bool isSaving() const { return mSaves > 0; }
    void save(const QString& path, const ResultPtr& result, const LoadedPhoto& source);
    /// Answered by saveChecked().
    void checkSave(const QString& path, const ResultPtr& result, const LoadedPhoto& source);
    /// If several are requested, only the last one's picture arrives.
    void drawKernel(const KernelSpec& kernel);
    void measureNoise(std::shared_ptr<const Photograph> photo);
    /// If several are requested, only the last one arrives.
    void difference(const StoredPhoto& before, const ResultPtr& result, int gain);

    /// If several are requested, only the last one arrives.
    void spread(const std::vector<ResultPtr>& results);

  Q_SIGNALS:
    void opened(const lacuna::ui::OpenedPhoto& opened);
    void openFailed(const QString& path, const lacuna::ui::Failure& failure);
    void maskRead(const QString& path, const QImage& mask);
    void maskWritten(const QString& path);
    void kernelRead(const lacuna::KernelSpec& kernel);
    void kernelDrawn(const QImage& picture);
    /// The noise of the last photograph requested; negative: the photograph is too small.
    void noiseMeasured(double levels);
    void spreadReady(const lacuna::ui::DisplayImage& picture, double white, double mean);
    void recipeWritten(const QString& path);
    void recipeFailed(const lacuna::ui::Failure& failure);
    void differenceReady(const lacuna::ui::DisplayImage& difference);
    void saved(const QString& path, const lacuna::ui::ResultPtr& result);
    void saveChecked(const QString& path, const lacuna::ui::ResultPtr& result,
                     const std::vector<lacuna::Note>& losses);
    void thumbnailReady(const QString& path, const QImage& picture);
    void maskReadFailed(const lacuna::ui::Failure& failure);
    void maskWriteFailed(const lacuna::ui::Failure& failure);
    void kernelReadFailed(const lacuna::ui::Failure& failure);
    void saveFailed(const lacuna::ui::Failure& failure);
    void originalWritten(const QString& path);
    void originalWriteFailed(const lacuna::ui::Failure& failure);

    // To the worker.
    void openWanted(quint64 id, const lacuna::ui::OpenRequest& request);
    void adoptWanted(quint64 id, const QImage& picture);
    void adoptEncodedWanted(quint64 id, const QByteArray& encoded);
    void saveWanted(const QString& path, const lacuna::ui::ResultPtr& result,
                    const lacuna::ui::LoadedPhoto& source);
    void checkWanted(const QString& path, const lacuna::ui::ResultPtr& result,
                     const lacuna::ui::LoadedPhoto& source);
    void writeOriginal(const QString& path, const lacuna::ui::LoadedPhoto& source);
    void readMask(const QString& path, QSize size);
    void writeMask(const QString& path, const QImage& mask);
    void readKernel(const QString& path);
    void kernelPictureWanted(quint64 id, const lacuna::KernelSpec& kernel);
    void noiseWanted(quint64 id, std::shared_ptr<const lacuna::Photograph> photo);
    void differenceWanted(quint64 id, const lacuna::ui::StoredPhoto& before,
                          const lacuna::ui::ResultPtr& result, int gain);
    void spreadWanted(quint64 id, const std::vector<lacuna::ui::ResultPtr>& results);
    void writeRecipe(const QString& path, const lacuna::ui::ResultPtr& result,
                     const lacuna::ui::LoadedPhoto& source);
    void thumbnail(const QString& path);

  private:
    quint64 mOpenId = 0;
    quint64 mKernelId = 0;
    quint64 mNoiseId = 0;
    quint64 mDifferenceId = 0;
    quint64 mSpreadId = 0;
    int mSaves = 0;
    QThread mThread;
    FileWorker* mWorker;
};

}  // namespace lacuna::ui
