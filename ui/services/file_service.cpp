// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/file_service.h"

#include <utility>

namespace lacuna::ui {

FileService::FileService(QObject* parent) : QObject(parent), mWorker(new FileWorker) {
    mWorker->moveToThread(&mThread);
    connect(&mThread, &QThread::finished, mWorker, &QObject::deleteLater);

    connect(this, &FileService::openWanted, mWorker, &FileWorker::open);
    connect(this, &FileService::adoptWanted, mWorker, &FileWorker::adopt);
    connect(this, &FileService::adoptEncodedWanted, mWorker, &FileWorker::adoptEncoded);
    connect(this, &FileService::saveWanted, mWorker, &FileWorker::save);
    connect(this, &FileService::checkWanted, mWorker, &FileWorker::checkSave);
    connect(this, &FileService::readMask, mWorker, &FileWorker::readMask);
    connect(this, &FileService::writeMask, mWorker, &FileWorker::writeMask);
    connect(this, &FileService::readKernel, mWorker, &FileWorker::readKernel);
    connect(this, &FileService::kernelPictureWanted, mWorker, &FileWorker::drawKernel);
    connect(this, &FileService::noiseWanted, mWorker, &FileWorker::measureNoise);
    connect(this, &FileService::differenceWanted, mWorker, &FileWorker::difference);
    connect(this, &FileService::spreadWanted, mWorker, &FileWorker::spread);
    connect(this, &FileService::writeRecipe, mWorker, &FileWorker::writeRecipe);
    connect(this, &FileService::writeOriginal, mWorker, &FileWorker::writeOriginal);
    connect(this, &FileService::thumbnail, mWorker, &FileWorker::thumbnail);

    connect(mWorker, &FileWorker::opened, this, [this](quint64 id, const OpenedPhoto& photo) {
        if (id == mOpenId) Q_EMIT opened(photo);
    });
    connect(mWorker, &FileWorker::openFailed, this,
            [this](quint64 id, const QString& path, const Failure& failure) {
                if (id == mOpenId) Q_EMIT openFailed(path, failure);
            });
    connect(mWorker, &FileWorker::saved, this, [this](const QString& path, const ResultPtr& result) {
        --mSaves;
        Q_EMIT saved(path, result);
    });
    connect(mWorker, &FileWorker::saveChecked, this,
            [this](const QString& path, const ResultPtr& result, const std::vector<Note>& losses) {
                --mSaves;
                Q_EMIT saveChecked(path, result, losses);
            });
    connect(mWorker, &FileWorker::saveFailed, this, [this](const Failure& failure) {
        --mSaves;
        Q_EMIT saveFailed(failure);
    });
    connect(mWorker, &FileWorker::kernelDrawn, this, [this](quint64 id, const QImage& picture) {
        if (id == mKernelId) Q_EMIT kernelDrawn(picture);
    });
    connect(mWorker, &FileWorker::noiseMeasured, this, [this](quint64 id, double levels) {
        if (id == mNoiseId) Q_EMIT noiseMeasured(levels);
    });
    connect(mWorker, &FileWorker::differenceReady, this, [this](quint64 id, const DisplayImage& difference) {
        if (id == mDifferenceId) Q_EMIT differenceReady(difference);
    });
    connect(mWorker, &FileWorker::spreadReady, this,
            [this](quint64 id, const DisplayImage& picture, double white, double mean) {
                if (id == mSpreadId) Q_EMIT spreadReady(picture, white, mean);
            });
    connect(mWorker, &FileWorker::originalWritten, this, &FileService::originalWritten);
    connect(mWorker, &FileWorker::originalWriteFailed, this, &FileService::originalWriteFailed);
    connect(mWorker, &FileWorker::recipeWritten, this, &FileService::recipeWritten);
    connect(mWorker, &FileWorker::recipeFailed, this, &FileService::recipeFailed);
    connect(mWorker, &FileWorker::maskRead, this, &FileService::maskRead);
    connect(mWorker, &FileWorker::maskWritten, this, &FileService::maskWritten);
    connect(mWorker, &FileWorker::kernelRead, this, &FileService::kernelRead);
    connect(mWorker, &FileWorker::thumbnailReady, this, &FileService::thumbnailReady);
    connect(mWorker, &FileWorker::maskReadFailed, this, &FileService::maskReadFailed);
    connect(mWorker, &FileWorker::maskWriteFailed, this, &FileService::maskWriteFailed);
    connect(mWorker, &FileWorker::kernelReadFailed, this, &FileService::kernelReadFailed);
    mThread.setObjectName(QStringLiteral("files"));
    mThread.start();
}

FileService::~FileService() {
    disconnect(mWorker, nullptr, this, nullptr);
    mThread.quit();
    mThread.wait();
}

void FileService::open(const OpenRequest& request) {
    Q_EMIT openWanted(++mOpenId, request);
}

void FileService::adopt(const QImage& picture) {
    Q_EMIT adoptWanted(++mOpenId, picture);
}

void FileService::adoptEncoded(const QByteArray& encoded) {
    Q_EMIT adoptEncodedWanted(++mOpenId, encoded);
}

void FileService::save(const QString& path, const ResultPtr& result, const LoadedPhoto& source) {
    ++mSaves;
    Q_EMIT saveWanted(path, result, source);
}

void FileService::checkSave(const QString& path, const ResultPtr& result, const LoadedPhoto& source) {
    ++mSaves;  // the check counts as saving, so that the window isn't closed in between
    Q_EMIT checkWanted(path, result, source);
}

void FileService::drawKernel(const KernelSpec& kernel) {
    Q_EMIT kernelPictureWanted(++mKernelId, kernel);
}

void FileService::measureNoise(std::shared_ptr<const Photograph> photo) {
    Q_EMIT noiseWanted(++mNoiseId, std::move(photo));
}

void FileService::spread(const std::vector<ResultPtr>& results) {
    Q_EMIT spreadWanted(++mSpreadId, results);
}

void FileService::difference(const StoredPhoto& before, const ResultPtr& result, int gain) {
    Q_EMIT differenceWanted(++mDifferenceId, before, result, gain);
}

}  // namespace lacuna::ui
