// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/restoration_settings.h"

#include <QDialog>

class QDoubleSpinBox;
class QLineEdit;
class QRadioButton;
class QSpinBox;

namespace lacuna::ui {

/// How a clean photograph is to be damaged: as the task says, with so much noise.
class DegradeDialog : public QDialog {
    Q_OBJECT

  public:
    /// `hasMask`: something is painted that could be lost.
    DegradeDialog(const RestorationSettings& settings, bool hasMask, QWidget* parent = nullptr);

    /// The settings of the damage and of the restoration that undoes it.
    RestorationSettings settings() const;
    /// Inpaint: the share of the pixels that is lost at random; 0: what is painted.
    double lost() const;

  private:
    RestorationSettings mSettings;
    QDoubleSpinBox* mNoise;
    QSpinBox* mSeed;
    QRadioButton* mAtRandom = nullptr;
    QSpinBox* mShare = nullptr;
};

}  // namespace lacuna::ui
