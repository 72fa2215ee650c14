// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/settings_panel.h"

class QCheckBox;
class QComboBox;
class QLabel;

namespace lacuna::ui {

/// What inpainting fills holes with, and how it fits the fill to what surrounds it.
class FillPage : public SettingsPanel {
    Q_OBJECT

  public:
    explicit FillPage(QWidget* parent = nullptr);

    /// Whether what is marked has a hole for which borrowed texture is advised.
    void setWideHole(bool wide);

  protected:
    void showSettings() override;

  private:
    void showAdvice();

    QComboBox* mFill;
    QLabel* mAdvice;
    QComboBox* mGrain;
    QCheckBox* mHug;
    bool mWide = false;
};

}  // namespace lacuna::ui
