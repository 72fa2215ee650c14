// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

// A thin wrapper of spdlog. Only its source includes spdlog, because LibTorch 2.14 carries its own fmt, which
// shadows the one that Debian's spdlog needs: a file that includes both does not compile. Messages are not
// translated.
namespace lacuna::log {

enum class Level { Debug, Info, Warning, Error, Off };

/// Messages below `level` are dropped. They go to standard error. Default: Warning. Any thread.
void setLevel(Level level);
/// Any thread.
void write(Level level, std::string_view message);

inline void debug(std::string_view message) {
    write(Level::Debug, message);
}
inline void info(std::string_view message) {
    write(Level::Info, message);
}
inline void warning(std::string_view message) {
    write(Level::Warning, message);
}
inline void error(std::string_view message) {
    write(Level::Error, message);
}

}  // namespace lacuna::log
