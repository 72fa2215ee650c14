// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flows/queue_flow.h"

#include "core/detect/find_damage.h"
#include "core/io/formats.h"
#include "ui/base/format_time.h"
#include "ui/base/note_text.h"
#include "ui/base/thread_guard.h"
#include "ui/document/change_mask_command.h"
#include "ui/document/mask_image.h"
#include "ui/flows/documents.h"
#include "ui/flows/file_question.h"

#include <QCollator>
#include <QDir>
#include <QDirIterator>
#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace lacuna::ui {

namespace {

/// The photographs in a folder and those below it, in the order of their names.
QStringList photographsIn(const QString& folder, const RunToken& token) {
    mustNotBlockGui("photographsIn");
    QStringList paths;
    QDirIterator each(folder, patternsOf(readableExtensions()), QDir::Files, QDirIterator::Subdirectories);
    while (each.hasNext()) {
        token.check();
        paths << each.next();
    }
    QCollator order;
    order.setNumericMode(true);
    std::sort(paths.begin(), paths.end(), order);
    return paths;
}

/// The file in `folder` with the photograph's name, whatever its extension; empty: there is none.
QString maskFor(const QString& photo, const QString& folder) {
    const QString stem = QFileInfo(photo).completeBaseName();
    for (const QFileInfo& file :
         QDir(folder).entryInfoList(patternsOf(readableExtensions()), QDir::Files, QDir::Name))
        if (file.completeBaseName() == stem) return file.filePath();
    return {};
}

}  // namespace

QueueFlow::QueueFlow(const Parts& parts, QObject* parent)
    : QObject(parent), mParts(parts), mWindow(new QueueWindow(&parts.window)) {
    connect(mWindow, &QueueWindow::addFilesWanted, this, &QueueFlow::chooseFiles);
    connect(mWindow, &QueueWindow::addOpenWanted, this, &QueueFlow::addOpen);
    connect(mWindow, &QueueWindow::dropped, this, qOverload<const QStringList&>(&QueueFlow::add));
    connect(mWindow, &QueueWindow::removeWanted, this, &QueueFlow::remove);
    connect(mWindow, &QueueWindow::settingsWanted, this, &QueueFlow::useCurrentSettings);
    connect(mWindow, &QueueWindow::masksWanted, this, &QueueFlow::chooseMasks);
    connect(mWindow, &QueueWindow::resultsWanted, this, &QueueFlow::chooseResults);
    connect(mWindow, &QueueWindow::startWanted, this, &QueueFlow::start);
    connect(mWindow, &QueueWindow::pauseWanted, this, &QueueFlow::setPaused);
    connect(mWindow, &QueueWindow::stopWanted, this, &QueueFlow::stop);
    connect(mWindow, &QueueWindow::openWanted, this, &QueueFlow::look);
    connect(mWindow, &QueueWindow::orderChanged, this, &QueueFlow::reorder);
    summarise();
}

QueueFlow::~QueueFlow() {
    if (mStep) mStep->drop();
}

void QueueFlow::open() {
    mWindow->show();
    mWindow->raise();
    mWindow->activateWindow();
}

RestorationSettings QueueFlow::currentSettings() const {
    const ImageDocument* shown = mParts.documents.current();
    return shown ? shown->settings() : RestorationSettings();
}

void QueueFlow::add(const QStringList& paths) {
    const RestorationSettings settings = currentSettings();
    open();
    if (std::none_of(paths.begin(), paths.end(), [](const QString& path) { return QFileInfo(path).isDir(); }))
        return addAll(paths, settings);
    mParts.runs.looking()
        .post({tr("Looking for photographs …")},
              [paths](RunToken& token) {
                  QStringList found;
                  for (const QString& path : paths)
                      found += QFileInfo(path).isDir() ? photographsIn(path, token) : QStringList(path);
                  return found;
              })
        .then(this, [this, settings](const QStringList& found) { addAll(found, settings); });
}

void QueueFlow::addAll(const QStringList& paths, const RestorationSettings& settings) {
    for (const QString& path : paths)
        add(path, settings, {});
    summarise();
}

void QueueFlow::addOpen() {
    for (int i = 0; i < mParts.documents.count(); ++i) {
        const ImageDocument& document = *mParts.documents.at(i);
        if (document.source().path.isEmpty()) continue;
        add(document.source().path, document.settings(),
            document.mask().isEmpty() ? MaskLayer() : document.mask());
    }
    summarise();
}

void QueueFlow::add(const QString& path, const RestorationSettings& settings, const MaskLayer& mask) {
    auto item = std::make_shared<Item>();
    item->number = ++mLastNumber;
    item->path = QFileInfo(path).absoluteFilePath();
    item->settings = settings;
    item->mask = mask;
    add(item);
}

void QueueFlow::add(const ItemPtr& item) {
    mItems.push_back(item);
    mWindow->add(item->number, QFileInfo(item->path).fileName());
    if (item->state == State::Waiting)
        tellWaiting(*item);
    else
        tell(*item, item->words);
    mParts.files.thumbnail(item->path).then(mWindow, [this, number = item->number](const QImage& picture) {
        mWindow->setPicture(number, picture);
    });
}

void QueueFlow::recover() {
    const std::shared_ptr<QueueStore> store = QueueStore::open();
    if (!store) return;
    // Nothing is kept before what there is has been read.
    mParts.runs.looking()
        .post({}, [store](RunToken&) { return store->read(); })
        .then(this,
              [this, store](const StoredQueue& queue) {
                  mStore = store;
                  bringBack(queue);
                  keep();
              })
        .orElse(this, [this, store](const Failure& failure) {
            store->setAside();
            mStore = store;
            keep();
            Q_EMIT notRecovered(failure);
        });
}

void QueueFlow::bringBack(const StoredQueue& queue) {
    const int left = queue.waiting();
    if (left == 0) return;  // it was finished
    mMasks = queue.masks;
    mResults = queue.results;
    mMaskFolder = queue.maskFolder;
    mResultFolder = queue.resultFolder;
    mWindow->setMasks(mMasks, mMaskFolder);
    mWindow->setResults(mResults, mResultFolder);
    // New numbers, so that no new mask replaces a file that the kept queue still refers to.
    for (const StoredQueue::Item& stored : queue.items)
        mLastNumber = std::max(mLastNumber, stored.number);
    for (const StoredQueue::Item& stored : queue.items) {
        auto item = std::make_shared<Item>();
        item->number = ++mLastNumber;
        item->path = stored.path;
        item->settings = stored.settings;
        item->mask = stored.mask;
        item->output = stored.output;
        item->words = stored.words;
        if (stored.state == StoredQueue::State::Done) item->state = State::Done;
        if (stored.state == StoredQueue::State::Failed) item->state = State::Failed;
        add(item);
    }
    summarise();
    Q_EMIT recovered(left);
}

StoredQueue QueueFlow::snapshot() const {
    StoredQueue queue;
    queue.masks = mMasks;
    queue.results = mResults;
    queue.maskFolder = mMaskFolder;
    queue.resultFolder = mResultFolder;
    for (const ItemPtr& item : mItems) {
        // What is being worked on begins anew.
        StoredQueue::State state = StoredQueue::State::Waiting;
        if (item->state == State::Done) state = StoredQueue::State::Done;
        if (item->state == State::Failed) state = StoredQueue::State::Failed;
        queue.items.push_back(
            {item->number, item->path, item->settings, item->mask, state, item->words, item->output});
    }
    return queue;
}

void QueueFlow::keep() {
    if (!mStore || std::exchange(mKeeps, true)) return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            mKeeps = false;
            mParts.runs.writing().post(
                {QString(), Run::Kind::Writing},
                [store = mStore, queue = snapshot()](RunToken&) { store->write(queue); });
        },
        Qt::QueuedConnection);
}

QueueFlow::ItemPtr QueueFlow::find(int number) const {
    const auto found = std::find_if(mItems.begin(), mItems.end(),
                                    [number](const ItemPtr& item) { return item->number == number; });
    return found == mItems.end() ? nullptr : *found;
}

void QueueFlow::remove(const QList<int>& numbers) {
    for (const int number : numbers) {
        const ItemPtr item = find(number);
        if (!item || item->state == State::Working) continue;
        std::erase(mItems, item);
        mWindow->remove(number);
    }
    summarise();
}

void QueueFlow::useCurrentSettings(const QList<int>& numbers) {
    const RestorationSettings settings = currentSettings();
    for (const int number : numbers) {
        const ItemPtr item = find(number);
        if (!item || item->state == State::Working) continue;
        item->settings = settings;
        item->state = State::Waiting;
        item->output.clear();
        item->words.clear();
        tellWaiting(*item);
    }
    summarise();
}

void QueueFlow::chooseFiles() {
    askForFiles(
        *mWindow,
        {tr("Add photographs"), QFileDialog::AcceptOpen, photoFilter(readableExtensions()), lastFolder()},
        [this](const QStringList& paths) { add(paths); });
}

void QueueFlow::chooseMasks(QueueMasks masks) {
    if (masks != QueueMasks::Folder) {
        mMasks = masks;
        keep();
        return;
    }
    askForFolder(*mWindow, tr("Folder of masks"), [this](const QString& folder) { setMaskFolder(folder); });
    mWindow->setMasks(mMasks, mMaskFolder);
}

void QueueFlow::setMaskFolder(const QString& folder) {
    mMasks = QueueMasks::Folder;
    mMaskFolder = folder;
    keep();
    mWindow->setMasks(mMasks, folder);
}

void QueueFlow::chooseResults(QueueResults results) {
    if (results != QueueResults::Folder) {
        mResults = results;
        keep();
        return;
    }
    askForFolder(*mWindow, tr("Folder of results"), [this](const QString& folder) {
        mResults = QueueResults::Folder;
        mResultFolder = folder;
        keep();
        mWindow->setResults(mResults, mResultFolder);
    });
    mWindow->setResults(mResults, mResultFolder);
}

void QueueFlow::reorder() {
    const QList<int> order = mWindow->order();
    std::sort(mItems.begin(), mItems.end(), [&order](const ItemPtr& a, const ItemPtr& b) {
        return order.indexOf(a->number) < order.indexOf(b->number);
    });
    keep();
}

/// Opens what there is of it: the result, or else the photograph.
void QueueFlow::look(int number) {
    if (const ItemPtr item = find(number))
        Q_EMIT openWanted(item->output.isEmpty() ? item->path : item->output);
}

int QueueFlow::waiting() const {
    return int(std::count_if(mItems.begin(), mItems.end(), [](const ItemPtr& item) {
        return item->state == State::Waiting || item->state == State::Working;
    }));
}

void QueueFlow::setRunning(bool running) {
    if (running == mRunning) return;
    mRunning = running;
    mPaused = false;
    mWindow->setRunning(running, false);
    Q_EMIT runningChanged(running);
}

void QueueFlow::start() {
    if (mRunning || waiting() == 0) return;
    mSeconds = 0;
    mTimed = 0;
    setRunning(true);
    next();
}

void QueueFlow::setPaused(bool paused) {
    if (!mRunning || paused == mPaused) return;
    mPaused = paused;
    mWindow->setRunning(true, paused);
    if (mRestoration) {
        mRestoration->setPaused(paused);
        tellWorking();
    }
    summarise();
    if (!paused && !mItem) next();
}

void QueueFlow::stop() {
    if (!mRunning) return;
    setRunning(false);
    // Once it has stopped, it waits again.
    if (mRestoration) {
        mRestoration->stop();
    } else if (mStep) {
        mStep->cancel();
    }
    summarise();
}

void QueueFlow::next() {
    if (!mRunning || mPaused || mItem) return;
    const auto found = std::find_if(mItems.begin(), mItems.end(),
                                    [](const ItemPtr& item) { return item->state == State::Waiting; });
    if (found == mItems.end()) {
        setRunning(false);
        const auto count = [this](State state) {
            return int(std::count_if(mItems.begin(), mItems.end(),
                                     [state](const ItemPtr& item) { return item->state == state; }));
        };
        summarise();
        Q_EMIT finished(count(State::Done), count(State::Failed));
        return;
    }
    mItem = *found;
    mItem->state = State::Working;
    mSince.start();
    openPhoto(mItem);
}

void QueueFlow::openPhoto(const ItemPtr& item) {
    tell(*item, tr("opening"));
    OpenRequest request;
    request.path = item->path;
    const RunOf<OpenedPhoto> run = mParts.files.open(request);
    mStep = run.run();
    run.then(this, [this, item](const OpenedPhoto& opened) {
        mDocument = std::make_unique<ImageDocument>(opened.photo);
        mDocument->setSettings(item->settings);
        markPhoto(item);
    });
    endUnlessDone(run, item, Attempt::OpenPhoto);
}

void QueueFlow::markPhoto(const ItemPtr& item) {
    if (!item->settings.takesMask()) return restore(item, {});
    if (!item->mask.isNull() && item->mask.size() == mDocument->size()) return restore(item, item->mask);
    RunOf<MaskLayer> run;
    if (mMasks == QueueMasks::Folder) {
        const QString path = maskFor(item->path, mMaskFolder);
        if (path.isEmpty() && item->settings.needsMask())
            return end(item, State::Failed, tr("there is no mask for it in the folder of masks"));
        if (path.isEmpty()) return restore(item, {});
        run = mParts.files.readMask(path, mDocument->source());
    } else if (item->settings.needsMask()) {
        tell(*item, tr("looking for scratches and dust"));
        run = mParts.runs.working().post(
            {tr("Looking for scratches and dust on “%1” …").arg(mDocument->source().title)},
            [photo = mDocument->source().photo](RunToken& token) {
                const ImageBuffer probability = damageProbability(photo->pixels);
                token.check();
                return toMaskLayer(damageMask(probability, {}));
            });
    } else {
        return restore(item, {});
    }
    mStep = run.run();
    run.then(this, [this, item](const MaskLayer& mask) { restore(item, mask); });
    endUnlessDone(run, item, Attempt::ReadMask);
}

void QueueFlow::restore(const ItemPtr& item, const MaskLayer& mask) {
    if (!mask.isNull())
        ChangeMaskCommand(*mDocument, QString(), mask).redo();  // part of the document's initial state
    if (mDocument->lacksMask())
        return end(item, State::Done, tr("no scratches or dust found, so nothing was done"));
    RunRequest request = mDocument->request();
    request.keepsSteps = false;  // of many photographs, nobody looks at the steps
    mStep = nullptr;
    mRestoration = mParts.controller.start(request, tr("Restoring “%1” …").arg(mDocument->source().title));
    if (mPaused) mRestoration->setPaused(true);
    mPercent = -1;
    tellWorking();
    connect(mRestoration.get(), &Restoration::progressed, this, [this](const Progress& progress) {
        if (progress.totalEvaluations == 0) return;
        mPercent = 100 * progress.evaluations / progress.totalEvaluations;
        tellWorking();
    });
    mRestoration->run().then(this, [this, item](const ResultPtr& result) {
        mRestoration = nullptr;
        // Whoever stopped it, the queue or the user in the window.
        if (result->stoppedEarly) return end(item, State::Waiting, {});
        keep(item, result);
    });
    endUnlessDone(mRestoration->run(), item, Attempt::Restore);
}

void QueueFlow::keep(const ItemPtr& item, const ResultPtr& result) {
    if (mResults != QueueResults::Tabs) return save(item, result);
    mDocument->adopt(result);
    Q_EMIT restored(mDocument.release());
    end(item, State::Done, tr("restored, in a tab"));
}

QString QueueFlow::targetOf(const Item& item) const {
    const QFileInfo suggested(mDocument->suggestedPath());
    const QDir folder(mResults == QueueResults::Folder ? mResultFolder : QFileInfo(item.path).path());
    QString path = folder.filePath(suggested.fileName());
    for (int n = 2; QFileInfo::exists(path); ++n)
        path = folder.filePath(
            QStringLiteral("%1-%2.%3").arg(suggested.completeBaseName()).arg(n).arg(suggested.suffix()));
    return path;
}

void QueueFlow::save(const ItemPtr& item, const ResultPtr& result) {
    tell(*item, tr("saving"));
    const QString path = targetOf(*item);
    const LoadedPhoto source = mDocument->source();
    const RunOf<std::vector<Note>> check = mParts.files.checkSave(path, result, source);
    check.then(this, [this, item, result, source, path](const std::vector<Note>& losses) {
        QStringList words(tr("saved as “%1”").arg(QFileInfo(path).fileName()));
        for (const Note& loss : losses)
            words << noteText(loss);
        const RunOf<Nothing> run = mParts.files.save(path, result, source);
        mStep = run.run();
        run.then(this, [this, item, path, words] {
            item->output = path;
            Q_EMIT fileWritten(path);
            end(item, State::Done, words.join(QStringLiteral(". ")));
        });
        endUnlessDone(run, item, Attempt::Save);
    });
    endUnlessDone(check, item, Attempt::Save);
}

template <typename T>
void QueueFlow::endUnlessDone(const RunOf<T>& run, const ItemPtr& item, Attempt attempt) {
    run.orElse(this,
               [this, item, attempt](const Failure& failure) {
                   end(item, State::Failed, failureReason(failure, attempt));
               })
        .ifCancelled(this, [this, item] { end(item, State::Waiting, {}); });
}

void QueueFlow::end(const ItemPtr& item, State state, const QString& words) {
    item->state = state;
    mItem = nullptr;
    mStep = nullptr;
    mRestoration = nullptr;
    if (mDocument) mDocument.release()->deleteLater();  // its own signal may be on the way
    if (state == State::Waiting) {
        // It was stopped: what is left can be started again.
        tellWaiting(*item);
        setRunning(false);
    } else {
        item->words = state == State::Failed ? tr("failed: %1").arg(words) : words;
        tell(*item, item->words);
        mSeconds += double(mSince.elapsed()) / 1000;
        ++mTimed;
    }
    summarise();
    next();
}

void QueueFlow::tell(const Item& item, const QString& words) {
    mWindow->setState(item.number, words);
}

void QueueFlow::tellWaiting(const Item& item) {
    tell(item, tr("%1, waiting").arg(resultName(item.settings)));
}

void QueueFlow::tellWorking() {
    if (!mItem) return;
    if (mPercent < 0) return tell(*mItem, mPaused ? tr("paused") : tr("restoring"));
    tell(*mItem, (mPaused ? tr("paused at %1 %") : tr("restoring, %1 %")).arg(mPercent));
}

void QueueFlow::summarise() {
    keep();
    const int left = waiting();
    QStringList words;
    if (mItems.empty()) {
        words << tr("The queue is empty.");
    } else {
        const auto failed = std::count_if(mItems.begin(), mItems.end(),
                                          [](const ItemPtr& item) { return item->state == State::Failed; });
        words << tr("%1 of %2 done.").arg(int(mItems.size()) - left - int(failed)).arg(mItems.size());
        if (failed > 0) words << tr("%n failed.", nullptr, int(failed));
    }
    if (mRunning && mPaused) words << tr("Paused.");
    if (mRunning && mTimed > 0 && left > 0)
        words << tr("Time left: %1.").arg(formatAbout(mSeconds / mTimed * left));
    mWindow->setSummary(words.join(QLatin1Char(' ')));
}

}  // namespace lacuna::ui
