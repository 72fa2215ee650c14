// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/degrade_dialog.h"

#include "core/operators/task.h"
#include "ui/base/clamping_spin_box.h"
#include "ui/base/focus_order.h"
#include "ui/document/restoration_result.h"
#include "ui/panels/settings_panel.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace lacuna::ui {

namespace {
constexpr int kWidth = 440;
constexpr int kUsualShare = 50;
}  // namespace

DegradeDialog::DegradeDialog(const RestorationSettings& settings, bool hasMask, QWidget* parent)
    : QDialog(parent),
      mSettings(settings),
      mNoise(new ClampingDoubleSpinBox(this)),
      mSeed(new ClampingSpinBox(this)) {
    setWindowTitle(tr("Degrade photograph"));
    setMinimumWidth(kWidth);
    auto* what = new QLabel(tr("This damages the photograph on purpose, in the way that the task repairs: "
                               "<b>%1</b>. When you restore it afterwards, “Loss” below the timeline shows "
                               "how close each step gets to the photograph as it is now.")
                                .arg(resultName(settings).toHtmlEscaped()),
                            this);
    what->setWordWrap(true);

    auto* area = new QWidget(this);
    QGridLayout* form = makeForm(area);
    if (taskRow(settings.task).mask == MaskUse::Restored) {
        auto* painted = new QRadioButton(tr("What is &marked"), area);
        mAtRandom = new QRadioButton(tr("&Random pixels"), area);
        mShare = new ClampingSpinBox(area);
        mShare->setRange(1, 95);
        mShare->setValue(kUsualShare);
        mShare->setSuffix(tr(" %"));
        mShare->setAccessibleName(tr("Percentage of pixels to remove"));
        painted->setEnabled(hasMask);
        (hasMask ? painted : mAtRandom)->setChecked(true);
        mShare->setEnabled(!hasMask);
        connect(mAtRandom, &QRadioButton::toggled, mShare, &QWidget::setEnabled);
        auto* column = new QVBoxLayout;
        auto* row = new QHBoxLayout;
        row->addWidget(mAtRandom);
        row->addWidget(mShare);
        row->addStretch();
        column->addWidget(painted);
        column->addLayout(row);
        auto* choice = new QWidget(area);
        column->setContentsMargins(0, 0, 0, 0);
        choice->setLayout(column);
        addFormRow(*form, tr("Remove"), choice, tr("Which pixels are turned grey, to be restored."));
    }
    if (taskRow(settings.task).mixesLight) {
        mInLight = new QCheckBox(tr("Mix &light, as a camera does"), area);
        mInLight->setToolTip(tr("Otherwise the file's values are mixed, as many programs do."));
        mInLight->setChecked(settings.linearLight == LinearLight::On);
        form->addWidget(mInLight, form->rowCount(), 1);
    }
    mNoise->setRange(0, 100);
    mNoise->setDecimals(1);
    mNoise->setValue(std::min(settings.taskNoise(), 100.0));
    addFormRow(*form, tr("Add &noise"), mNoise,
               tr("Standard deviation of the Gaussian noise (σ_y), in 8-bit levels"));
    mSeed->setRange(0, 999'999);
    addFormRow(*form, tr("&Seed"), mSeed, tr("The same seed always does the same damage"));

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    auto* degrade = new QPushButton(tr("&Degrade"), this);
    buttons->addButton(degrade, QDialogButtonBox::AcceptRole);
    degrade->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    layout->addWidget(what);
    layout->addWidget(area);
    layout->addStretch();
    layout->addWidget(buttons);
    orderFocus({this});
}

RestorationSettings DegradeDialog::settings() const {
    RestorationSettings settings = mSettings;
    settings.noise[std::size_t(settings.task)] = mNoise->value();
    settings.seed = quint64(mSeed->value());
    if (mInLight) settings.linearLight = mInLight->isChecked() ? LinearLight::On : LinearLight::Off;
    return settings;
}

double DegradeDialog::lost() const {
    return mAtRandom && mAtRandom->isChecked() ? mShare->value() / 100.0 : 0;
}

}  // namespace lacuna::ui
