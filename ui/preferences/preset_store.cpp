// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/preferences/preset_store.h"

#include "ui/base/file_path.h"

#include <QStandardPaths>

#include <algorithm>
#include <utility>

namespace lacuna::ui {

PresetStore::PresetStore(QObject* parent)
    : QObject(parent),
      mPath(toPath(QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) +
                   QStringLiteral("/lacuna/presets.json"))) {}

void PresetStore::load() {
    try {
        mPresets = readUserPresets(mPath);
        Q_EMIT changed();
    } catch (...) {
        Q_EMIT failed(currentFailure());
    }
}

void PresetStore::keep(const UserPreset& preset) {
    std::vector<UserPreset> presets = mPresets;
    const auto same = std::find_if(presets.begin(), presets.end(), [&](const UserPreset& each) {
        return each.task == preset.task && each.name == preset.name;
    });
    if (same == presets.end()) {
        presets.push_back(preset);
    } else {
        *same = preset;
    }
    store(std::move(presets));
}

void PresetStore::remove(Task task, const std::string& name) {
    std::vector<UserPreset> presets = mPresets;
    std::erase_if(presets, [&](const UserPreset& each) { return each.task == task && each.name == name; });
    store(std::move(presets));
}

void PresetStore::store(std::vector<UserPreset> presets) {
    try {
        // Don't overwrite a file that can't be read or was changed by another program.
        if (readUserPresets(mPath) != mPresets) {
            load();
            throw Error(ErrorCode::OutputFile, mPath.string(),
                        "was changed elsewhere and has been read anew; try again");
        }
        writeUserPresets(mPath, presets);
        mPresets = std::move(presets);
        Q_EMIT changed();
    } catch (...) {
        Q_EMIT failed(currentFailure());
    }
}

}  // namespace lacuna::ui
