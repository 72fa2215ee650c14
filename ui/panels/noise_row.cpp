// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/noise_row.h"

#include "core/imaging/estimate/measure_noise.h"
#include "ui/base/control_painting.h"
#include "ui/base/icons.h"
#include "ui/base/quiet_label.h"
#include "ui/base/slider_row.h"
#include "ui/panels/spectrum_view.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>

namespace lacuna::ui {

namespace {
/// Below that, in 8-bit levels, hardly anybody sees it in a photograph.
constexpr double kHardlyAny = 2;

double rounded(double levels) {
    return std::round(levels * 10) / 10;
}
}  // namespace

NoiseRow::NoiseRow(QWidget* parent)
    : SettingsPanel(parent),
      mSlider(new SliderRow(tr("How much noise?"), {0, 100, 255, 0.5, 2, 2}, QString(), this)),
      mMeasure(new QToolButton(this)),
      mKind(new QComboBox(this)),
      mSpectrum(new SpectrumView(this)),
      mWords(makeQuietLabel(QString(), this)),
      mTakeOffer(new QPushButton(tr("&Treat it as grain"), this)) {
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
    mMeasure->setToolTip(tr("Estimate the noise and its kind from the photograph itself."));
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
    mKind->addItem(tr("White noise"), int(NoiseKind::White));
    mKind->addItem(tr("Grain"), int(NoiseKind::Grain));
    mKind->addItem(tr("By brightness"), int(NoiseKind::Brightness));
    mKind->addItem(tr("Grain, by brightness"), int(NoiseKind::GrainBrightness));
    mKind->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    auto* kind = new QWidget(this);
    QGridLayout* form = makeForm(kind);
    mKind->setParent(kind);
    addFormRow(*form, tr("Noise type"), mKind,
               tr("White noise differs from pixel to pixel. Grain is shared by neighbouring pixels, as in "
                  "scans of film and in compressed photographs. Noise by brightness is stronger in some "
                  "tones than in others. All but white noise are measured in flat parts of the photograph. "
                  "(--noise-model)"));
    auto* measured = new QHBoxLayout;
    measured->setSpacing(8);
    measured->addWidget(mSpectrum, 0, Qt::AlignTop);
    measured->addWidget(mWords, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addLayout(first);
    layout->addWidget(mSlider);
    layout->addLayout(ends);
    layout->addSpacing(6);
    layout->addWidget(kind);
    layout->addLayout(measured);
    layout->addWidget(mTakeOffer, 0, Qt::AlignLeft);
    connect(mSlider, &SliderRow::edited, this, [this](double levels) {
        mSettings.noise[std::size_t(mSettings.task)] = levels;
        Q_EMIT edited(mSettings, tr("Noise"), Control::Noise);
    });
    connect(mKind, &QComboBox::activated, this,
            [this](int index) { choose(NoiseKind(mKind->itemData(index).toInt())); });
    connect(mTakeOffer, &QPushButton::clicked, this, &NoiseRow::takeOffer);
    connect(mMeasure, &QToolButton::clicked, this, [this] {
        mWanted.reset();  // whatever fits
        Q_EMIT measureWanted();
    });
}

NoiseRow::~NoiseRow() = default;

QString NoiseRow::whyWhite(const NoiseMeasurement& measured) {
    switch (measured.reason) {
        case NoiseReason::Faint:
            return tr("The noise is too faint to tell its kind, so it is treated as white.");
        case NoiseReason::NoFlatParts:
            return tr("Too few flat parts to measure more than white noise.");
        case NoiseReason::Unsteady:
            return tr(
                "Flat parts differ from each other, as texture does, so the noise is treated as white. If "
                "you see grain, choose Grain and compare.");
        case NoiseReason::Independent:
            return tr("Neighbouring pixels share little of it, so it is treated as white.");
        case NoiseReason::Shared:
        case NoiseReason::Uneven:
        case NoiseReason::SharedUneven:
        case NoiseReason::OneTone:
            break;  // describe() has the numbers
    }
    return {};
}

void NoiseRow::choose(NoiseKind kind) {
    mWanted.reset();
    if (reducedTo(kind, mSettings.measuredNoise).kind() == kind) {
        // A level that was measured for one kind is wrong for another: white noise of 0.3 levels leaves grain
        // of 5.
        double& levels = mSettings.noise[std::size_t(mSettings.task)];
        if (mLast && mLast->model == mSettings.measuredNoise &&
            levels == rounded(mLast->levelFor(mSettings.noiseKind)))
            levels = rounded(mLast->levelFor(kind));
        mSettings.noiseKind = kind;
        Q_EMIT edited(mSettings, tr("Noise type"), Control::None);
        return;
    }
    mWanted = kind;
    showSettings();  // until it is measured
    Q_EMIT measureWanted();
}

/// What may be grain, in words, while it can still be taken; empty if there is nothing of the kind.
QString NoiseRow::offer() const {
    if (!mLast || mLast->maybe == NoiseKind::White || mSettings.noiseKind != NoiseKind::White ||
        mLast->model != mSettings.measuredNoise || !isRemarkValid())
        return {};
    return tr("This may be grain of %L1 levels, or fine texture of the subject.").arg(mLast->flat, 0, 'f', 1);
}

void NoiseRow::takeOffer() {
    if (offer().isEmpty()) return;
    mSettings.noise[std::size_t(mSettings.task)] = rounded(mLast->flat);
    mSettings.noiseKind = mLast->maybe;
    mSettings.measuredNoise = mLast->model;
    mRemark = tr("It may be texture rather than grain: look at the result.");
    mRemarkOn = mSettings;
    Q_EMIT edited(mSettings, tr("Noise type"), Control::None);
}

void NoiseRow::keep(const NoiseMeasurement& measured) {
    mLast = std::make_unique<const NoiseMeasurement>(measured);
    mRemarkOn = mSettings;
}

void NoiseRow::setMeasured(const NoiseMeasurement& measured) {
    const NoiseKind kind = mWanted.value_or(measured.kind);
    mWanted.reset();
    if (!measured.has(kind)) {
        mRemark = tr("The photograph has too few flat parts to measure that. White noise is used.");
        mRemarkOn = mSettings;
        showSettings();
        return;
    }
    mSettings.noise[std::size_t(mSettings.task)] = rounded(measured.levelFor(kind));
    mSettings.noiseKind = kind;
    mSettings.measuredNoise = measured.model;
    QStringList remarks;
    if (kind == NoiseKind::White) {
        if (measured.maybe == NoiseKind::White) remarks << whyWhite(measured);
    } else if (measured.reason == NoiseReason::OneTone) {
        remarks << tr("It looks like the grain of black-and-white film.");
    } else if (measured.reason == NoiseReason::Unsteady || measured.maybe != NoiseKind::White) {
        remarks << tr("It may be texture rather than grain: look at the result.");
    }
    if (measured.isJpeg) remarks << tr("Measured after JPEG compression, which removes part of the noise.");
    remarks.removeAll(QString());
    mRemark = remarks.join(QLatin1Char(' '));
    keep(measured);
    Q_EMIT edited(mSettings, tr("Noise"), Control::None);
}

void NoiseRow::tellMeasured(const NoiseMeasurement& measured) {
    if (measured.kind == NoiseKind::White && measured.white < kHardlyAny) {
        mRemark =
            measured.maybe != NoiseKind::White
                ? QString()
                : tr("Measured: this photograph has hardly any noise. Denoising would mostly smooth its "
                     "detail.");
    } else if (measured.reason == NoiseReason::OneTone) {
        mRemark = tr("It looks like the grain of black-and-white film.");
    } else if (measured.isJpeg) {
        mRemark = tr("Measured after JPEG compression, which removes part of the noise.");
    } else {
        mRemark = tr("Measured in this photograph.");
    }
    keep(measured);
    showSettings();
}

/// Other settings may have changed since.
bool NoiseRow::isRemarkValid() const {
    return mRemarkOn.task == mSettings.task && mRemarkOn.taskNoise() == mSettings.taskNoise() &&
           mRemarkOn.noiseKind == mSettings.noiseKind;
}

void NoiseRow::setMeasuring(bool measuring) {
    mMeasure->setEnabled(!measuring);
    mKind->setEnabled(!measuring);
}

QString NoiseRow::describe() const {
    const NoiseModel model = mSettings.noiseModel();
    QStringList words;
    if (!model.spectrum.empty())
        words << tr("Neighbouring pixels share it: correlation %L1.")
                     .arg(neighbourCorrelation(model), 0, 'f', 2);
    if (!model.strength.empty())
        words << tr("At some brightnesses it is %L1 times as strong as at others.")
                     .arg(strengthRatio(model), 0, 'f', 1);
    if (isRemarkValid() && !mRemark.isEmpty()) words << mRemark;
    if (const QString maybe = offer(); !maybe.isEmpty()) words << maybe;
    return words.join(QLatin1Char(' '));
}

void NoiseRow::showSettings() {
    mSlider->setValue(mSettings.taskNoise());
    mKind->setCurrentIndex(mKind->findData(int(mSettings.noiseKind)));
    const NoiseModel model = mSettings.noiseModel();
    mSpectrum->setVisible(!model.spectrum.empty());
    if (!model.spectrum.empty()) mSpectrum->setModel(model);
    mWords->setText(describe());
    mWords->setVisible(!mWords->text().isEmpty());
    mTakeOffer->setVisible(!offer().isEmpty());
}

}  // namespace lacuna::ui
