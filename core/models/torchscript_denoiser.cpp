// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/torchscript_denoiser.h"

#include "core/error.h"

#include <ATen/ops/full.h>
#include <c10/util/Exception.h>
#include <torch/csrc/jit/api/module.h>
#include <torch/csrc/jit/serialization/import.h>

#include <utility>

namespace lacuna {
namespace {

class TorchScriptNetwork : public Network {
  public:
    TorchScriptNetwork(torch::jit::Module module, std::string subject)
        : mModule(std::move(module)), mSubject(std::move(subject)) {}

    at::Tensor forwardWithGraph(const at::Tensor& z, double sigma) override {
        const at::Tensor level = at::full({z.size(0)}, sigma, z.options());
        try {
            const c10::IValue result = mModule.forward({z, level});
            if (!result.isTensor() || result.toTensor().sizes() != z.sizes())
                throw Error(ErrorCode::ModelFile, mSubject, "forward(x, sigma) gives no tensor of x's shape");
            return result.toTensor().to(z.scalar_type());
        } catch (const c10::Error& error) {
            throw Error(ErrorCode::ModelFile, mSubject,
                        std::string("forward(x, sigma) fails: ") + error.what_without_backtrace());
        }
    }
    /// Nothing is known of the program: sides that most U-Nets take, and memory for one of middling size.
    int stride() const override { return 32; }
    int context() const override { return 32; }
    double forwardBytes(double pixels) const override { return pixels * 4 * 1500; }
    double vjpBytes(double pixels) const override { return pixels * 4 * 6000; }
    double flops(double pixels) const override { return pixels * 0; }

  private:
    torch::jit::Module mModule;
    std::string mSubject;
};

}  // namespace

std::unique_ptr<Network> loadTorchScript(const std::filesystem::path& path, const std::string& device) {
    try {
        torch::jit::Module module = torch::jit::load(path.string(), c10::Device(device));
        module.eval();
        for (at::Tensor parameter : module.parameters())
            parameter.requires_grad_(false);
        if (!module.find_method("forward"))
            throw Error(ErrorCode::ModelFile, path.string(),
                        "the TorchScript module has no forward(x, sigma)");
        return std::make_unique<TorchScriptNetwork>(std::move(module), path.string());
    } catch (const c10::Error& error) {
        throw Error(ErrorCode::ModelFile, path.string(), error.what_without_backtrace());
    }
}

}  // namespace lacuna
