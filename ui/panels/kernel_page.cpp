// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/kernel_page.h"

#include "ui/panels/kernel_estimate_row.h"
#include "ui/panels/kernel_grid.h"
#include "ui/panels/kernel_view.h"
#include "ui/theme/icons.h"
#include "ui/widgets/slider_row.h"

#include <QComboBox>
#include <QFileInfo>
#include <QGridLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QToolButton>

#include <cmath>

namespace lacuna::ui {

namespace {
constexpr int kFromFile = -1;
constexpr int kByHand = -2;

/// What the list of kinds calls it: weights are from a file or drawn by hand.
int choiceOf(const KernelSpec& kernel) {
    if (kernel.kind != KernelSpec::Kind::Weights) return int(kernel.kind);
    return kernel.path.empty() ? kByHand : kFromFile;
}
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
    mKind->addItem(tr("Soft (Gaussian)"), int(KernelSpec::Kind::Gaussian));
    mKind->addItem(tr("Motion"), int(KernelSpec::Kind::Motion));
    mKind->addItem(tr("Out of focus (disc)"), int(KernelSpec::Kind::Disc));
    mKind->addItem(tr("Drawn by hand"), kByHand);
    mKind->addItem(tr("From a picture…"), kFromFile);
    addFormRow(*form, tr("&Blur"), mKind, tr("What blurred the photograph: the point spread function H."));
    using Kind = KernelSpec::Kind;
    const auto slider = [this](const QString& name, const SliderRow::Range& range, const QString& suffix) {
        return new SliderRow(name, range, suffix, this);
    };
    const QString px = tr(" px");
    auto* sigma = slider(tr("Width of the blur"), {0.3, 12, 50, 0.1, 1, 2}, px);
    addRow({Kind::Gaussian, sigma,
            addFormRow(*form, tr("&Width"), sigma, tr("How far the blur reaches: σ of the Gaussian.")),
            &KernelSpec::sigma},
           tr("Width of the blur"), Control::KernelSigma);
    auto* length = slider(tr("Length of the motion"), {1, 80, 200, 1, 1, 2}, px);
    addRow({Kind::Motion, length,
            addFormRow(*form, tr("&Length"), length, tr("How far the camera moved during the exposure.")),
            &KernelSpec::length},
           tr("Length of the motion"), Control::KernelLength);
    auto* angle = slider(tr("Angle of the motion"), {0, 180, 360, 1, 0, 1}, tr("°"));
    addRow({Kind::Motion, angle,
            addFormRow(*form, tr("An&gle"), angle,
                       tr("The direction of the motion: 0° is level, 90° upright, counter-clockwise.")),
            &KernelSpec::angle},
           tr("Angle of the motion"), Control::KernelAngle);
    mArrow->setIcon(themedIcon(QStringLiteral("arrow")));
    mArrow->setIconSize(QSize(16, 16));
    mArrow->setText(tr("Draw it on the photograph"));
    mArrow->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    mArrow->setCheckable(true);
    mArrow->setFocusPolicy(Qt::TabFocus);
    mArrow->setAccessibleName(mArrow->text());
    mArrow->setToolTip(
        tr("Drag an arrow along the trace of a bright point: its length and direction become the motion."));
    form->addWidget(mArrow, form->rowCount(), 1, Qt::AlignLeft);
    connect(mArrow, &QToolButton::toggled, this, &KernelPage::arrowWanted);
    auto* radius = slider(tr("Radius of the blur"), {0.5, 20, 100, 0.5, 1, 2}, px);
    addRow({Kind::Disc, radius,
            addFormRow(*form, tr("Radi&us"), radius,
                       tr("Radius of the disc that a point out of focus becomes.")),
            &KernelSpec::radius},
           tr("Radius of the blur"), Control::KernelRadius);
    mSide = slider(tr("Size of the grid"),
                   {KernelGrid::kMinSide, KernelGrid::kMaxSide, KernelGrid::kMaxSide, 2, 0, 1}, px);
    mSideLabel =
        addFormRow(*form, tr("Gr&id"), mSide, tr("Pixels of the photograph that the blur may reach over."));
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

void KernelPage::addRow(const Row& row, const QString& what, Control control) {
    mRows.push_back(row);
    connect(row.slider, &SliderRow::edited, this, [this, field = row.field, what, control](double value) {
        mSettings.kernel.*field = value;
        Q_EMIT edited(mSettings, what, control);
    });
}

void KernelPage::chooseKind(int index) {
    const int chosen = mKind->itemData(index).toInt();
    if (chosen == kFromFile) {
        showSettings();  // stays as it was until a file has been read
        Q_EMIT fileWanted();
        return;
    }
    if (chosen == kByHand) {
        // From what there is, so that a motion can be bent by hand.
        mSettings.kernel =
            KernelGrid::onGrid(mSettings.kernel, std::max(15, KernelGrid::sideFor(mSettings.kernel)));
    } else {
        mSettings.kernel.kind = KernelSpec::Kind(chosen);
    }
    Q_EMIT edited(mSettings, tr("Kind of blur"), Control::None);
}

void KernelPage::showSettings() {
    const KernelSpec& kernel = mSettings.kernel;
    const QSignalBlocker quiet(mKind);
    mKind->setCurrentIndex(mKind->findData(choiceOf(kernel)));
    for (const Row& row : mRows) {
        row.slider->setValue(kernel.*row.field);
        row.slider->setVisible(row.kind == kernel.kind);
        row.label->setVisible(row.kind == kernel.kind);
    }
    const bool motion = kernel.kind == KernelSpec::Kind::Motion;
    mArrow->setVisible(motion);
    if (!motion || mSettings.task != Task::Deblur) mArrow->setChecked(false);
    showWeights();
    if (mSettings.task != Task::Deblur || mPictured == kernel) return;
    mPictured = kernel;
    Q_EMIT pictureWanted(kernel);
}

void KernelPage::showWeights() {
    const KernelSpec& kernel = mSettings.kernel;
    if (kernel != mEstimated) mEstimateRow->setVerdict(QString());
    const int choice = choiceOf(kernel);
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
    mSettings.kernel.length = std::round(length * 10) / 10;
    mSettings.kernel.angle = angle;
    Q_EMIT edited(mSettings, tr("Motion on the photograph"), Control::None);
}

void KernelPage::setEstimate(const KernelSpec& kernel, const QString& verdict) {
    const KernelSpec grid = KernelGrid::onGrid(kernel, KernelGrid::sideFor(kernel));
    // The sliders of the other kinds keep their places.
    mSettings.kernel.kind = grid.kind;
    mSettings.kernel.width = grid.width;
    mSettings.kernel.height = grid.height;
    mSettings.kernel.weights = grid.weights;
    mSettings.kernel.path.clear();
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
