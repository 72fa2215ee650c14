// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/settings_panel.h"

#include <vector>

class QAction;
class QComboBox;
class QMenu;

namespace lacuna::ui {

/// How strongly to restore, and how long it may take: the built-in presets and the user's own.
class PresetRow : public SettingsPanel {
    Q_OBJECT

  public:
    explicit PresetRow(QWidget* parent = nullptr);

    /// Sets the user's presets of all tasks. Those of the current task are offered.
    void setUserPresets(const std::vector<UserPreset>& presets);
    /// The user's preset that equals the settings; null: none.
    const UserPreset* current() const;
    /// Asks for a name for the current numbers.
    void askForName();

  Q_SIGNALS:
    /// The user wants to keep the current numbers under a name, replacing a preset of that name.
    void keepWanted(const lacuna::UserPreset& preset);
    void removeWanted(const QString& name);

  protected:
    void showSettings() override;

  private:
    void choose(int index);
    void rebuild();

    QComboBox* mPreset;
    QComboBox* mEffort;
    QMenu* mMenu;
    QAction* mKeep;
    QAction* mRemove;
    std::vector<UserPreset> mUser;
};

}  // namespace lacuna::ui
