// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/degrade_dialog.h"

#include "core/engine/standard_damage.h"
#include "core/operators/task.h"
#include "ui/base/clamping_spin_box.h"
#include "ui/base/focus_order.h"
#include "ui/document/restoration_result.h"
#include "ui/panels/settings_panel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
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
constexpr int kTextWidth = 408;
constexpr int kUsualShare = 50;
}  // namespace

DegradeDialog::DegradeDialog(const RestorationSettings& settings, bool hasMask, QWidget* parent)
    : QDialog(parent),
      mSettings(settings),
      mWhat(new QLabel(this)),
      mDamage(new QComboBox(this)),
      mNoise(new ClampingDoubleSpinBox(this)),
      mSeed(new ClampingSpinBox(this)) {
    setWindowTitle(tr("Degrade photograph"));
    mWhat->setWordWrap(true);
    mWhat->setMinimumWidth(kTextWidth);  // not the dialog's, which would then not keep its lists' widths

    auto* area = new QWidget(this);
    QGridLayout* form = makeForm(area);
    mDamage->addItem(tr("As the task repairs it"), QString());
    for (const StandardDamage& row : standardDamages()) {
        //: %1 says what is done to the photograph, %2 is its short name.
        const QString text =
            tr("%1 (%2)").arg(QCoreApplication::translate("Damage", row.about), QString::fromUtf8(row.name));
        mDamage->addItem(text, QString::fromUtf8(row.name));
    }
    mDamage->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    addFormRow(*form, tr("D&amage"), mDamage,
               tr("That of the task, or one of the standard ways that “lacuna-cli degrade” and “bench” know "
                  "by the same short names"));
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
        mRemoval = {
            addFormRow(*form, tr("Remove"), choice, tr("Which pixels are turned grey, to be restored.")),
            choice};
    }
    if (taskRow(settings.task).mixesLight) {
        mInLight = new QCheckBox(tr("Mix &light, as a camera does"), area);
        mInLight->setToolTip(tr("Otherwise the file's values are mixed, as many programs do."));
        mInLight->setChecked(settings.linearLight == LinearLight::On);
        form->addWidget(mInLight, form->rowCount(), 1);
    }
    mNoise->setRange(0, 100);
    mNoise->setDecimals(2);
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
    layout->addWidget(mWhat);
    layout->addWidget(area);
    layout->addStretch();
    layout->addWidget(buttons);
    connect(mDamage, &QComboBox::currentIndexChanged, this, &DegradeDialog::showChoice);
    showChoice();
    orderFocus({this});
}

const StandardDamage* DegradeDialog::standard() const {
    const int index = mDamage->currentIndex();
    return index > 0 ? &standardDamages()[std::size_t(index - 1)] : nullptr;
}

/// Each way of damaging a photograph has a noise of its own.
void DegradeDialog::showChoice() {
    const StandardDamage* standard = this->standard();
    for (QWidget* widget : mRemoval)
        widget->setVisible(!standard);
    if (mInLight) mInLight->setVisible(!standard);
    mNoise->setValue(standard ? standard->noise : std::min(mSettings.taskNoise(), 100.0));
    const QString name =
        standard ? QCoreApplication::translate("Damage", standard->about) : resultName(mSettings);
    const QString text =
        standard
            ? tr("This damages the photograph on purpose: <b>%1</b>. When you restore it afterwards, “Loss” "
                 "below the timeline shows how close each step gets to the photograph as it is now.")
            : tr("This damages the photograph on purpose, in the way that the task repairs: <b>%1</b>. When "
                 "you restore it afterwards, “Loss” below the timeline shows how close each step gets to the "
                 "photograph as it is now.");
    mWhat->setText(text.arg(name.toHtmlEscaped()));
}

RestorationSettings DegradeDialog::settings() const {
    RestorationSettings settings = mSettings;
    if (!standard()) settings.noise[std::size_t(settings.task)] = mNoise->value();
    settings.seed = quint64(mSeed->value());
    if (mInLight) settings.linearLight = mInLight->isChecked() ? LinearLight::On : LinearLight::Off;
    return settings;
}

std::string DegradeDialog::damage() const {
    const StandardDamage* row = standard();
    if (!row) return {};
    if (mNoise->value() == row->noise) return row->name;
    return row->name + ("+" + QString::number(mNoise->value()).toStdString());
}

double DegradeDialog::lost() const {
    return mAtRandom && mAtRandom->isChecked() ? mShare->value() / 100.0 : 0;
}

}  // namespace lacuna::ui
