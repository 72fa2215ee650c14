// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/framing.h"
#include "ui/document/display_image.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;
class QToolButton;

namespace lacuna::ui {

class CropView;
class SliderRow;

/// Takes the place of the canvas while the user looks for a photograph's new frame: turns, mirrors,
/// straightens and crops it, without changing anything yet.
class CropPage : public QWidget {
    Q_OBJECT

  public:
    explicit CropPage(QWidget* parent = nullptr);

    /// Begins anew, with all of this picture.
    void begin(const DisplayImage& picture);
    CropView* view() const { return mView; }
    Framing framing() const;

  Q_SIGNALS:
    /// The frame is found; it changes something.
    void accepted();
    void rejected();

  protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

  private:
    QToolButton* makeButton(const char* icon, const QString& text);
    void follow();
    void turn(int quarters);
    void chooseRatio();
    void accept();

    CropView* mView;
    SliderRow* mAngle;
    QPushButton* mLine;
    QComboBox* mRatio;
    QLabel* mSize;
    QPushButton* mApply;
};

}  // namespace lacuna::ui
