// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flows/queue_store.h"

#include "core/base/names.h"
#include "core/files/file_bytes.h"
#include "core/files/json_reader.h"
#include "core/io/image_io.h"
#include "ui/base/file_path.h"
#include "ui/base/thread_guard.h"
#include "ui/document/mask_image.h"
#include "ui/project/project_json.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>

#include <algorithm>
#include <array>

namespace lacuna::ui {

namespace {

constexpr auto kFile = "queue.json";
constexpr std::size_t kMostBytes = 256U << 20;
constexpr int kMostNumber = 1'000'000'000;

constexpr auto kStates = std::to_array<Named<StoredQueue::State>>({{StoredQueue::State::Waiting, "waiting"},
                                                                   {StoredQueue::State::Done, "done"},
                                                                   {StoredQueue::State::Failed, "failed"}});
constexpr auto kMasks =
    std::to_array<Named<QueueMasks>>({{QueueMasks::Found, "found"}, {QueueMasks::Folder, "folder"}});
constexpr auto kResults = std::to_array<Named<QueueResults>>(
    {{QueueResults::Beside, "beside"}, {QueueResults::Folder, "folder"}, {QueueResults::Tabs, "tabs"}});

QString textFrom(const JsonReader& json, const char* key) {
    return QString::fromStdString(json.text(key, ""));
}

}  // namespace

int StoredQueue::waiting() const {
    return int(std::count_if(items.begin(), items.end(),
                             [](const Item& item) { return item.state == State::Waiting; }));
}

QString QueueStore::place() {
    return QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) + QStringLiteral("/queue");
}

QueueStore::QueueStore(const QString& folder) : mFolder(folder), mLock(folder + QStringLiteral(".lock")) {
    mLock.setStaleLockTime(0);  // only a process that is gone loses its lock, however long it works
}

std::shared_ptr<QueueStore> QueueStore::open() {
    if (!QDir().mkpath(place())) return nullptr;
    std::shared_ptr<QueueStore> store(new QueueStore(place()));
    return store->mLock.tryLock(0) ? store : nullptr;
}

QString QueueStore::pathOf(const QString& file) const {
    return QDir(mFolder).filePath(file);
}

QString QueueStore::maskPath(int number) const {
    return pathOf(QStringLiteral("mask-%1.png").arg(number));
}

StoredQueue QueueStore::read() const {
    mustNotBlockGui("QueueStore::read");
    StoredQueue queue;
    const QString path = pathOf(QLatin1String(kFile));
    if (!QFile::exists(path)) return queue;
    const JsonReader json(readText(toPath(path)), path.toStdString(), ErrorCode::InputFile, kMostBytes);
    queue.masks = json.choice("masks", kMasks);
    queue.results = json.choice("results", kResults);
    queue.maskFolder = textFrom(json, "maskFolder");
    queue.resultFolder = textFrom(json, "resultFolder");
    for (const JsonReader& each : json.objects("items")) {
        StoredQueue::Item& item = queue.items.emplace_back();
        item.number = each.integer("number", 1, kMostNumber);
        item.path = QString::fromStdString(each.text("path"));
        item.settings = settingsFrom(each.object("settings"));
        item.state = each.choice("state", kStates);
        item.words = textFrom(each, "words");
        item.output = textFrom(each, "output");
        if (each.flag("hasMask")) item.mask = toMaskLayer(readMask(toPath(maskPath(item.number))));
    }
    return queue;
}

void QueueStore::write(const StoredQueue& queue) {
    mustNotBlockGui("QueueStore::write");
    std::set<int> needed;
    QJsonArray items;
    for (const StoredQueue::Item& item : queue.items) {
        if (!item.mask.isNull()) {
            needed.insert(item.number);
            if (mMasks.insert(item.number).second)
                writeMask(toMaskBuffer(item.mask), toPath(maskPath(item.number)));
        }
        items.append(QJsonObject{
            {QStringLiteral("number"), item.number},
            {QStringLiteral("path"), item.path},
            {QStringLiteral("settings"), toJson(item.settings)},
            {QStringLiteral("hasMask"), !item.mask.isNull()},
            {QStringLiteral("state"), QLatin1String(nameOf(item.state, kStates))},
            {QStringLiteral("words"), item.words},
            {QStringLiteral("output"), item.output},
        });
    }
    const QJsonObject json{{QStringLiteral("items"), items},
                           {QStringLiteral("masks"), QLatin1String(nameOf(queue.masks, kMasks))},
                           {QStringLiteral("results"), QLatin1String(nameOf(queue.results, kResults))},
                           {QStringLiteral("maskFolder"), queue.maskFolder},
                           {QStringLiteral("resultFolder"), queue.resultFolder}};
    writeText(toPath(pathOf(QLatin1String(kFile))), QJsonDocument(json).toJson().toStdString());
    // Only now does nothing refer to the others.
    mMasks = needed;
    for (const QString& file : QDir(mFolder).entryList({QStringLiteral("mask-*.png")}, QDir::Files)) {
        const int number = file.section(QLatin1Char('-'), 1).section(QLatin1Char('.'), 0, 0).toInt();
        if (!needed.contains(number)) QFile::remove(pathOf(file));
    }
}

void QueueStore::setAside() const {
    const QString aside = pathOf(QStringLiteral("unreadable.json"));
    QFile::remove(aside);
    QFile::rename(pathOf(QLatin1String(kFile)), aside);
}

}  // namespace lacuna::ui
