// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensors/memory_fault.h"

namespace lacuna {

bool isAboutMemory(const std::string& text) {
    return text.find("out of memory") != std::string::npos ||
           text.find("can't allocate memory") != std::string::npos ||
           text.find("not enough memory") != std::string::npos;
}

}  // namespace lacuna
