// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/kernel_page.h"

#include "ui/panels/kernel_view.h"
#include "ui/widgets/slider_row.h"

#include <QComboBox>
#include <QFileInfo>
#include <QGridLayout>
#include <QLabel>
#include <QSignalBlocker>

namespace lacuna::ui {

namespace {
constexpr int kFromFile = -1;
}

KernelPage::KernelPage(QWidget* parent)
    : SettingsPanel(parent),
      mKind(new QComboBox(this)),
      mFileName(makeQuietLabel(QString(), this)),
      mView(new KernelView(this)) {
    QGridLayout* form = makeForm(this);
    mKind->addItem(tr("Soft (Gaussian)"), int(KernelSpec::Kind::Gaussian));
    mKind->addItem(tr("Motion"), int(KernelSpec::Kind::Motion));
    mKind->addItem(tr("Out of focus (disc)"), int(KernelSpec::Kind::Disc));
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
    auto* radius = slider(tr("Radius of the blur"), {0.5, 20, 100, 0.5, 1, 2}, px);
    addRow({Kind::Disc, radius,
            addFormRow(*form, tr("Radi&us"), radius,
                       tr("Radius of the disc that a point out of focus becomes.")),
            &KernelSpec::radius},
           tr("Radius of the blur"), Control::KernelRadius);
    form->addWidget(mFileName, form->rowCount(), 1);
    form->addWidget(mView, form->rowCount(), 1, Qt::AlignLeft);
    connect(mKind, &QComboBox::activated, this, &KernelPage::chooseKind);
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
    mSettings.kernel.kind = KernelSpec::Kind(chosen);
    Q_EMIT edited(mSettings, tr("Kind of blur"), Control::None);
}

void KernelPage::showSettings() {
    const KernelSpec& kernel = mSettings.kernel;
    const bool fromFile = kernel.kind == KernelSpec::Kind::Weights;
    const QSignalBlocker quiet(mKind);
    mKind->setCurrentIndex(mKind->findData(fromFile ? kFromFile : int(kernel.kind)));
    for (const Row& row : mRows) {
        row.slider->setValue(kernel.*row.field);
        row.slider->setVisible(row.kind == kernel.kind);
        row.label->setVisible(row.kind == kernel.kind);
    }
    mFileName->setVisible(fromFile);
    if (fromFile) {
        mFileName->setText(tr("%1, %2 × %3 pixels")
                               .arg(QFileInfo(QString::fromStdString(kernel.path)).fileName())
                               .arg(kernel.width)
                               .arg(kernel.height));
    }
    if (mSettings.task != Task::Deblur || mPictured == kernel) return;
    mPictured = kernel;
    Q_EMIT pictureWanted(kernel);
}

void KernelPage::setPicture(const QImage& picture) {
    mView->setPicture(picture);
}

}  // namespace lacuna::ui
