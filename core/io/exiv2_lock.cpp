// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/exiv2_lock.h"

#include "core/base/log.h"

#include <exiv2/exiv2.hpp>

#include <string>
#include <string_view>

namespace lacuna::io {
namespace {

void onLog(int level, const char* text) {
    std::string_view line(text);
    while (!line.empty() && line.back() == '\n')
        line.remove_suffix(1);
    log::debug("Exiv2 (" + std::to_string(level) + "): " + std::string(line));
}

std::mutex& mutex() {
    static std::mutex instance;
    return instance;
}

}  // namespace

Exiv2Lock::Exiv2Lock() : mLock(mutex()) {
    static std::once_flag once;
    std::call_once(once, [] {
        Exiv2::LogMsg::setHandler(onLog);
        Exiv2::XmpParser::initialize();
    });
}

}  // namespace lacuna::io
