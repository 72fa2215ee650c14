// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/models/model_catalog.h"
#include "core/session.h"
#include "ui/panels/settings_panel.h"

#include <vector>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QSpinBox;

namespace lacuna::ui {

class SliderRow;

/// The solver's knobs, each with what it does to the picture in its tool tip. Turning one makes the preset
/// "custom".
class AdvancedPanel : public SettingsPanel {
    Q_OBJECT

  public:
    explicit AdvancedPanel(QWidget* parent = nullptr);

    void setModels(const std::vector<InstalledModel>& models);
    void setDevices(const std::vector<DeviceInfo>& devices);

  Q_SIGNALS:
    /// A model was chosen; it becomes a setting once it is known what it is.
    void modelWanted(const QString& name);
    /// All models are to be shown.
    void modelListWanted();

  protected:
    void showSettings() override;

  private:
    /// Takes over the preset's numbers, changes one of them and reports it.
    template <typename Change>
    void customise(const QString& what, Control control, Change change);

    QSpinBox* mSteps;
    QSpinBox* mInner;
    SliderRow* mPriorPull;
    SliderRow* mEta;
    QDoubleSpinBox* mSigmaMax;
    QDoubleSpinBox* mSigmaMin;
    QComboBox* mStep;
    QCheckBox* mAnderson;
    QComboBox* mStart;
    QSpinBox* mSeed;
    QComboBox* mPrecision;
    QComboBox* mModel;
    QComboBox* mDevice;
    QLabel* mDeviceLabel;
};

}  // namespace lacuna::ui
