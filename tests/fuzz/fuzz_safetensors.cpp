// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/checkpoints/safetensors.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        lacuna::parseSafetensors(std::as_bytes(std::span(data, size)), "input");
    } catch (const lacuna::Error&) {
    }
    return 0;
}
