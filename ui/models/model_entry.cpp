// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/model_entry.h"

#include "ui/base/thread_guard.h"
#include "ui/models/part_record.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace lacuna::ui {

namespace {

namespace fs = std::filesystem;

ModelEntry entryOf(InstalledModel model, const std::vector<fs::path>& bundles) {
    ModelEntry entry;
    const fs::path folder = model.path.parent_path();
    const bool comesWithUs = std::find(bundles.begin(), bundles.end(), folder) != bundles.end();
    entry.state = comesWithUs ? ModelEntry::State::Bundled : ModelEntry::State::Installed;
    entry.isRemovable = folder == ModelCatalog::userFolder();
    entry.installed = std::move(model);
    return entry;
}

ModelEntry entryOf(AvailableModel model) {
    ModelEntry entry;
    const QString parts = PartRecord::folderOf(userModels(), QString::fromStdString(model.file));
    if (QFileInfo::exists(parts)) {
        entry.state = ModelEntry::State::Part;
        entry.partBytes = PartRecord::bytesIn(parts);
    }
    entry.offer = std::move(model);
    return entry;
}

}  // namespace

QString ModelEntry::key() const {
    return QString::fromStdString(isHere() ? installed.path.string() : offer.file);
}

DownloadRequest ModelEntry::request() const {
    return {QString::fromStdString(offer.file), userModels(), offer.downloads};
}

bool ModelEntry::isChecked() const {
    return std::none_of(offer.downloads.begin(), offer.downloads.end(),
                        [](const ModelDownload& download) { return download.sha256.empty(); });
}

std::vector<ModelEntry> listModels() {
    mustNotBlockGui("listModels");
    const ModelCatalog catalog;
    const std::vector<fs::path> bundles = ModelCatalog::programFolders();
    std::vector<ModelEntry> entries;
    for (InstalledModel& model : catalog.list())
        entries.push_back(entryOf(std::move(model), bundles));
    for (AvailableModel& model : catalog.available())
        entries.push_back(entryOf(std::move(model)));
    return entries;
}

QString userModels() {
    return QFile::decodeName(ModelCatalog::userFolder().c_str());
}

}  // namespace lacuna::ui
