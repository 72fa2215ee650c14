// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QPushButton;

namespace lacuna::ui {

class Preferences;
class Theme;

/// Shows the preferences and changes them at once; "Close" is all there is to press.
class PreferencesDialog : public QDialog {
    Q_OBJECT

  public:
    PreferencesDialog(Preferences& preferences, Theme& theme, QWidget* parent = nullptr);

  private:
    void chooseColour();
    void showColour();

    Preferences& mPreferences;
    QPushButton* mColour;
};

}  // namespace lacuna::ui
