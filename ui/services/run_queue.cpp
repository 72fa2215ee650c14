// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/run_queue.h"

#include <QMetaObject>

#include <algorithm>
#include <atomic>
#include <chrono>

namespace lacuna::ui {

namespace {
constexpr std::chrono::milliseconds kThreadRest{30'000};
constexpr std::chrono::milliseconds kPatience{3000};
constexpr int kLookers = 3;  // a step in view doesn't wait for a whole one and a thumbnail
constexpr int kWorkers = 2;  // an autosave doesn't wait for an estimate
std::atomic<bool> gHasLeftWork{false};
}  // namespace

RunQueue::RunQueue(int threads, Threads kind, QObject* parent) : QObject(parent) {
    mShared->queue = this;
    mPool->setMaxThreadCount(threads);
    mPool->setExpiryTimeout(kind == Threads::Lasting ? -1 : int(kThreadRest.count()));
}

RunQueue::~RunQueue() {
    {
        const std::lock_guard lock(mShared->mutex);
        std::erase_if(mShared->waiting,
                      [](const Task& task) { return task.run->kind() != Run::Kind::Writing; });
        for (const RunPtr& run : mShared->executing)
            if (run->kind() != Run::Kind::Writing) run->control().stop();
    }
    if (mLastWork) mPool->start(mLastWork);
    while (!mPool->waitForDone(int(kPatience.count()))) {
        if (mShared->mustBeAwaited()) continue;
        gHasLeftWork = true;
        static_cast<void>(mPool.release());  // its destructor would wait
        break;
    }
    const std::lock_guard lock(mShared->mutex);
    mShared->queue = nullptr;
}

bool RunQueue::hasLeftWork() {
    return gHasLeftWork;
}

RunPtr RunQueue::makeRun(Run::Info info) {
    // It may lose its last owner on a thread of the pool, or in a handler of its own signal.
    return {new Run(std::move(info)), [](Run* run) { run->deleteLater(); }};
}

void RunQueue::enqueue(Task task) {
    const RunPtr run = task.run;
    {
        const std::lock_guard lock(mShared->mutex);
        std::deque<Task>& waiting = mShared->waiting;
        const auto place = run->mInfo.urgent
                               ? std::find_if(waiting.begin(), waiting.end(),
                                              [](const Task& other) { return !other.run->mInfo.urgent; })
                               : waiting.end();
        waiting.insert(place, std::move(task));
    }
    Q_EMIT posted(run);
    mPool->start([shared = mShared] { shared->executeNext(); });
}

/// Nothing if all that waited was cancelled.
std::optional<RunQueue::Task> RunQueue::Shared::takeNext() {
    const std::lock_guard lock(mutex);
    while (!waiting.empty()) {
        Task task = std::move(waiting.front());
        waiting.pop_front();
        if (!task.run->claim()) continue;
        executing.push_back(task.run);
        return task;
    }
    return std::nullopt;
}

void RunQueue::Shared::tell(std::function<void()> what) {
    const std::lock_guard lock(mutex);
    // Events that don't arrive before the queue is destroyed are dropped with it.
    if (queue) QMetaObject::invokeMethod(queue, std::move(what), Qt::QueuedConnection);
}

bool RunQueue::Shared::mustBeAwaited() {
    const std::lock_guard lock(mutex);
    return !waiting.empty() || std::any_of(executing.begin(), executing.end(), [](const RunPtr& run) {
        return run->kind() != Run::Kind::Reading;
    });
}

void RunQueue::Shared::executeNext() {
    std::optional<Task> task = takeNext();
    if (!task) return;
    const RunPtr run = task->run;
    tell([run] { run->begin(); });
    Run::State state = Run::State::Done;
    Failure failure;
    try {
        task->work(run->mToken);
    } catch (const RunStopped&) {
        state = Run::State::Cancelled;
    } catch (...) {
        // Stopped in the middle, a read or a write may fail for that reason alone.
        const bool hardly = run->mToken.stopRequested() && run->kind() != Run::Kind::Restoring;
        state = hardly ? Run::State::Cancelled : Run::State::Failed;
        if (!hardly) failure = currentFailure();
    }
    task.reset();  // what the work holds goes on this thread
    {
        const std::lock_guard lock(mutex);
        std::erase(executing, run);
    }
    tell([run, state, failure] {
        run->end(state, failure);
        run->mForget();
    });
}

Runs::Runs(QObject* parent) : QObject(parent), mWriting(1), mLooking(kLookers), mWorking(kWorkers) {
    for (RunQueue* queue : {&mWriting, &mLooking, &mWorking})
        watch(*queue);
}

void Runs::watch(RunQueue& queue) {
    connect(&queue, &RunQueue::posted, this, &Runs::add);
}

void Runs::add(const RunPtr& run) {
    mActive.push_back(run);
    const std::weak_ptr<Run> weak = run;
    connect(run.get(), &Run::ended, this, [this, weak] {
        const RunPtr ended = weak.lock();
        std::erase(mActive, ended);
        QMetaObject::invokeMethod(
            this, [this, ended] { Q_EMIT this->ended(ended); }, Qt::QueuedConnection);
    });
    Q_EMIT begun(run);
}

bool Runs::isWriting() const {
    return std::any_of(mActive.begin(), mActive.end(),
                       [](const RunPtr& run) { return run->kind() == Run::Kind::Writing; });
}

}  // namespace lacuna::ui
