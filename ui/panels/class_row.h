// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/models/model_catalog.h"
#include "ui/panels/settings_panel.h"

class QSpinBox;

namespace lacuna::ui {

/// The class for a class-conditional model; hidden for other models.
class ClassRow : public SettingsPanel {
    Q_OBJECT

  public:
    explicit ClassRow(QWidget* parent = nullptr);

    /// Sets the model that the settings name.
    void setModel(const InstalledModel& model);
    QSpinBox* box() const { return mBox; }

  protected:
    void showSettings() override;

  private:
    QSpinBox* mBox;
};

}  // namespace lacuna::ui
