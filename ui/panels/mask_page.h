// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/settings_panel.h"

class QAction;
class QCheckBox;
class QLabel;

namespace lacuna::ui {

/// What inpainting needs: how much is marked, and what becomes of the rest.
class MaskPage : public SettingsPanel {
    Q_OBJECT

  public:
    /// The actions of the mask, shown as buttons.
    MaskPage(const QList<QAction*>& maskActions, QWidget* parent = nullptr);

    /// Whether there is something to restore; changes the hint.
    void setMarked(bool anything);

  protected:
    void showSettings() override;

  private:
    QLabel* mHint;
    QCheckBox* mKeep;
};

}  // namespace lacuna::ui
