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

/// The settings of deblurring: the kind of blur.
class KernelPage : public SettingsPanel {
    Q_OBJECT

  public:
    explicit KernelPage(QWidget* parent = nullptr);

    void setPicture(const QImage& picture);
    /// Takes the motion that was drawn on the photograph.
    void setMotion(double length, double angle);
    /// Whether the user is expected to draw an arrow.
    void setArrowAwaited(bool awaited);
    KernelEstimateRow* estimateRow() const { return mEstimateRow; }
    /// Makes an estimated kernel the setting. It is shown like a kernel drawn by hand, with `verdict` next to
    /// it until it is changed.
    void setEstimate(const KernelSpec& kernel, const QString& verdict);

  Q_SIGNALS:
    void pictureWanted(const lacuna::KernelSpec& kernel);
    /// "From a picture …" was chosen.
    void fileWanted();
    /// The user wants to draw the motion on the photograph, or no longer does.
    void arrowWanted(bool wanted);

  protected:
    void showSettings() override;

  private:
    /// One parameter of a kind.
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
