// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/restoration_settings.h"

#include <QString>
#include <QWidget>

class QGridLayout;
class QLabel;

namespace lacuna::ui {

/// The control that was used, so that a drag becomes one undo step.
enum class Control {
    None,
    KernelSide,
    Noise,
    Seed,
    Class,
    FirstParameter  ///< and following values: parameterControl()
};

/// The value for a solver's or a kernel's parameter.
Control parameterControl(const char* name);

/// A part of the task panel: shows the settings, and emits edited() with the complete settings that the user
/// wants. It changes nothing itself.
class SettingsPanel : public QWidget {
    Q_OBJECT

  public:
    using QWidget::QWidget;

    void setSettings(const RestorationSettings& settings) {
        mSettings = settings;
        showSettings();
    }

  Q_SIGNALS:
    void edited(const lacuna::ui::RestorationSettings& settings, const QString& what,
                lacuna::ui::Control control);

  protected:
    /// Updates the controls from mSettings, without emitting edited().
    virtual void showSettings() = 0;

    RestorationSettings mSettings;
};

/// Labels that fit into it have their controls in one column, over all forms of the panel.
constexpr int kLabelWidth = 76;

/// Adds a row to a two-column form: a label, the control's buddy, and the control. `hint` is the tool tip of
/// both.
QLabel* addFormRow(QGridLayout& form, const QString& label, QWidget* control, const QString& hint);
/// Makes a form with the columns and spacing of all forms in the panel.
QGridLayout* makeForm(QWidget* parent);
/// A label in a quiet colour that wraps.
QLabel* makeQuietLabel(const QString& text, QWidget* parent);

}  // namespace lacuna::ui
