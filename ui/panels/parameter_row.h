// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/parameter.h"

#include <QWidget>

#include <functional>

class QGridLayout;
class QLabel;

namespace lacuna::ui {

/// The control of one parameter in a form: a list for words, a spin box for whole numbers, a slider or a spin
/// box for numbers, with the parameter's texts translated.
class ParameterRow : public QWidget {
    Q_OBJECT

  public:
    /// `context` is that of the parameter's texts. The parameter must outlive this.
    ParameterRow(const Parameter& parameter, const char* context, QWidget* parent);

    /// Adds it with its label.
    void addTo(QGridLayout& form);
    void setShown(bool shown);
    /// Without edited().
    void setValue(const ParameterValue& value);
    const Parameter& parameter() const { return mParameter; }
    QString label() const;

  Q_SIGNALS:
    /// By the user.
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
