// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/restoration_settings.h"

#include <QDialog>

class QCheckBox;
class QDoubleSpinBox;
class QLineEdit;
class QRadioButton;
class QSpinBox;

namespace lacuna::ui {

/// Asks how to damage a clean photograph: by the task's operator, with noise.
class DegradeDialog : public QDialog {
    Q_OBJECT

  public:
    /// `hasMask`: pixels are marked that could be lost.
    DegradeDialog(const RestorationSettings& settings, bool hasMask, QWidget* parent = nullptr);

    /// The settings of both the damage and the restoration that undoes it.
    RestorationSettings settings() const;
    /// Inpaint: the share of pixels lost at random; 0: the marked pixels are lost.
    double lost() const;

  private:
    RestorationSettings mSettings;
    QDoubleSpinBox* mNoise;
    QSpinBox* mSeed;
    QRadioButton* mAtRandom = nullptr;
    QSpinBox* mShare = nullptr;
    QCheckBox* mInLight = nullptr;  ///< null: the task doesn't mix pixels
};

}  // namespace lacuna::ui
