// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/checkpoints/checkpoint.h"
#include "core/checkpoints/model_description.h"
#include "core/checkpoints/state_dict.h"
#include "core/checkpoints/torch_archive.h"

#include <cstdint>
#include <cstdlib>
#include <utility>

/// Reads a file of torch or EDM, touches the first and last byte of every tensor, and describes the network.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        lacuna::PickleArena arena("input", size);
        const auto archive = lacuna::readTorchArchive(std::as_bytes(std::span(data, size)), arena);
        if (archive.root == nullptr) return 0;
        volatile int sum = 0;
        lacuna::StateDict found = lacuna::findStateDict(*archive.root, "input");
        for (const auto& [name, view] : found.tensors)
            if (!view.bytes.empty())
                sum =
                    sum + std::to_integer<int>(view.bytes.front()) + std::to_integer<int>(view.bytes.back());
        lacuna::describeModel(
            lacuna::Checkpoint::ofHeader("input", std::move(found.tensors), {}, std::move(found.modules)));
    } catch (const lacuna::Error&) {
    }
    return 0;
}
