// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/restoration_settings.h"

#include <QDialog>
#include <QList>

#include <string>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QRadioButton;
class QSpinBox;

namespace lacuna {
struct StandardDamage;
}

namespace lacuna::ui {

/// Asks how to damage a clean photograph: by the task's operator, with noise, or in a standard way.
class DegradeDialog : public QDialog {
    Q_OBJECT

  public:
    /// `hasMask`: pixels are marked that could be lost.
    DegradeDialog(const RestorationSettings& settings, bool hasMask, QWidget* parent = nullptr);

    /// The settings of both the damage and the restoration that undoes it, unless it is a standard one.
    RestorationSettings settings() const;
    /// The standard damage, with its noise, as damageFor() takes it; empty: that of the settings.
    std::string damage() const;
    /// Inpaint: the share of pixels lost at random; 0: the marked pixels are lost.
    double lost() const;

  private:
    /// The chosen one; null: the damage of the task.
    const StandardDamage* standard() const;
    void showChoice();

    RestorationSettings mSettings;
    QLabel* mWhat;
    QComboBox* mDamage;
    QDoubleSpinBox* mNoise;
    QSpinBox* mSeed;
    QRadioButton* mAtRandom = nullptr;
    QSpinBox* mShare = nullptr;
    QCheckBox* mInLight = nullptr;  ///< null: the task doesn't mix pixels
    QList<QWidget*> mRemoval;       ///< the controls that only a task's own damage has
};

}  // namespace lacuna::ui
