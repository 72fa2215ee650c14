// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoints/safetensors.h"
#include "core/files/atomic_file.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cassert>
#include <cstdint>

namespace lacuna {

void writeSafetensors(const std::filesystem::path& path,
                      const std::vector<std::pair<std::string, TensorView>>& tensors,
                      const Metadata& metadata) {
    // Wide types first, as the reference writer does: every tensor is then aligned for readers that use it in
    // place.
    std::vector<const std::pair<std::string, TensorView>*> order;
    for (const auto& tensor : tensors)
        order.push_back(&tensor);
    std::stable_sort(order.begin(), order.end(), [](const auto* a, const auto* b) {
        return itemSize(a->second.dtype) > itemSize(b->second.dtype);
    });

    nlohmann::ordered_json header = nlohmann::ordered_json::object();
    if (!metadata.empty()) header["__metadata__"] = metadata;
    std::size_t offset = 0;
    for (const auto* tensor : order) {
        const auto& [name, view] = *tensor;
        assert(name != "__metadata__" && !header.contains(name));
        assert(view.bytes.size() == static_cast<std::size_t>(view.elements()) * itemSize(view.dtype));
        header[name] = {{"dtype", toString(view.dtype)},
                        {"shape", view.shape},
                        {"data_offsets", {offset, offset + view.bytes.size()}}};
        offset += view.bytes.size();
    }
    std::string text = header.dump();
    text.append((8 - text.size() % 8) % 8, ' ');
    std::array<std::byte, 8> length{};
    for (std::size_t i = 0; i < 8; ++i)
        length[i] = static_cast<std::byte>(std::uint64_t{text.size()} >> (8 * i));

    AtomicFile file(path);
    file.write(length);
    file.write(std::as_bytes(std::span(text)));
    for (const auto* tensor : order)
        file.write(tensor->second.bytes);
    file.commit();
}

}  // namespace lacuna
