// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <string>

namespace lacuna::cli {

/// Says on standard error how far a program is: on a terminal in one line that is redrawn, else as a line now
/// and then.
class StatusLine {
  public:
    /// `quiet`: shows nothing but messages.
    explicit StatusLine(bool quiet);
    /// Ends the line.
    ~StatusLine();
    StatusLine(const StatusLine&) = delete;
    StatusLine& operator=(const StatusLine&) = delete;

    bool isTerminal() const { return mTerminal; }
    /// Whether the last line is old enough for another one.
    bool isDue() const;
    /// Replaces the line, or adds one.
    void show(const std::string& text);
    /// A line that stays.
    void message(const std::string& text);

  private:
    bool mQuiet;
    bool mTerminal;
    bool mDrawn = false;
    std::string mShown;
    std::chrono::steady_clock::time_point mLast;
};

/// ", 12 s left", ", 2 min 05 s left", ", 3 h 20 min left"; empty if `seconds` is negative: not known.
std::string timeLeft(double seconds);

}  // namespace lacuna::cli
