// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/noise_model.h"
#include "ui/panels/settings_panel.h"

#include <memory>
#include <optional>

class QComboBox;
class QLabel;
class QPushButton;
class QToolButton;

namespace lacuna {
struct NoiseMeasurement;
}

namespace lacuna::ui {

class SliderRow;
class SpectrumView;

/// "How much noise?", from none to heavy, with the number and a button that measures it; and of what kind it
/// is. All kinds but white noise are measured, so choosing one asks for a measurement if there is none yet.
/// What may be grain, but may be the subject's texture, is offered: one click takes it.
class NoiseRow : public SettingsPanel {
    Q_OBJECT

  public:
    explicit NoiseRow(QWidget* parent = nullptr);
    ~NoiseRow() override;

    /// Makes the measured noise the setting: of the kind that was chosen, or else of the one that fits.
    void setMeasured(const NoiseMeasurement& measured);
    /// Says that the noise in the settings was measured unasked, and of which kind it is.
    void tellMeasured(const NoiseMeasurement& measured);
    /// Whether a measurement is in progress.
    void setMeasuring(bool measuring);

  Q_SIGNALS:
    void measureWanted();

  protected:
    void showSettings() override;

  private:
    void choose(NoiseKind kind);
    void takeOffer();
    void keep(const NoiseMeasurement& measured);
    QString offer() const;
    QString describe() const;
    bool isRemarkValid() const;
    /// Why white noise fits; empty if another kind does.
    static QString whyWhite(const NoiseMeasurement& measured);

    SliderRow* mSlider;
    QToolButton* mMeasure;
    QComboBox* mKind;
    SpectrumView* mSpectrum;
    QLabel* mWords;
    QPushButton* mTakeOffer;
    /// The last measurement: of this photograph, if the settings have its model.
    std::unique_ptr<const NoiseMeasurement> mLast;
    std::optional<NoiseKind> mWanted;  ///< what the measurement in progress is for; unset: whatever fits
    QString mRemark;                   ///< about the last measurement, while the noise is that of mRemarkOn
    RestorationSettings mRemarkOn;
};

}  // namespace lacuna::ui
