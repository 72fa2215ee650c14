// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>
#include <utility>

namespace lacuna::ui {

/// Calls a function at most once in a while, however often it is asked for: at once, or when that time is
/// over. For words and numbers that change faster than anybody reads them, each of which costs a layout and a
/// painting. For the GUI thread.
class Throttle {
  public:
    Throttle(std::chrono::milliseconds rest, std::function<void()> what) : mWhat(std::move(what)) {
        mRest.setSingleShot(true);
        mRest.setInterval(rest);
        QObject::connect(&mRest, &QTimer::timeout, &mRest, [this] { flush(); });
    }
    Throttle(const Throttle&) = delete;
    Throttle& operator=(const Throttle&) = delete;

    void ask() {
        mIsAsked = true;
        if (!mRest.isActive()) flush();
    }
    /// Calls it now if it was asked for since the last call.
    void flush() {
        if (!std::exchange(mIsAsked, false)) return;
        mRest.start();
        mWhat();
    }

  private:
    std::function<void()> mWhat;
    QTimer mRest;
    bool mIsAsked = false;
};

}  // namespace lacuna::ui
