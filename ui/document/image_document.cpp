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
    const QString path = source.framed ? source.framed->path : source.path;
    if (formatForPath(toPath(path))) return QFileInfo(path).suffix();
    return QString::fromStdString(extensionOf(source.photo->format)).mid(1);
}

bool contains(const std::vector<std::weak_ptr<const RestorationResult>>& some, const ResultPtr& result) {
    return std::any_of(some.begin(), some.end(), [&result](const auto& one) { return one.lock() == result; });
}

/// Whether that mask was inpainted on the way to the result, itself included.
bool filledIn(const Results& results, const RestorationResult& result, const MaskLayer& mask) {
    if (taskRow(result.settings.task).mask == MaskUse::Restored && result.mask == mask) return true;
    const int parent = indexOfStage(results, result.parent);
    return parent >= 0 && filledIn(results, *results[std::size_t(parent)], mask);
}

/// Whether a project needn't be saved for them: device, threads and memory are the computer's.
bool haveSameWork(RestorationSettings a, const RestorationSettings& b) {
    const int tile = a.compute.tile;
    a.compute = b.compute;
    return tile == b.compute.tile && a == b;
}

}  // namespace

/// The work in the project file, and whether the mask differs from it.
struct ImageDocument::KeptFile {
    KeptWork work;
    mutable std::optional<quint64> revision;  ///< of the mask that was compared last; none: none yet
    mutable bool differed = false;

    /// It is asked several times with every stroke.
    bool differs(const MaskLayer& mask, quint64 maskRevision) const {
        if (revision != maskRevision) differed = !(work.mask == mask);
        revision = maskRevision;
        return differed;
    }
};

ImageDocument::ImageDocument(LoadedPhoto source, QObject* parent)
    : QObject(parent), mSource(std::move(source)), mMask(mSource.display.size()) {}

ImageDocument::~ImageDocument() = default;

ResultPtr ImageDocument::shownResult() const {
    return mShown < 0 ? nullptr : mResults[std::size_t(mShown)];
}

bool ImageDocument::lacksMask() const {
    return mSettings.needsMask() && mMask.isEmpty();
}

RunRequest ImageDocument::requestFrom(const ResultPtr& start) const {
    RunRequest request;
    request.photo = start ? start->photo : mSource.photo;
    if (start) {
        request.photoScale = start->display.size().width() / size().width();
        request.parent = start->stage;
        request.parentId = start->id;
        request.photoKeepsUnmarked = start->keepsUnmarked;
    }
    if (mSource.clean) request.reference = mSource.clean->photo;
    return request;
}

RunRequest ImageDocument::request() const {
    const ResultPtr start = startsFrom();
    RunRequest request = requestFrom(start);
    // Pixels that were marked for an inpainting before aren't missing any more.
    const bool marksWhatIsMissing =
        taskRow(mSettings.task).mask == MaskUse::Unmeasured && !mSettings.restoresPart();
    const bool isFilled = marksWhatIsMissing && start && filledIn(mResults, *start, mMask);
    if (mSettings.takesMask() && !mMask.isEmpty() && !isFilled) request.mask = mMask;
    request.settings = mSettings;
    return request;
}

RunRequest ImageDocument::requestFor(const RestorationResult& result) const {
    RunRequest request = requestFrom(at(result.parent));
    request.mask = result.mask;
    request.settings = result.settings;
    request.stage = result.stage;
    request.blend = result.blend;
    return request;
}

ResultPtr ImageDocument::at(const QString& stage) const {
    const int index = indexOfStage(mResults, stage);
    return index < 0 ? nullptr : mResults[std::size_t(index)];
}

ResultPtr ImageDocument::startsFrom() const {
    if (mPinned && (mPinned->isEmpty() || at(*mPinned))) return at(*mPinned);
    if (const ResultPtr result = changed()) return at(result->parent);
    const ResultPtr shown = shownResult();
    return shown && shown->settings.task == mSettings.task ? at(shown->parent) : shown;
}

void ImageDocument::pinStart(const std::optional<QString>& stage) {
    mPinned = stage;
    Q_EMIT startChanged();
}

void ImageDocument::setChanged(const QString& stage) {
    if (mChanged == stage) return;
    mChanged = stage;
    mPinned.reset();
    Q_EMIT startChanged();
}

bool ImageDocument::isStale(const RestorationResult& result) const {
    const int index = indexOfStage(mResults, result.stage);
    return index >= 0 && lacuna::ui::isStale(mResults, index);
}

Results ImageDocument::shownChain() const {
    return mShown < 0 ? Results() : chainTo(mResults, mShown);
}

StoredPhoto ImageDocument::inputOf(const RestorationResult& result) const {
    const ResultPtr parent = at(result.parent);
    return parent ? parent->photo : mSource.photo;
}

QString ImageDocument::startName(const ResultPtr& start) const {
    return start ? nameOf(*start) : tr("Original photograph");
}

ResultPtr ImageDocument::photographAsResult() const {
    auto picture = std::make_shared<RestorationResult>();
    picture->id = picture->stage = kPhotographId;
    picture->photo = mSource.photo;
    picture->display = mSource.display;
    return picture;
}

QString ImageDocument::suggestedPath() const {
    if (mResults.empty() && mSource.framed) {
        //: The last word of a file's name, as in holiday-cropped.jpg
        const QString what = mSource.framed->cutsOff() ? tr("cropped") : tr("turned");
        return suggestedStem(what) + QLatin1Char('.') + suffixFor(mSource);
    }
    if (mResults.empty() && mSource.path.isEmpty())
        return suggestedStem() + QLatin1Char('.') + suffixFor(mSource);
    //: The last word of a file's name, as in holiday-restored.jpg
    return suggestedStem(tr("restored")) + QLatin1Char('.') + suffixFor(mSource);
}

QString ImageDocument::suggestedStem(const QString& what) const {
    const QString path = mSource.framed ? mSource.framed->path : mSource.path;
    const QFileInfo file(path);
    const bool foreign = path.isEmpty() || (mSource.framed ? mSource.framed->isSample : mSource.isSample);
    const QDir folder =
        foreign ? QDir(QStandardPaths::writableLocation(QStandardPaths::PicturesLocation)) : file.dir();
    QString stem = !path.isEmpty() ? file.completeBaseName() : mSource.clean ? mSource.title : tr("pasted");
    if (!what.isEmpty()) stem += QLatin1Char('-') + what;
    return folder.filePath(stem);
}

QString ImageDocument::nameOf(const RestorationResult& result) const {
    const QString name = givenName(result.stage);
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

void ImageDocument::setGivenName(const QString& stage, const QString& name) {
    mNames[stage] = name;
    Q_EMIT resultsChanged();
}

bool ImageDocument::isSaved(const ResultPtr& result) const {
    return contains(mSaved, result);
}

bool ImageDocument::isUnsaved(const ResultPtr& result) const {
    if (!mKept) return !isSaved(result);
    const std::vector<QString>& kept = mKept->work.results;
    return std::find(kept.begin(), kept.end(), result->id) == kept.end();
}

ResultPtr ImageDocument::firstUnsaved() const {
    const auto found = std::find_if(mResults.begin(), mResults.end(),
                                    [this](const ResultPtr& result) { return isUnsaved(result); });
    if (found != mResults.end()) return *found;
    return unsaved().picture ? photographAsResult() : nullptr;
}

UnsavedWork ImageDocument::unsaved() const {
    UnsavedWork unsaved;
    unsaved.results = int(std::count_if(mResults.begin(), mResults.end(),
                                        [this](const ResultPtr& result) { return isUnsaved(result); }));
    if (mKept) {
        compareWithKept(unsaved);
        return unsaved;
    }
    const bool isPasted = mSource.path.isEmpty() && !mSource.clean;
    unsaved.picture = isPasted && !mPictureSaved && mSaved.empty();
    unsaved.mask = mMaskRevision != mSavedMask && !mMask.isEmpty();
    return unsaved;
}

void ImageDocument::compareWithKept(UnsavedWork& unsaved) const {
    const KeptWork& kept = mKept->work;
    for (std::size_t i = 0; i < kept.results.size(); ++i) {
        const QString& id = kept.results[i];
        const auto found = std::find_if(mResults.begin(), mResults.end(),
                                        [&id](const ResultPtr& result) { return result->id == id; });
        if (found == mResults.end()) {
            ++unsaved.deleted;
        } else if (kept.names[i] != givenName((*found)->stage)) {
            ++unsaved.renamed;
        }
    }
    unsaved.mask = mKept->differs(mMask, mMaskRevision);
    unsaved.settings = !haveSameWork(mSettings, kept.settings);
    if (mHistory.moves() != kept.moves) unsaved.undone = mHistory.undone();
}

KeptWork ImageDocument::work() const {
    KeptWork work{mMask, mSettings, {}, {}, mHistory.moves()};
    for (const ResultPtr& result : mResults) {
        work.results.push_back(result->id);
        work.names.push_back(givenName(result->stage));
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
    Q_EMIT startChanged();
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
    const bool other = mSettings.task != settings.task;
    mSettings = settings;
    ++mRevision;
    Q_EMIT settingsChanged();
    if (other) Q_EMIT startChanged();
}

void ImageDocument::insertResult(int index, ResultPtr result) {
    if (result->mask == mMask) mSavedMask = mMaskRevision;
    const ResultPtr shown = shownResult();
    mResults.insert(mResults.begin() + std::clamp(index, 0, int(mResults.size())), std::move(result));
    mResults = inTreeOrder(mResults);
    if (shown) mShown = indexOfStage(mResults, shown->stage);
    Q_EMIT resultsChanged();
    Q_EMIT startChanged();
}

QString ImageDocument::renewedName(const RestorationResult& before, const RestorationResult& after) const {
    const QString name = givenName(before.stage);
    for (int number = 1; number <= int(mNames.size()); ++number) {
        if (name != resultName(before.settings, number)) continue;
        return before.settings.task == after.settings.task ? resultName(after.settings, number)
                                                           : nextName(after.settings);
    }
    return name;
}

void ImageDocument::adopt(ResultPtr result) {
    if (!at(result->stage) && !givenName(result->stage).isEmpty()) {
        // Its stage was deleted, and undo may bring that back.
        auto other = std::make_shared<RestorationResult>(*result);
        other->stage = QUuid::createUuid().toString(QUuid::WithoutBraces);
        result = std::move(other);
    }
    const QString stage = result->stage;
    mPinned.reset();
    if (at(stage) == result) {
        show(indexOfStage(mResults, stage));
        return;
    }
    if (at(stage)) {
        if (mChanged == stage) mChanged.clear();
        mPrevious[stage] = at(stage);
        setGivenName(stage, renewedName(*at(stage), *result));
        replaceResult(std::move(result));
    } else {
        mChanged.clear();
        if (givenName(stage).isEmpty()) setGivenName(stage, nextName(result->settings));
        insertResult(int(mResults.size()), std::move(result));
    }
    show(indexOfStage(mResults, stage));
    Q_EMIT startChanged();
}

void ImageDocument::replaceResult(ResultPtr result) {
    const int index = indexOfStage(mResults, result->stage);
    Q_ASSERT(index >= 0);
    if (result->mask == mMask) mSavedMask = mMaskRevision;
    mResults[std::size_t(index)] = std::move(result);
    Q_EMIT resultsChanged();
    if (index == mShown) Q_EMIT shownChanged();
    Q_EMIT startChanged();
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
    Q_EMIT startChanged();
    return result;
}

}  // namespace lacuna::ui
