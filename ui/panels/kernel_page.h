// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/settings_panel.h"

#include <QImage>

class QComboBox;
class QLabel;

namespace lacuna::ui {

class KernelView;
class SliderRow;

/// What deblurring needs: which blur it was.
class KernelPage : public SettingsPanel {
    Q_OBJECT

  public:
    explicit KernelPage(QWidget* parent = nullptr);

    void setPicture(const QImage& picture);

  Q_SIGNALS:
    void pictureWanted(const lacuna::KernelSpec& kernel);
    /// "From a picture…" was chosen.
    void fileWanted();

  protected:
    void showSettings() override;

  private:
    struct Row {
        KernelSpec::Kind kind;
        SliderRow* slider;
        QLabel* label;
        double KernelSpec::*field;
    };
    void addRow(const Row& row, const QString& what, Control control);
    void chooseKind(int index);

    QComboBox* mKind;
    std::vector<Row> mRows;
    QLabel* mFileName;
    KernelView* mView;
    KernelSpec mPictured;
};

}  // namespace lacuna::ui
