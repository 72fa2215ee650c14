// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/settings_panel.h"

#include <vector>

class QAction;
class QComboBox;
class QMenu;

namespace lacuna::ui {

/// How strongly to restore and how long it may take: the presets that come with the program, and the user's
/// own.
class PresetRow : public SettingsPanel {
    Q_OBJECT

  public:
    explicit PresetRow(QWidget* parent = nullptr);

    /// The user's, of all tasks; those of the task at hand are offered.
    void setUserPresets(const std::vector<UserPreset>& presets);
    /// The user's preset whose numbers the settings have; null: none.
    const UserPreset* current() const;
    /// Asks what the numbers at hand shall be called.
    void askForName();

  Q_SIGNALS:
    /// The numbers at hand under a name; one of that name is replaced.
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
