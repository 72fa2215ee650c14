// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/log.h"
#include "core/io/image_io.h"

#include <cstdint>
#include <span>

/// libheif passes damaged AV1 on to dav1d 1.0, which then keeps some 80 bytes of its own. LeakSanitizer asks
/// for this function.
extern "C" const char* __lsan_default_suppressions() {
    return "leak:libdav1d\n";
}

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
