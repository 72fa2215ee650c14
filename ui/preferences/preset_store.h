// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/presets.h"
#include "ui/base/failure.h"

#include <QObject>

#include <filesystem>
#include <vector>

namespace lacuna::ui {

/// The user's own presets, kept in a small file that the command line reads, too. A file that can't be read
/// is left unchanged, and no preset is kept until it has been repaired.
class PresetStore : public QObject {
    Q_OBJECT

  public:
    explicit PresetStore(QObject* parent = nullptr);

    const std::vector<UserPreset>& presets() const { return mPresets; }
    /// Call it after failed() has been connected.
    void load();
    /// Replaces the preset of the same name and task, if there is one.
    void keep(const UserPreset& preset);
    void remove(Task task, const std::string& name);

  Q_SIGNALS:
    void changed();
    void failed(const lacuna::ui::Failure& failure);

  private:
    void store(std::vector<UserPreset> presets);

    std::filesystem::path mPath;
    std::vector<UserPreset> mPresets;
};

}  // namespace lacuna::ui
