// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <memory>

namespace lacuna::ui {

/// Lets other threads wait until the program shows its first window, so that what they do doesn't delay that.
/// Made and destroyed on the GUI's thread, while a QCoreApplication exists.
class FirstPaint : public QObject {
    Q_OBJECT

  public:
    /// What the others wait for. They may outlive the FirstPaint.
    class Gate {
      public:
        /// True as soon as a window was painted, or none was for three seconds. False: the FirstPaint was
        /// destroyed before. Any thread; the GUI's only when a window was painted.
        bool wait();

      private:
        friend class FirstPaint;
        struct State;
        std::shared_ptr<State> mState;
    };

    explicit FirstPaint(QObject* parent = nullptr);
    ~FirstPaint() override;

    Gate gate() const;

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    void open();

    Gate mGate;
};

}  // namespace lacuna::ui
