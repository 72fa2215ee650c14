// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/image_buffer.h"
#include "core/job/restoration_job.h"

namespace lacuna {

/// `image` (16 bit) at 8 bits, each sample rounded up or down at random, so that the mean of an area is
/// preserved: smooth gradients show no bands. A sample that is a whole level keeps it. All channels of a
/// pixel share one random number, so that grey stays grey; it depends on the pixel's position only, where (x,
/// y) is that of the top left one.
ImageBuffer dithered(const ImageBuffer& image, int x, int y);

/// Whether RestorationJob::dither is on unless the user says otherwise: where the noise that hid the bands is
/// removed from the whole picture.
constexpr bool dithersByDefault(Task task) {
    return task == Task::Denoise;
}

}  // namespace lacuna
