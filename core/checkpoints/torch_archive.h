// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoints/pickle_value.h"

#include <cstddef>
#include <span>

namespace lacuna {

enum class TorchFormat {
    Zip,     ///< torch.save() since 1.6
    Legacy,  ///< torch.save() before, or asked to: pickles, then the storages
    Pickle,  ///< a plain pickle, as EDM writes it
    Script   ///< TorchScript: a program; `root` is null and nothing was read
};

struct TorchArchive {
    TorchFormat format = TorchFormat::Pickle;
    const PickleValue* root = nullptr;
};

/// Reads what torch.save() or pickle.dump() wrote, data only (unpickle()). Tensors borrow `bytes`; those of a
/// plain pickle are whole archives inside it, read by the same reader to a depth of 3. Throws
/// Error{ModelFile, subject, reason}, the arena's subject.
TorchArchive readTorchArchive(std::span<const std::byte> bytes, PickleArena& arena);

}  // namespace lacuna
