// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/job/restoration_job.h"

namespace lacuna {

const char* toString(Precision precision) {
    return nameOf(precision, kPrecisions);
}

}  // namespace lacuna
