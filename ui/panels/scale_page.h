// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/settings_panel.h"

#include <QSize>

class QButtonGroup;
class QLabel;

namespace lacuna::ui {

/// The settings of upscaling: the factor.
class ScalePage : public SettingsPanel {
    Q_OBJECT

  public:
    explicit ScalePage(QWidget* parent = nullptr);

    void setPhotoSize(QSize size);

  protected:
    void showSettings() override;

  private:
    QButtonGroup* mScales;
    QLabel* mResult;
    QSize mPhotoSize;
};

}  // namespace lacuna::ui
