// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/settings_panel.h"

class QAction;
class QCheckBox;
class QLabel;
class QMenu;
class QSpinBox;
class QToolButton;

namespace lacuna::ui {

class SliderRow;

/// The settings of inpainting: the mask, and what happens to unmarked pixels.
class MaskPage : public SettingsPanel {
    Q_OBJECT

  public:
    /// Actions shown as buttons: for the whole mask, for its rim, and for proposing one.
    struct MaskActions {
        QList<QAction*> whole;
        QList<QAction*> rim;
        QAction* find = nullptr;
        int maxRim = 1;
    };

    MaskPage(const MaskActions& actions, QWidget* parent = nullptr);

    /// Whether any pixel is marked; determines the hint.
    void setMarked(bool anything);
    void setRim(int pixels);
    /// The menu of the button that proposes a mask; not owned.
    void setFindMenu(QMenu* menu);
    /// From 0 to 1.
    void setSensitivity(double sensitivity);

  Q_SIGNALS:
    void rimEdited(int pixels);
    void sensitivityEdited(double sensitivity);

  protected:
    void showSettings() override;

  private:
    QToolButton* makeButton(QAction* action);

    QLabel* mHint;
    QToolButton* mFind;
    QSpinBox* mRim;
    SliderRow* mSensitivity;
    QCheckBox* mKeep;
};

}  // namespace lacuna::ui
