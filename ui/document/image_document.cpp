// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/image_document.h"

#include "core/operators/task.h"
#include "ui/document/mask_patch.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

#include <algorithm>
#include <cstring>
#include <utility>

namespace lacuna::ui {

namespace {

QString suffixFor(const LoadedPhoto& source) {
    const QString own = QFileInfo(source.path).suffix();
    if (!own.isEmpty()) return own;
    switch (source.photo->format) {
        case FileFormat::Jpeg:
            return QStringLiteral("jpg");
        case FileFormat::Tiff:
            return QStringLiteral("tif");
        case FileFormat::WebP:
            return QStringLiteral("webp");
        case FileFormat::Png:
            break;
    }
    return QStringLiteral("png");
}

bool contains(const std::vector<std::weak_ptr<const RestorationResult>>& some, const ResultPtr& result) {
    return std::any_of(some.begin(), some.end(), [&result](const auto& one) { return one.lock() == result; });
}

/// Whether a project needn't be saved for them: device, threads and memory are the computer's.
bool haveSameWork(RestorationSettings a, const RestorationSettings& b) {
    const int tile = a.compute.tile;
    a.compute = b.compute;
    return tile == b.compute.tile && a == b;
}

}  // namespace

/// The work in the project file, and where the mask was last seen to differ from it.
struct ImageDocument::KeptFile {
    KeptWork work;
    mutable QPoint difference{-1, -1};
    mutable quint64 revision = 0;  ///< of the mask that was compared last; 0: none yet
    mutable bool differed = false;

    /// It is asked with every stroke, so that pixels are only compared until a difference is found, and those
    /// around the last one first.
    bool differs(const QImage& mask, quint64 maskRevision) const {
        if (revision == maskRevision + 1) return differed;
        revision = maskRevision + 1;
        const QImage& kept = work.mask;
        if (kept.isNull() || kept.size() != mask.size()) return differed = true;
        if (difference.x() >= 0 && kept.constScanLine(difference.y())[difference.x()] !=
                                       mask.constScanLine(difference.y())[difference.x()])
            return differed = true;
        difference = {-1, -1};
        differed = false;
        if (kept.constBits() == mask.constBits()) return false;
        for (int y = 0; y < mask.height(); ++y) {
            const uchar* a = kept.constScanLine(y);
            const uchar* b = mask.constScanLine(y);
            if (std::memcmp(a, b, std::size_t(mask.width())) == 0) continue;
            difference = {int(std::mismatch(a, a + mask.width(), b).first - a), y};
            return differed = true;
        }
        return false;
    }
};

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

ResultPtr ImageDocument::photographAsResult() const {
    auto picture = std::make_shared<RestorationResult>();
    picture->id = kPhotographId;
    picture->photo = mSource.photo;
    picture->display = mSource.display;
    picture->settings.keepUnmasked = false;
    return picture;
}

QString ImageDocument::suggestedPath() const {
    if (mResults.empty() && mSource.path.isEmpty()) return suggestedStem() + QLatin1Char('.') + suffixFor(mSource);
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
    return int(std::count_if(mResults.begin(), mResults.end(),
                             [this](const ResultPtr& result) { return !isSaved(result); }));
}

UnsavedWork ImageDocument::unsaved() const {
    UnsavedWork unsaved;
    if (mKept) {
        compareWithKept(unsaved);
        return unsaved;
    }
    const bool isPasted = mSource.path.isEmpty() && !mSource.clean;
    unsaved.picture = isPasted && !mPictureSaved && mSaved.empty();
    unsaved.results = unsavedResults();
    unsaved.mask = mMaskRevision != mSavedMask && !mMask.isEmpty();
    return unsaved;
}

void ImageDocument::compareWithKept(UnsavedWork& unsaved) const {
    const KeptWork& kept = mKept->work;
    for (const ResultPtr& result : mResults) {
        const auto found = std::find(kept.results.begin(), kept.results.end(), result->id);
        if (found == kept.results.end()) {
            ++unsaved.results;
        } else if (kept.names[std::size_t(found - kept.results.begin())] != givenName(result->id)) {
            ++unsaved.renamed;
        }
    }
    unsaved.deleted = int(std::count_if(kept.results.begin(), kept.results.end(), [this](const QString& id) {
        return std::none_of(mResults.begin(), mResults.end(),
                            [&id](const ResultPtr& result) { return result->id == id; });
    }));
    unsaved.mask = mKept->differs(mMask.image(), mMaskRevision);
    unsaved.settings = !haveSameWork(mSettings, kept.settings);
}

KeptWork ImageDocument::work() const {
    KeptWork work{mMask.image(), mSettings, {}, {}};
    for (const ResultPtr& result : mResults) {
        work.results.push_back(result->id);
        work.names.push_back(givenName(result->id));
    }
    return work;
}

void ImageDocument::setKept(KeptWork kept) {
    mKept = std::make_unique<KeptFile>();
    mKept->work = std::move(kept);
    Q_EMIT savedChanged();
}

void ImageDocument::markMaskSaved(quint64 maskRevision) {
    mSavedMask = maskRevision;
    Q_EMIT savedChanged();
}

void ImageDocument::markSaved(const ResultPtr& result) {
    if (result->id == kPhotographId) {
        mPictureSaved = true;
    } else {
        mSaved.push_back(result);
    }
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
