// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/noise_row.h"

#include "ui/base/control_painting.h"
#include "ui/base/icons.h"
#include "ui/base/quiet_label.h"
#include "ui/base/slider_row.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>

namespace lacuna::ui {

NoiseRow::NoiseRow(QWidget* parent)
    : SettingsPanel(parent),
      mSlider(new SliderRow(tr("How much noise?"), {0, 100, 255, 0.5, 2, 2}, QString(), this)),
      mMeasure(new QToolButton(this)) {
    const QString hint =
        tr("How much grain or sensor noise the photograph has. Set too low, noise remains; set too high, "
           "fine detail is smoothed away. (σ_y, in 8-bit levels)");
    auto* question = new QLabel(tr("How much &noise?"), this);
    question->setBuddy(mSlider);
    question->setToolTip(hint);
    mSlider->setHint(hint);
    mMeasure->setIcon(themedIcon(QStringLiteral("measure")));
    mMeasure->setIconSize(QSize(16, 16));
    mMeasure->setText(tr("Measure"));
    mMeasure->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    mMeasure->setAccessibleName(tr("Measure noise"));
    mMeasure->setToolTip(tr("Estimate the noise from the photograph itself (Liu, Tanaka and Okutomi 2013)."));
    mMeasure->setFocusPolicy(Qt::TabFocus);
    auto* first = new QHBoxLayout;
    first->addWidget(question);
    first->addStretch(1);
    first->addWidget(mMeasure);
    auto* ends = new QHBoxLayout;
    // Aligned with the ends of the slider, not with the spin box.
    ends->setContentsMargins(kSliderHandle / 2, 0, 92 + kSliderHandle / 2, 0);
    ends->addWidget(new QuietLabel(tr("none"), this));
    ends->addStretch(1);
    ends->addWidget(new QuietLabel(tr("heavy"), this));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addLayout(first);
    layout->addWidget(mSlider);
    layout->addLayout(ends);
    connect(mSlider, &SliderRow::edited, this, [this](double levels) { edit(levels, Control::Noise); });
    connect(mMeasure, &QToolButton::clicked, this, &NoiseRow::measureWanted);
}

void NoiseRow::edit(double levels, Control control) {
    mSettings.noise[std::size_t(mSettings.task)] = levels;
    Q_EMIT edited(mSettings, tr("Noise"), control);
}

void NoiseRow::setMeasured(double levels) {
    edit(std::round(levels * 10) / 10, Control::None);
}

void NoiseRow::setMeasuring(bool measuring) {
    mMeasure->setEnabled(!measuring);
}

void NoiseRow::showSettings() {
    mSlider->setValue(mSettings.taskNoise());
}

}  // namespace lacuna::ui
