// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/checkpoints/checkpoint.h"
#include "core/checkpoints/model_description.h"

#include <cstdint>
#include <string>

/// The JSON file beside an ADM checkpoint.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    lacuna::TensorViews tensors;
    tensors["input_blocks.0.0.weight"].shape = {32, 3, 3, 3};
    tensors["input_blocks.1.0.in_layers.2.weight"].shape = {32, 32, 3, 3};
    tensors["input_blocks.1.0.emb_layers.1.weight"].shape = {64, 128};
    tensors["input_blocks.1.0.out_layers.3.weight"].shape = {32, 32, 3, 3};
    tensors["output_blocks.0.0.in_layers.0.weight"].shape = {64};
    tensors["time_embed.0.weight"].shape = {128, 32};
    tensors["out.2.weight"].shape = {6, 32, 3, 3};
    try {
        lacuna::describeModel(lacuna::Checkpoint::ofHeader(
            "input", std::move(tensors), {"", "", std::string(reinterpret_cast<const char*>(data), size)}));
    } catch (const lacuna::Error&) {
    }
    return 0;
}
