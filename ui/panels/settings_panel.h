// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/restoration_settings.h"

#include <QString>
#include <QWidget>

class QGridLayout;
class QLabel;

namespace lacuna::ui {

/// Which control was used, so that a drag becomes one undo step.
enum class Control {
    None,
    Task,
    KernelKind,
    KernelSide,
    Scale,
    Noise,
    KeepUnmasked,
    Seed,
    Precision,
    Class,
    Device,
    FirstParameter  ///< and those after it: parameterControl()
};

/// The control of a solver's or a kernel's parameter.
Control parameterControl(const char* name);

/// A part of the task panel: shows settings, and reports the whole of them as the user wants them. It changes
/// nothing itself.
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
    /// Brings the controls up to date with mSettings, without edited().
    virtual void showSettings() = 0;

    RestorationSettings mSettings;
};

/// Adds a row to a two-column form: a label, the control's buddy, and the control. `hint` is the tool tip of
/// both.
QLabel* addFormRow(QGridLayout& form, const QString& label, QWidget* control, const QString& hint);
/// Columns and spacing as all forms of the panel have them.
QGridLayout* makeForm(QWidget* parent);
/// A label in quiet colours that wraps.
QLabel* makeQuietLabel(const QString& text, QWidget* parent);

}  // namespace lacuna::ui
