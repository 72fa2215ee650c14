// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/parameter.h"

#include <QWidget>

#include <functional>

class QGridLayout;
class QLabel;

namespace lacuna::ui {

/// The control of one parameter in a form: a list for words, a spin box for whole numbers, a slider or a spin
/// box for numbers, with translated texts.
class ParameterRow : public QWidget {
    Q_OBJECT

  public:
    /// `context` is the translation context of the parameter's texts. The parameter must outlive this.
    ParameterRow(const Parameter& parameter, const char* context, QWidget* parent);

    /// Adds the control with its label.
    void addTo(QGridLayout& form);
    void setShown(bool shown);
    /// Doesn't emit edited().
    void setValue(const ParameterValue& value);
    const Parameter& parameter() const { return mParameter; }
    QString label() const;

  Q_SIGNALS:
    /// The user changed the value.
    void edited(const lacuna::ParameterValue& value);

  private:
    QWidget* makeControl();
    QWidget* makeList();
    QWidget* makeSpinBox();
    QWidget* makeNumberBox();
    QWidget* makeSlider();
    QString text(const char* english) const;

    const Parameter& mParameter;
    const char* mContext;
    QLabel* mLabel = nullptr;
    std::function<void(const ParameterValue&)> mShow;
};

}  // namespace lacuna::ui
