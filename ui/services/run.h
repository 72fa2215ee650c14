// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/run_control.h"
#include "ui/base/failure.h"

#include <QObject>
#include <QString>

#include <algorithm>
#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace lacuna::ui {

class Run;
class RunQueue;

/// Thrown by RunToken::check() and caught by the queue; not an error.
struct RunStopped {};

/// The work's own view of its Run. Every function may be called from any thread while the work goes on.
class RunToken {
  public:
    explicit RunToken(Run& run) : mRun(run) {}

    bool stopRequested() const { return mControl.stopRequested(); }
    /// Throws RunStopped if the work should end.
    void check() const {
        if (stopRequested()) throw RunStopped();
    }
    /// How much is done, from 0 to 1. Changes of less than a hundredth aren't passed on.
    void report(double share);
    /// For work that asks core to stop or pause.
    RunControl& control() { return mControl; }

  private:
    Run& mRun;
    RunControl mControl;
    std::atomic<int> mHundredths{-1};
};

/// One long task, from the request to its end, whatever it computes. Made by a RunQueue; belongs to the GUI
/// thread.
class Run : public QObject {
    Q_OBJECT

  public:
    enum class State { Queued, Running, Cancelling, Done, Failed, Cancelled };
    enum class Kind {
        /// Only its answer matters. Cancelled, it has ended at once, and an answer that still comes is
        /// dropped.
        Reading,
        /// Writes a file that the user wants, so that the program doesn't end before it. Cancelled, it ends
        /// when the
        /// work has stopped; it is done if the file was complete by then.
        Writing,
        /// Cancelled, it still answers with what it has.
        Restoring,
    };
    struct Info {
        QString words;  ///< what it does, a sentence for the user; empty: it is never shown
        Kind kind = Kind::Reading;
        bool urgent = false;  ///< goes before others that wait
    };

    ~Run() override;

    const QString& words() const { return mInfo.words; }
    Kind kind() const { return mInfo.kind; }
    State state() const { return mState; }
    bool isOver() const { return mState >= State::Done; }
    /// From 0 to 1; negative: not known.
    double progress() const { return mProgress; }
    /// What went wrong, if the state is Failed.
    const Failure& failure() const { return mFailure; }
    RunControl& control() { return mToken.control(); }

  public Q_SLOTS:
    /// A run that hasn't begun never will, and ends at once.
    void cancel();
    /// The same for destructors: nothing is emitted before the next turn of the event loop.
    void drop();

  Q_SIGNALS:
    void stateChanged(lacuna::ui::Run::State state);
    void progressed(double share);
    /// Done, Failed or Cancelled. Emitted once.
    void ended();

  private:
    friend class RunQueue;
    friend class RunToken;

    explicit Run(Info info);
    /// Whoever claims it first decides whether the work begins: the queue's thread, or cancel().
    bool claim() { return !mClaimed.exchange(true); }
    void begin();
    void end(State state, Failure failure = {});
    void setState(State state);

    const Info mInfo;
    State mState = State::Queued;
    double mProgress = -1;
    Failure mFailure;
    RunToken mToken;
    std::atomic<bool> mClaimed{false};
    std::function<void()> mForget;  ///< the answer, once everybody has had it and the work is over
};

using RunPtr = std::shared_ptr<Run>;

/// The answer of work that has none.
struct Nothing {};

/// A Run with its answer. Handlers are called on the GUI thread, and not at all once their context is
/// destroyed.
template <typename T>
class RunOf {
  public:
    RunOf() = default;
    RunOf(RunPtr run, std::shared_ptr<std::optional<T>> answer)
        : mRun(std::move(run)), mAnswer(std::move(answer)) {}

    const RunPtr& run() const { return mRun; }

    /// `handler` is called with the answer, or without arguments.
    template <typename F>
    const RunOf& then(QObject* context, F handler) const {
        QObject::connect(mRun.get(), &Run::ended, context,
                         [run = mRun.get(), answer = mAnswer, handler = std::move(handler)]() mutable {
                             if (run->state() != Run::State::Done) return;
                             if constexpr (std::is_invocable_v<F&>) {
                                 handler();
                             } else {
                                 handler(std::as_const(**answer));
                             }
                         });
        return *this;
    }
    /// `handler` is called with the Failure.
    template <typename F>
    const RunOf& orElse(QObject* context, F handler) const {
        QObject::connect(mRun.get(), &Run::ended, context,
                         [run = mRun.get(), handler = std::move(handler)]() mutable {
                             if (run->state() == Run::State::Failed) handler(run->failure());
                         });
        return *this;
    }
    template <typename F>
    const RunOf& ifCancelled(QObject* context, F handler) const {
        QObject::connect(mRun.get(), &Run::ended, context,
                         [run = mRun.get(), handler = std::move(handler)]() mutable {
                             if (run->state() == Run::State::Cancelled) handler();
                         });
        return *this;
    }

  private:
    RunPtr mRun;
    std::shared_ptr<std::optional<T>> mAnswer;
};

/// Holds the latest of several runs of which only the last is wanted: the one before is cancelled, and
/// dropped if it hasn't begun.
class LatestRun {
  public:
    LatestRun() = default;
    ~LatestRun() {
        if (mRun) mRun->drop();
    }
    LatestRun(const LatestRun&) = delete;
    LatestRun& operator=(const LatestRun&) = delete;

    template <typename T>
    RunOf<T> replace(RunOf<T> run) {
        cancel();
        mRun = run.run();
        return run;
    }
    bool isActive() const { return mRun && !mRun->isOver(); }
    /// As Run::progress(), 0 before it is known.
    double progress() const { return mRun ? std::max(0.0, mRun->progress()) : 0; }
    void cancel() {
        if (const RunPtr run = std::exchange(mRun, nullptr)) run->cancel();
    }

  private:
    RunPtr mRun;
};

}  // namespace lacuna::ui
