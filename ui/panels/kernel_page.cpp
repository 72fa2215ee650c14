// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/kernel_page.h"

#include "core/operators/task.h"
#include "ui/base/icons.h"
#include "ui/base/slider_row.h"
#include "ui/panels/kernel_estimate_row.h"
#include "ui/panels/kernel_grid.h"
#include "ui/panels/kernel_view.h"
#include "ui/panels/parameter_row.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QFileInfo>
#include <QGridLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QToolButton>

#include <cmath>

namespace lacuna::ui {

namespace {
// Entries of the list besides the kinds' ids: weights come from a file or are drawn by hand.
const QString kFromFile = QStringLiteral("file");
const QString kByHand = QStringLiteral("hand");

QString choiceOf(const KernelSpec& kernel) {
    if (!kernel.isWeights()) return QString::fromStdString(kernel.kind);
    return kernel.path.empty() ? kByHand : kFromFile;
}

/// The kind whose two parameters an arrow sets.
const QString kMotion = QStringLiteral("motion");
}  // namespace

KernelPage::KernelPage(QWidget* parent)
    : SettingsPanel(parent),
      mKind(new QComboBox(this)),
      mFileName(makeQuietLabel(QString(), this)),
      mArrow(new QToolButton(this)),
      mGrid(new KernelGrid(this)),
      mView(new KernelView(this)),
      mEstimateRow(new KernelEstimateRow(this)) {
    QGridLayout* form = makeForm(this);
    for (const KernelKind& kind : kernelKinds())
        mKind->addItem(QCoreApplication::translate("Kernel", kind.title), QString::fromUtf8(kind.id));
    mKind->addItem(tr("Hand-drawn"), kByHand);
    mKind->addItem(tr("From a picture …"), kFromFile);
    addFormRow(*form, tr("&Blur"), mKind, tr("What blurred the photograph (the point spread function, H)."));
    for (const KernelKind& kind : kernelKinds()) {
        for (const Parameter& parameter : kind.parameters) {
            auto* row = new ParameterRow(parameter, "Kernel", this);
            row->addTo(*form);
            mRows.push_back({&kind, row});
            connect(row, &ParameterRow::edited, this, [this, row](const ParameterValue& value) {
                mSettings.kernel.values.setValue(row->parameter().name, value);
                Q_EMIT edited(mSettings, row->label(), parameterControl(row->parameter().name));
            });
        }
    }
    mArrow->setIcon(themedIcon(QStringLiteral("arrow")));
    mArrow->setIconSize(QSize(16, 16));
    mArrow->setText(tr("Draw on the photograph"));
    mArrow->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    mArrow->setCheckable(true);
    mArrow->setFocusPolicy(Qt::TabFocus);
    mArrow->setAccessibleName(mArrow->text());
    mArrow->setToolTip(
        tr("Drag an arrow along the trace of a bright point; it sets the length and the direction of the "
           "motion."));
    form->addWidget(mArrow, form->rowCount(), 1, Qt::AlignLeft);
    connect(mArrow, &QToolButton::toggled, this, &KernelPage::arrowWanted);
    mSide = new SliderRow(tr("Size of the grid"),
                          {KernelGrid::kMinSide, KernelGrid::kMaxSide, KernelGrid::kMaxSide, 2, 0, 1},
                          tr(" px"), this);
    mSideLabel =
        addFormRow(*form, tr("Gr&id"), mSide, tr("How many pixels of the photograph the blur may span."));
    form->addWidget(mGrid, form->rowCount(), 0, 1, 2, Qt::AlignHCenter);
    form->addWidget(mFileName, form->rowCount(), 1);
    form->addWidget(mView, form->rowCount(), 1, Qt::AlignLeft);
    form->addWidget(mEstimateRow, form->rowCount(), 0, 1, 2);
    connect(mKind, &QComboBox::activated, this, &KernelPage::chooseKind);
    connect(mSide, &SliderRow::edited, this, [this](double pixels) {
        const int side = (int(std::lround(pixels)) - 1) / 2 * 2 + 1;
        mSettings.kernel = KernelGrid::onGrid(mSettings.kernel, side);
        Q_EMIT edited(mSettings, tr("Size of the grid"), Control::KernelSide);
    });
    connect(mGrid, &KernelGrid::drawn, this, [this](const KernelSpec& kernel) {
        mSettings.kernel.width = kernel.width;
        mSettings.kernel.height = kernel.height;
        mSettings.kernel.weights = kernel.weights;
        Q_EMIT edited(mSettings, tr("Draw the blur"), Control::None);
    });
}

void KernelPage::chooseKind(int index) {
    const QString chosen = mKind->itemData(index).toString();
    if (chosen == kFromFile) {
        showSettings();  // stays as it was until a file has been read
        Q_EMIT fileWanted();
        return;
    }
    if (chosen == kByHand) {
        // Start from the current kernel, so that a motion can be bent by hand.
        mSettings.kernel =
            KernelGrid::onGrid(mSettings.kernel, std::max(15, KernelGrid::sideFor(mSettings.kernel)));
    } else {
        mSettings.kernel.kind = chosen.toStdString();
    }
    Q_EMIT edited(mSettings, tr("Kind of blur"), Control::None);
}

void KernelPage::showSettings() {
    const KernelSpec& kernel = mSettings.kernel;
    const QSignalBlocker quiet(mKind);
    mKind->setCurrentIndex(mKind->findData(choiceOf(kernel)));
    for (const Row& row : mRows) {
        row.control->setValue(*kernel.values.find(row.control->parameter().name));
        row.control->setShown(row.kind->id == kernel.kind);
    }
    const bool motion = choiceOf(kernel) == kMotion;
    const bool isUsed = taskRow(mSettings.task).takesKernel;
    mArrow->setVisible(motion);
    if (!motion || !isUsed) mArrow->setChecked(false);
    showWeights();
    if (!isUsed || mPictured == kernel) return;
    mPictured = kernel;
    Q_EMIT pictureWanted(kernel);
}

void KernelPage::showWeights() {
    const KernelSpec& kernel = mSettings.kernel;
    if (kernel != mEstimated) mEstimateRow->setVerdict(QString());
    const QString choice = choiceOf(kernel);
    for (QWidget* each : std::initializer_list<QWidget*>{mSide, mSideLabel, mGrid})
        each->setVisible(choice == kByHand);
    mView->setVisible(choice != kByHand);
    mFileName->setVisible(choice == kFromFile);
    if (choice == kByHand) {
        mSide->setValue(KernelGrid::sideFor(kernel));
        mGrid->setKernel(kernel, KernelGrid::sideFor(kernel));
    }
    if (choice == kFromFile) {
        mFileName->setText(tr("%1, %2 × %3 pixels")
                               .arg(QFileInfo(QString::fromStdString(kernel.path)).fileName())
                               .arg(kernel.width)
                               .arg(kernel.height));
    }
}

void KernelPage::setMotion(double length, double angle) {
    takeKernel(mSettings.kernel, kernelOf(kMotion.toStdString(), {std::round(length * 10) / 10, angle}));
    Q_EMIT edited(mSettings, tr("Motion on the photograph"), Control::None);
}

void KernelPage::setEstimate(const KernelSpec& kernel, const QString& verdict) {
    takeKernel(mSettings.kernel, KernelGrid::onGrid(kernel, KernelGrid::sideFor(kernel)));
    mEstimated = mSettings.kernel;
    mEstimateRow->setVerdict(verdict);
    Q_EMIT edited(mSettings, tr("Estimate the blur"), Control::None);
}

void KernelPage::setArrowAwaited(bool awaited) {
    mArrow->setChecked(awaited);
}

void KernelPage::setPicture(const QImage& picture) {
    mView->setPicture(picture);
}

}  // namespace lacuna::ui
