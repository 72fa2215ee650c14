// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/models/model_catalog.h"
#include "core/sampling/solver_registry.h"
#include "core/session.h"
#include "ui/panels/settings_panel.h"

#include <functional>
#include <vector>

class QCheckBox;
class QComboBox;
class QLabel;
class QSpinBox;

namespace lacuna::ui {

class ParameterRow;

/// The solver's parameters, each with a tool tip on its effect on the picture. Changing one makes the preset
/// "custom".
class AdvancedPanel : public SettingsPanel {
    Q_OBJECT

  public:
    explicit AdvancedPanel(QWidget* parent = nullptr);

    void setModels(const std::vector<InstalledModel>& models);
    void setDevices(const std::vector<DeviceInfo>& devices);

  Q_SIGNALS:
    /// A model was chosen. It becomes a setting once it has been identified.
    void modelWanted(const QString& name);
    /// The user wants the list of all models.
    void modelListWanted();

  protected:
    void showSettings() override;

  private:
    /// One parameter of a solver.
    struct Row {
        const SolverRow* solver;
        ParameterRow* control;
    };

    /// Copies the preset's numbers, changes them and emits edited().
    void customise(const QString& what, Control control, const std::function<void(SolverSpec&)>& change);
    void addSolverRows(QGridLayout& form);
    void addLightRow(QGridLayout& form);
    void addResultRows(QGridLayout& form);

    QComboBox* mSolver;
    std::vector<Row> mRows;
    QSpinBox* mSeed;
    QComboBox* mDepth;
    QCheckBox* mDither;
    QComboBox* mLight;
    QLabel* mLightLabel;
    QComboBox* mPrecision;
    QComboBox* mModel;
    QComboBox* mDevice;
    QLabel* mDeviceLabel;
};

}  // namespace lacuna::ui
