// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/checkpoints/stored_zip.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto bytes = std::as_bytes(std::span(data, size));
    try {
        for (const auto& [name, content] : lacuna::parseStoredZip(bytes, "input"))
            if (content && (content->data() < bytes.data() ||
                            content->data() + content->size() > bytes.data() + bytes.size()))
                std::abort();
    } catch (const lacuna::Error&) {
    }
    return 0;
}
