// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoints/state_dict.h"
#include "core/checkpoints/torch_archive.h"
#include "core/error.h"

#include <cstdint>
#include <cstdlib>

/// Reads a file of torch or EDM, and touches the first and last byte of every tensor.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        lacuna::PickleArena arena("input", size);
        const auto archive = lacuna::readTorchArchive(std::as_bytes(std::span(data, size)), arena);
        if (archive.root == nullptr) return 0;
        volatile int sum = 0;
        for (const auto& [name, view] : lacuna::findStateDict(*archive.root, "input").tensors)
            if (!view.bytes.empty())
                sum =
                    sum + std::to_integer<int>(view.bytes.front()) + std::to_integer<int>(view.bytes.back());
    } catch (const lacuna::Error&) {
    }
    return 0;
}
