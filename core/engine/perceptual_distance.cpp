// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/perceptual_distance.h"

#include "core/base/error.h"
#include "core/tensors/tensor_image.h"

#include <ATen/core/Tensor.h>
#include <ATen/core/grad_mode.h>
#include <c10/core/Device.h>
#include <c10/util/Exception.h>
#include <torch/csrc/jit/api/module.h>
#include <torch/csrc/jit/serialization/import.h>

#include <cmath>
#include <exception>
#include <string>

namespace lacuna {
namespace {

/// The first line of what went wrong.
std::string causeOf(const std::exception& error) {
    const auto* torch = dynamic_cast<const c10::Error*>(&error);
    const std::string text = torch ? torch->what_without_backtrace() : error.what();
    return text.substr(0, text.find('\n'));
}

}  // namespace

struct PerceptualDistance::Program {
    torch::jit::Module module;
    std::string path;
};

PerceptualDistance::PerceptualDistance(const std::filesystem::path& program) {
    try {
        mProgram = std::make_unique<Program>(Program{torch::jit::load(program.string()), program.string()});
        mProgram->module.eval();
    } catch (const std::exception& error) {
        throw Error(ErrorCode::ModelFile, program.string(),
                    "it can't be read as a TorchScript program: " + causeOf(error));
    }
}

PerceptualDistance::~PerceptualDistance() = default;

double PerceptualDistance::between(const ImageBuffer& a, const ImageBuffer& b) {
    if (a.width() != b.width() || a.height() != b.height())
        throw Error(ErrorCode::Usage, {}, "the pictures have different sizes");
    const at::NoGradGuard noGrad;
    const c10::Device cpu(c10::kCPU);
    double distance = NAN;
    try {
        const c10::IValue result = mProgram->module.forward({toTensor(a, cpu), toTensor(b, cpu)});
        if (result.isTensor() && result.toTensor().numel() == 1) distance = result.toTensor().item<double>();
        if (result.isDouble()) distance = result.toDouble();
    } catch (const std::exception& error) {
        throw Error(ErrorCode::ModelFile, mProgram->path, "forward(a, b) fails: " + causeOf(error));
    }
    if (!std::isfinite(distance))
        throw Error(ErrorCode::ModelFile, mProgram->path, "forward(a, b) doesn't return one finite number");
    return distance;
}

}  // namespace lacuna
