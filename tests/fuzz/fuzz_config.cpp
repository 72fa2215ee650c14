// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/checkpoints/checkpoint.h"
#include "core/checkpoints/model_description.h"

#include <cstdint>
#include <string>

/// diffusers' config.json up to a zero byte, and its scheduler_config.json after it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    const std::size_t end = std::min(text.find('\0'), size);
    lacuna::TensorViews tensors;
    tensors["conv_in.weight"].shape = {16, 3, 3, 3};
    tensors["time_embedding.linear_1.weight"].shape = {64, 16};
    try {
        lacuna::describeModel(lacuna::Checkpoint::ofHeader(
            "input", std::move(tensors),
            {text.substr(0, end), end < size ? text.substr(end + 1) : "{}", ""}));
    } catch (const lacuna::Error&) {
    }
    return 0;
}
