// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/settings_panel.h"

class QToolButton;

namespace lacuna::ui {

class SliderRow;

/// "How much noise?", from none to heavy, with the number and a button that measures it.
class NoiseRow : public SettingsPanel {
    Q_OBJECT

  public:
    explicit NoiseRow(QWidget* parent = nullptr);

    /// Makes the measured noise the setting.
    void setMeasured(double levels);
    /// Whether a measurement is in progress.
    void setMeasuring(bool measuring);

  Q_SIGNALS:
    void measureWanted();

  protected:
    void showSettings() override;

  private:
    void edit(double levels, Control control);

    SliderRow* mSlider;
    QToolButton* mMeasure;
};

}  // namespace lacuna::ui
