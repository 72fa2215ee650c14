// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/job/restoration_job.h"

namespace lacuna {

const char* toString(Precision precision) {
    return precision == Precision::Float32 ? "float32" : "bfloat16";
}

}  // namespace lacuna
