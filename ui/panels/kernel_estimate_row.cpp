// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/kernel_estimate_row.h"

#include "core/imaging/estimate/estimate_kernel.h"
#include "ui/base/icons.h"
#include "ui/base/slider_row.h"
#include "ui/panels/settings_panel.h"

#include <QGridLayout>
#include <QLabel>
#include <QToolButton>

#include <cmath>

namespace lacuna::ui {

KernelEstimateRow::KernelEstimateRow(QWidget* parent)
    : QWidget(parent), mButton(new QToolButton(this)), mVerdict(makeQuietLabel(QString(), this)) {
    QGridLayout* form = makeForm(this);
    mReach = new SliderRow(tr("Maximum blur"),
                           {kLeastKernelEstimate, kMostKernelEstimate, kMostKernelEstimate, 2, 0, 1},
                           tr(" px"), this);
    mReach->setValue(kDefaultKernelEstimate);
    mButton->setIcon(themedIcon(QStringLiteral("measure")));
    mButton->setIconSize(QSize(16, 16));
    mButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    mButton->setFocusPolicy(Qt::TabFocus);
    mButton->setToolTip(
        tr("Work out how the camera moved from the photograph alone (blind deconvolution; Pan, Hu, Su and "
           "Yang 2017). This takes some seconds and may be wrong: try it on a region first."));
    form->addWidget(mButton, form->rowCount(), 1, Qt::AlignLeft);
    addFormRow(*form, tr("Ma&ximum blur"), mReach,
               tr("The longest blur to look for. A third too long is better than too short."));
    form->addWidget(mVerdict, form->rowCount(), 0, 1, 2);
    connect(mButton, &QToolButton::clicked, this, [this] {
        if (mRunning) {
            Q_EMIT stopWanted();
        } else {
            Q_EMIT estimateWanted((int(std::lround(mReach->value())) - 1) / 2 * 2 + 1);
        }
    });
    setShare(-1);
    setVerdict(QString());
}

void KernelEstimateRow::setShare(double share) {
    mRunning = share >= 0;
    mButton->setText(mRunning ? tr("Stop estimating (%1 %)").arg(int(100 * share)) : tr("Estimate the blur"));
    mButton->setAccessibleName(mRunning ? tr("Stop estimating the blur")
                                        : tr("Estimate the blur from the photograph"));
    mReach->setEnabled(!mRunning);
}

void KernelEstimateRow::setVerdict(const QString& text) {
    mVerdict->setText(text);
    mVerdict->setVisible(!text.isEmpty());
}

QString KernelEstimateRow::verdict() const {
    return mVerdict->text();
}

}  // namespace lacuna::ui
