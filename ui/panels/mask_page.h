// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/settings_panel.h"

class QAction;
class QCheckBox;
class QLabel;
class QSpinBox;
class QToolButton;

namespace lacuna::ui {

/// What inpainting needs: how much is marked, and what becomes of the rest.
class MaskPage : public SettingsPanel {
    Q_OBJECT

  public:
    /// Shown as buttons: those of the whole mask, and those that go by the rim.
    struct MaskActions {
        QList<QAction*> whole;
        QList<QAction*> rim;
        int maxRim = 1;
    };

    MaskPage(const MaskActions& actions, QWidget* parent = nullptr);

    /// Whether there is something to restore; changes the hint.
    void setMarked(bool anything);
    void setRim(int pixels);

  Q_SIGNALS:
    void rimEdited(int pixels);

  protected:
    void showSettings() override;

  private:
    QToolButton* makeButton(QAction* action);

    QLabel* mHint;
    QSpinBox* mRim;
    QCheckBox* mKeep;
};

}  // namespace lacuna::ui
