// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QGridLayout;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace lacuna::ui {

class CanvasView;
class DemoCards;
class DemoMeters;
class PrimaryButton;
class TimelineStrip;

/// The window of the demonstration: five steps, each with one sentence and one thing to do. Photographs and
/// runs are handled by DemoFlow. Keys: the arrows, Space and a presenter's Page Up and Page Down act like the
/// buttons; Esc leaves. The type is as large as the window allows, and the same in every step.
class DemoWindow : public QWidget {
    Q_OBJECT

  public:
    enum class Step { Choose, Damage, Restore, Watch, Look };
    enum class Blur { Focus, Shake };

    explicit DemoWindow(QWidget* parent = nullptr);

    void addPhoto(const QString& title);
    void setPhoto(int index, const QImage& picture);
    void showStep(Step step);
    Step step() const { return mStep; }
    /// Shown before the step's own sentence, until the next step.
    void sayFault(const QString& what);
    QString sentence() const;
    CanvasView* canvas() const { return mCanvas; }
    DemoMeters* meters() const { return mMeters; }
    TimelineStrip* strip() const { return mStrip; }

  Q_SIGNALS:
    void photoChosen(int index);
    void scratchWanted();
    void blurWanted(lacuna::ui::DemoWindow::Blur blur);
    void restoreWanted();
    void replayWanted();
    /// Compare the restored picture with the undamaged one (true) or with the damaged one.
    void truthWanted(bool truth);
    void startOverWanted();
    void closed();
    /// Somebody used the mouse, the keyboard or the screen.
    void touched();

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

  private:
    void goOn();
    void goBack();
    void move(int by);
    void setLargeType();
    void setSentence(const QString& sentence);
    void setTruth(bool shown);

    Step mStep = Step::Choose;
    QGridLayout* mTop;
    QLabel* mSteps;
    QLabel* mSentence;
    QStackedWidget* mPages;
    DemoCards* mCards;
    CanvasView* mCanvas;
    DemoMeters* mMeters;
    TimelineStrip* mStrip;
    QPushButton* mScratch;
    QPushButton* mFocus;
    QPushButton* mShake;
    PrimaryButton* mRestore;
    QPushButton* mReplay;
    QPushButton* mTruth;
    bool mTruthShown = false;
    QPushButton* mStartOver;
    QPushButton* mLeave;
};

}  // namespace lacuna::ui
