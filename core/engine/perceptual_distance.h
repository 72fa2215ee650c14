// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/image_buffer.h"

#include <filesystem>
#include <memory>

namespace lacuna {

/// How different two pictures look to a network: LPIPS (Zhang, Isola, Efros, Shechtman, Wang, "The
/// unreasonable effectiveness of deep features as a perceptual metric", arXiv 1801.03924) or another measure
/// of this form. Lower is more alike.
class PerceptualDistance {
  public:
    /// `program` is a TorchScript file, which is run: forward(a, b) takes two pictures of shape (1, 3,
    /// height, width), RGB on [−1, 1] in float32, and returns one number. With the published package:
    /// torch.jit.trace(lpips.LPIPS(net="alex"), (x, x)).save("lpips.pt"). Throws Error ModelFile.
    explicit PerceptualDistance(const std::filesystem::path& program);
    ~PerceptualDistance();

    /// Of two pictures of the same size. Throws Error: Usage if the sizes differ, ModelFile if the program
    /// fails or returns anything else than one finite number.
    double between(const ImageBuffer& a, const ImageBuffer& b);

  private:
    struct Program;
    std::unique_ptr<Program> mProgram;
};

}  // namespace lacuna
