// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/services/run.h"

#include <QObject>
#include <QThreadPool>

#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

namespace lacuna::ui {

/// Executes work beside the GUI, in the order it is posted; each piece gets a Run. Its threads exist only
/// while there is work and for half a minute after. Destruction waits for files to be written and for
/// restorations to stop. Other work is told to stop, dropped if it hasn't begun, and after three
/// seconds left to itself.
class RunQueue : public QObject {
    Q_OBJECT

  public:
    /// `Lasting`: the thread stays until the queue is destroyed. With one thread, everything then runs on the
    /// same.
    enum class Threads { Passing, Lasting };

    explicit RunQueue(int threads, Threads kind = Threads::Passing, QObject* parent = nullptr);
    ~RunQueue() override;

    /// `work` is called with the run's RunToken. Its return value is the answer; what it throws is the
    /// failure.
    template <typename Work>
    auto post(Run::Info info, Work work) {
        using Result = std::invoke_result_t<Work&, RunToken&>;
        using T = std::conditional_t<std::is_void_v<Result>, Nothing, Result>;
        auto answer = std::make_shared<std::optional<T>>();
        const RunPtr run = makeRun(std::move(info));
        run->mForget = [answer] { answer->reset(); };
        enqueue({run, [answer, work = std::move(work)](RunToken& token) mutable {
                     if constexpr (std::is_void_v<Result>) {
                         work(token);
                         answer->emplace();
                     } else {
                         answer->emplace(work(token));
                     }
                 }});
        return RunOf<T>(run, answer);
    }

    /// Executed by the destructor after everything else, on a thread of the queue.
    void setLastWork(std::function<void()> work) { mLastWork = std::move(work); }

    /// Whether work was left to itself. The program must then end without destroying what is global.
    static bool hasLeftWork();

  Q_SIGNALS:
    void posted(const lacuna::ui::RunPtr& run);

  private:
    struct Task {
        RunPtr run;
        std::function<void(RunToken&)> work;
    };
    /// What the threads use, which may outlive the queue.
    struct Shared {
        std::mutex mutex;
        RunQueue* queue = nullptr;  ///< null: destroyed
        std::deque<Task> waiting;
        std::vector<RunPtr> executing;

        std::optional<Task> takeNext();
        void executeNext();
        /// Calls `what` on the GUI thread while the queue exists.
        void tell(std::function<void()> what);
        bool mustBeAwaited();
    };

    static RunPtr makeRun(Run::Info info);
    void enqueue(Task task);

    std::shared_ptr<Shared> mShared = std::make_shared<Shared>();
    std::function<void()> mLastWork;
    std::unique_ptr<QThreadPool> mPool = std::make_unique<QThreadPool>();
};

/// The queues that the studio's services share, and all of their runs.
class Runs : public QObject {
    Q_OBJECT

  public:
    explicit Runs(QObject* parent = nullptr);

    /// Writes the user's files, one after the other, so that of two with the same name the later one stays.
    RunQueue& writing() { return mWriting; }
    /// What somebody waits for with their eyes on it: opening, steps, maps, thumbnails, masks.
    RunQueue& looking() { return mLooking; }
    /// What takes its time: estimates, exports, autosaves.
    RunQueue& working() { return mWorking; }

    /// Includes the runs of another queue.
    void watch(RunQueue& queue);
    /// Those that haven't ended, oldest first.
    const std::vector<RunPtr>& active() const { return mActive; }
    /// Whether a file that the user wants is being written.
    bool isWriting() const;

  Q_SIGNALS:
    void begun(const lacuna::ui::RunPtr& run);
    /// After the handlers of its answer.
    void ended(const lacuna::ui::RunPtr& run);

  private:
    void add(const RunPtr& run);

    std::vector<RunPtr> mActive;
    RunQueue mWriting;
    RunQueue mLooking;
    RunQueue mWorking;
};

}  // namespace lacuna::ui
