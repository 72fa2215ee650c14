// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/models/model_catalog.h"
#include "core/session.h"
#include "ui/panels/mask_page.h"
#include "ui/services/restoration_controller.h"

#include <QImage>
#include <QKeySequence>
#include <QPointer>

#include <array>
#include <vector>

namespace lacuna {
struct NoiseMeasurement;
}

class QAction;
class QButtonGroup;
class QCheckBox;
class QLabel;
class QPushButton;

namespace lacuna::ui {

class AdvancedPanel;
class ClassRow;
class FillPage;
class FoldSection;
class ImageDocument;
class KernelPage;
class NoiseRow;
class PresetRow;
class PrimaryButton;
class ScalePage;
class StartRow;
class SettingsPanel;

/// The settings of a restoration, and the button that starts it. Shows the document's settings and changes
/// them by undo commands.
class TaskPanel : public QWidget {
    Q_OBJECT

  public:
    /// `tryRegion` gets a button next to Restore.
    TaskPanel(const MaskPage::MaskActions& maskActions, QAction* tryRegion, QWidget* parent = nullptr);

    void setDocument(ImageDocument* document);
    void setModels(const std::vector<InstalledModel>& models);
    /// Sets what is known about the model that the settings name.
    void setModel(const InstalledModel& model);
    void setDevices(const std::vector<DeviceInfo>& devices);
    void setKernelPicture(const QImage& picture);
    /// Makes a kernel that was read from a file the setting.
    void setKernel(const KernelSpec& kernel);
    /// Changes the settings as one undo step named `what`.
    void setSettings(const RestorationSettings& settings, const QString& what);
    void setMeasuredNoise(const NoiseMeasurement& measured);
    void setMeasuring(bool measuring);

    /// The keys that the button's tool tip names; empty: there is none.
    void setKeys(const QKeySequence& restore, const QKeySequence& stop);
    /// The run's state, which the button shows.
    void setRunState(RestorationController::State state);
    void setStage(const QString& stage);
    void setProgress(const Progress& progress);
    /// The part of the model that has been read, from 0 to 1; negative: it isn't being read.
    void setLoading(double share);
    ClassRow* classRow() const { return mClass; }
    KernelPage* kernelPage() const { return mKernelPage; }
    NoiseRow* noiseRow() const { return mNoise; }
    PresetRow* presetRow() const { return mPreset; }
    MaskPage* maskPage() const { return mMaskPage; }
    FillPage* fillPage() const { return mFillPage; }
    PrimaryButton* runButton() const { return mRun; }

  Q_SIGNALS:
    /// Restore; or, while a result's settings are being changed, Update: makes that one anew.
    void runRequested();
    /// Makes a new result with the changed settings.
    void newRequested();
    void stopRequested();
    void kernelFileWanted();
    void kernelPictureWanted(const lacuna::KernelSpec& kernel);
    void noiseMeasureWanted();
    void modelWanted(const QString& name);
    void modelListWanted();

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    std::array<SettingsPanel*, 8> parts() const;
    void guardFromTheWheel();
    QWidget* makeTaskChooser();
    void apply(const RestorationSettings& settings, const QString& what, Control control);
    void showSettings();
    void showReadiness();
    void showStart();
    void showButton();

    QPointer<ImageDocument> mDocument;
    QButtonGroup* mTasks;
    MaskPage* mMaskPage;
    FillPage* mFillPage;
    KernelPage* mKernelPage;
    ScalePage* mScalePage;
    QLabel* mMaskHint;  ///< for tasks whose mask is optional
    QCheckBox* mPart;   ///< for tasks that can restore only what is marked
    StartRow* mStart;
    QPushButton* mNew;
    NoiseRow* mNoise;
    PresetRow* mPreset;
    ClassRow* mClass;
    AdvancedPanel* mAdvanced;
    PrimaryButton* mRun;
    RestorationController::State mState = RestorationController::State::Idle;
    QString mRestoreKey;  ///< as the user reads it
    QString mStopKey;
    QString mStage;
    double mSecondsLeft = -1;
    double mShare = -1;
    double mLoaded = -1;  ///< share of the model that has been read; negative: none is being read
};

}  // namespace lacuna::ui
