// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QComboBox;
class QGridLayout;
class QLabel;
class QPushButton;

namespace lacuna::ui {

class Preferences;
class Theme;

/// Shows the preferences and applies changes at once; the only button is "Close".
class PreferencesDialog : public QDialog {
    Q_OBJECT

  public:
    PreferencesDialog(Preferences& preferences, Theme& theme, QWidget* parent = nullptr);

    /// A sentence on this computer's speed; `idle`: it can be measured now.
    void setComputer(const QString& sentence, bool idle);

  Q_SIGNALS:
    void measureWanted();

  private:
    void addComputeRows(QGridLayout& form, QWidget& area);
    void addProfileRow(QGridLayout& form, QWidget& area);
    void showProfile();
    void chooseProfile();
    void chooseColour();
    void showColour();

    Preferences& mPreferences;
    QPushButton* mColour;
    QComboBox* mProfile = nullptr;
    QLabel* mComputer;
    QPushButton* mMeasure;
};

}  // namespace lacuna::ui
