// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/image_document.h"

#include "core/io/formats.h"
#include "core/operators/task.h"
#include "ui/base/file_path.h"
#include "ui/document/mask_patch.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

#include <algorithm>
#include <utility>

namespace lacuna::ui {

namespace {

/// The photograph's own, unless its format is only read.
QString suffixFor(const LoadedPhoto& source) {
    if (formatForPath(toPath(source.path))) return QFileInfo(source.path).suffix();
    return QString::fromStdString(extensionOf(source.photo->format)).mid(1);
}

bool contains(const std::vector<std::weak_ptr<const RestorationResult>>& some, const ResultPtr& result) {
    return std::any_of(some.begin(), some.end(), [&result](const auto& one) { return one.lock() == result; });
}

}  // namespace

ImageDocument::ImageDocument(LoadedPhoto source, QObject* parent)
    : QObject(parent), mSource(std::move(source)), mMask(mSource.display.size()) {}

ImageDocument::~ImageDocument() = default;

ResultPtr ImageDocument::shownResult() const {
    return mShown < 0 ? nullptr : mResults[std::size_t(mShown)];
}

bool ImageDocument::lacksMask() const {
    return taskRow(mSettings.task).mask == MaskUse::Restored && mMask.isEmpty();
}

RunRequest ImageDocument::request() const {
    RunRequest request;
    request.photo = mSource.photo;
    if (taskRow(mSettings.task).mask != MaskUse::None && !mMask.isEmpty()) request.mask = mMask.image();
    request.settings = mSettings;
    if (mSource.clean) request.reference = mSource.clean->photo;
    return request;
}

QString ImageDocument::suggestedPath() const {
    //: The last word of a file's name, as in holiday-restored.jpg
    return suggestedStem(tr("restored")) + QLatin1Char('.') + suffixFor(mSource);
}

QString ImageDocument::suggestedStem(const QString& what) const {
    const QFileInfo file(mSource.path);
    const bool foreign = mSource.path.isEmpty() || mSource.isSample;
    const QDir folder =
        foreign ? QDir(QStandardPaths::writableLocation(QStandardPaths::PicturesLocation)) : file.dir();
    QString stem = !mSource.path.isEmpty() ? file.completeBaseName()
                   : mSource.clean         ? mSource.title
                                           : tr("pasted");
    if (!what.isEmpty()) stem += QLatin1Char('-') + what;
    return folder.filePath(stem);
}

QString ImageDocument::nameOf(const RestorationResult& result) const {
    const QString name = givenName(result.id);
    return name.isEmpty() ? resultName(result.settings) : name;
}

QString ImageDocument::nextName(const RestorationSettings& settings) const {
    int number = 1 + int(std::count_if(mResults.begin(), mResults.end(), [&](const ResultPtr& result) {
                     return result->settings.task == settings.task;
                 }));
    const auto isTaken = [&] {
        const QString start = numberedTask(settings.task, number);
        return std::any_of(mNames.begin(), mNames.end(), [&start](const QString& name) {
            return name == start || (name.startsWith(start) && !name[start.size()].isDigit());
        });
    };
    while (isTaken())
        ++number;
    return resultName(settings, number);
}

void ImageDocument::setGivenName(const QString& id, const QString& name) {
    mNames[id] = name;
    Q_EMIT resultsChanged();
}

bool ImageDocument::isSaved(const ResultPtr& result) const {
    return contains(mSaved, result);
}

int ImageDocument::unsavedResults() const {
    return int(std::count_if(mResults.begin(), mResults.end(), [this](const ResultPtr& result) {
        return !isSaved(result) && !contains(mKept, result);
    }));
}

bool ImageDocument::hasUnsavedMask() const {
    return mMaskRevision != mSavedMask && !mMask.isEmpty();
}

void ImageDocument::markMaskSaved(quint64 maskRevision) {
    mSavedMask = maskRevision;
    Q_EMIT savedChanged();
}

void ImageDocument::markSaved(const ResultPtr& result) {
    mSaved.push_back(result);
    Q_EMIT savedChanged();
}

void ImageDocument::markKept(const std::vector<ResultPtr>& results) {
    mKept.assign(results.begin(), results.end());
    Q_EMIT savedChanged();
}

void ImageDocument::show(int index) {
    Q_ASSERT(index >= kOriginal && index < int(mResults.size()));
    if (index == mShown) return;
    mShown = index;
    Q_EMIT shownChanged();
}

void ImageDocument::noteMaskChanged(const QRect& dirty) {
    mMask.changed(dirty);
    ++mRevision;
    ++mMaskRevision;
    Q_EMIT maskChanged(dirty);
}

void ImageDocument::exchangeMask(MaskPatch& patch) {
    patch.exchangeWith(mMask);
    ++mRevision;
    ++mMaskRevision;
    Q_EMIT maskChanged(patch.rect());
}

void ImageDocument::setSettings(const RestorationSettings& settings) {
    if (mSettings == settings) return;
    mSettings = settings;
    ++mRevision;
    Q_EMIT settingsChanged();
}

void ImageDocument::insertResult(int index, ResultPtr result) {
    if (result->mask == mMask.image()) mSavedMask = mMaskRevision;
    mResults.insert(mResults.begin() + index, std::move(result));
    if (mShown >= index) ++mShown;
    Q_EMIT resultsChanged();
}

ResultPtr ImageDocument::takeResult(int index) {
    ResultPtr result = mResults[std::size_t(index)];
    mResults.erase(mResults.begin() + index);
    const bool wasShown = mShown == index;
    if (wasShown) {
        mShown = mResults.empty() ? kOriginal : std::min(index, int(mResults.size()) - 1);
    } else if (mShown > index) {
        --mShown;
    }
    Q_EMIT resultsChanged();
    if (wasShown) Q_EMIT shownChanged();
    return result;
}

}  // namespace lacuna::ui
