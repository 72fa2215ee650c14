// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/first_paint.h"

#include <QCoreApplication>
#include <QEvent>
#include <QTimer>
#include <QWidget>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>

namespace lacuna::ui {

namespace {
constexpr std::chrono::seconds kPatience{3};  // a window that starts minimised isn't painted
}

struct FirstPaint::Gate::State {
    std::mutex mutex;
    std::condition_variable changed;
    std::optional<bool> isOpen;  ///< nothing: not known yet

    void set(bool open) {
        {
            const std::lock_guard lock(mutex);
            if (isOpen) return;
            isOpen = open;
        }
        changed.notify_all();
    }
};

bool FirstPaint::Gate::wait() {
    std::unique_lock lock(mState->mutex);
    mState->changed.wait(lock, [this] { return mState->isOpen.has_value(); });
    return *mState->isOpen;
}

FirstPaint::FirstPaint(QObject* parent) : QObject(parent) {
    mGate.mState = std::make_shared<Gate::State>();
    QCoreApplication::instance()->installEventFilter(this);
    QTimer::singleShot(kPatience, this, &FirstPaint::open);
}

FirstPaint::~FirstPaint() {
    mGate.mState->set(false);
}

FirstPaint::Gate FirstPaint::gate() const {
    return mGate;
}

bool FirstPaint::eventFilter(QObject* watched, QEvent* event) {
    const auto* widget = event->type() == QEvent::Paint ? qobject_cast<QWidget*>(watched) : nullptr;
    if (widget && widget->isWindow()) {
        QCoreApplication::instance()->removeEventFilter(this);
        QTimer::singleShot(0, this, &FirstPaint::open);  // when all of the window is painted
    }
    return false;
}

void FirstPaint::open() {
    mGate.mState->set(true);
}

}  // namespace lacuna::ui
