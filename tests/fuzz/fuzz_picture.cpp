// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/log.h"
#include "core/io/image_io.h"

#include <cstdint>
#include <span>

/// A picture of any format that is read, whole and as far as it is intact.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    lacuna::log::setLevel(lacuna::log::Level::Off);
    for (const bool partial : {false, true}) {
        try {
            lacuna::decodePhotograph(std::span(data, size), "input", {.partial = partial});
        } catch (const lacuna::Error&) {
        }
    }
    return 0;
}
