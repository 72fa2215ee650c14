// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operators/kernels.h"
#include "ui/panels/settings_panel.h"

#include <QImage>

class QComboBox;
class QLabel;
class QToolButton;

namespace lacuna::ui {

class KernelEstimateRow;
class KernelGrid;
class KernelView;
class ParameterRow;
class SliderRow;

/// What deblurring needs: which blur it was.
class KernelPage : public SettingsPanel {
    Q_OBJECT

  public:
    explicit KernelPage(QWidget* parent = nullptr);

    void setPicture(const QImage& picture);
    /// The motion that was drawn on the photograph.
    void setMotion(double length, double angle);
    /// Whether an arrow is being waited for.
    void setArrowAwaited(bool awaited);
    KernelEstimateRow* estimateRow() const { return mEstimateRow; }
    /// A kernel that was estimated: becomes the setting, shown as drawn by hand, with what it is worth beside
    /// it until it is changed.
    void setEstimate(const KernelSpec& kernel, const QString& verdict);

  Q_SIGNALS:
    void pictureWanted(const lacuna::KernelSpec& kernel);
    /// "From a picture…" was chosen.
    void fileWanted();
    /// The motion is to be drawn on the photograph, or no longer.
    void arrowWanted(bool wanted);

  protected:
    void showSettings() override;

  private:
    /// A parameter of a kind.
    struct Row {
        const KernelKind* kind;
        ParameterRow* control;
    };
    void chooseKind(int index);
    void showWeights();

    QComboBox* mKind;
    std::vector<Row> mRows;
    QLabel* mFileName;
    QToolButton* mArrow;
    SliderRow* mSide;  ///< of the grid that is drawn on
    QLabel* mSideLabel;
    KernelGrid* mGrid;
    KernelView* mView;
    KernelEstimateRow* mEstimateRow;
    KernelSpec mEstimated;
    KernelSpec mPictured;
};

}  // namespace lacuna::ui
