// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/checkpoints/checkpoint.h"
#include "core/checkpoints/script_config.h"
#include "core/files/sha256.h"
#include "core/models/layers.h"
#include "core/models/load_denoiser.h"
#include "core/models/network.h"
#include "core/tensors/mirror.h"
#include "core/tensors/translate_errors.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/function_schema.h>
#include <ATen/ops/full.h>
#include <c10/util/Exception.h>
#include <torch/csrc/jit/api/function_impl.h>
#include <torch/csrc/jit/api/module.h>
#include <torch/csrc/jit/ir/ir.h>
#include <torch/csrc/jit/serialization/import.h>

#include <algorithm>
#include <array>
#include <exception>
#include <map>
#include <mutex>
#include <new>
#include <optional>
#include <sstream>
#include <utility>

namespace lacuna {
namespace {

/// What a size that the program doesn't take is padded to, one after the other; 1 leaves it as it is.
constexpr std::array kPaddings{1, 32, 64};
/// Nothing is known of the program's architecture: what most U-Nets shrink by.
constexpr int kUsualStride = 32;

/// The line of an exception's text that says why. What the interpreter stopped at comes last, below the
/// program's own lines; all else comes first.
std::string causeOf(const std::string& text) {
    if (text.find("INTERNAL ASSERT") != std::string::npos)
        return "the file is damaged, or of a PyTorch that this one doesn't understand";
    const std::size_t end = text.find_last_not_of("\n ");
    if (end == std::string::npos) return "it gives no reason";
    if (text.find("Traceback of TorchScript") == std::string::npos) {
        const std::size_t begin = text.find_first_not_of("\n ");
        return text.substr(begin, text.find('\n', begin) - begin);
    }
    const std::size_t begin = text.rfind('\n', end) + 1;
    return text.substr(begin, end + 1 - begin);
}

/// Within a handler: the exception as an Error that names the file and the cause.
[[noreturn]] void fail(const std::string& subject, const std::string& what) {
    std::string text;
    try {
        throw;
    } catch (const Error&) {
        throw;
    } catch (const std::bad_alloc&) {
        throw Error(ErrorCode::OutOfMemory, subject, what + " needs more memory than there is");
    } catch (const c10::Error& error) {
        text = error.what_without_backtrace();
    } catch (const std::exception& error) {
        text = error.what();
    }
    throw Error(isAboutMemory(text) ? ErrorCode::OutOfMemory : ErrorCode::ModelFile, subject,
                what + " fails: " + causeOf(text));
}

/// D by forward(x, sigma), where sigma is a tensor (N), or a number where forward() declares one. x keeps its
/// size where the module takes it, else it is padded to a multiple of 32 or 64; `stride` > 0: always to that.
class TorchScriptNetwork : public Network {
  public:
    TorchScriptNetwork(torch::jit::Module module, std::string subject, bool takesNumber, int stride,
                       bool isUnitRange)
        : mModule(std::move(module)),
          mSubject(std::move(subject)),
          mTakesNumber(takesNumber),
          mStride(stride),
          mIsUnitRange(isUnitRange) {}

    at::Tensor forwardWithGraph(const at::Tensor& z, double sigma) override {
        if (mStride > 0) return padded(z, sigma, kPaddings.front());
        const Size size{z.size(2), z.size(3)};
        if (const auto known = paddingOf(size)) return padded(z, sigma, *known);
        std::exception_ptr first;
        for (const int padding : kPaddings) {
            try {
                at::Tensor result = padded(z, sigma, padding);
                const std::lock_guard lock(mMutex);
                mPaddings[size] = padding;
                return result;
            } catch (const Error& error) {
                if (error.code() == ErrorCode::OutOfMemory) throw;
                if (!first) first = std::current_exception();
            }
        }
        std::rethrow_exception(first);
    }
    int stride() const override { return mStride > 0 ? mStride : kUsualStride; }
    int padding() const override { return std::max(mStride, 1); }
    int context() const override { return 32; }
    /// Memory for a U-Net of middling size.
    double forwardBytes(double pixels) const override { return pixels * 4 * 1500; }
    double vjpBytes(double pixels) const override { return pixels * 4 * 6000; }
    double flops(double pixels) const override { return pixels * 0; }

  private:
    using Size = std::pair<std::int64_t, std::int64_t>;

    std::optional<int> paddingOf(const Size& size) {
        const std::lock_guard lock(mMutex);
        const auto known = mPaddings.find(size);
        return known == mPaddings.end() ? std::nullopt : std::optional(known->second);
    }

    at::Tensor padded(const at::Tensor& z, double sigma, int padding) {
        const at::Tensor whole = mirrorPadToMultiple(z, padding);
        const at::Tensor D = mIsUnitRange ? 2 * call((whole + 1) / 2, sigma / 2) - 1 : call(whole, sigma);
        return D.narrow(2, 0, z.size(2)).narrow(3, 0, z.size(3));
    }

    at::Tensor call(const at::Tensor& z, double sigma) {
        const c10::IValue level =
            mTakesNumber ? c10::IValue(sigma) : c10::IValue(at::full({z.size(0)}, sigma, z.options()));
        at::Tensor D;
        try {
            const c10::IValue result = mModule.forward({z, level});
            if (!result.isTensor() || result.toTensor().sizes() != z.sizes())
                throw Error(ErrorCode::ModelFile, mSubject, "forward(x, sigma) gives no tensor of x's shape");
            D = result.toTensor().to(z.scalar_type());
        } catch (const std::exception&) {
            fail(mSubject, "forward(x, sigma)");
        }
        if (!isFinite(D) && isFinite(z))
            throw Error(ErrorCode::ModelFile, mSubject,
                        "forward(x, sigma) gives values that are not finite, of x that are");
        return D;
    }

    static bool isFinite(const at::Tensor& x) { return x.detach().isfinite().all().item<bool>(); }

    torch::jit::Module mModule;
    std::string mSubject;
    bool mTakesNumber;
    int mStride;
    bool mIsUnitRange;
    std::mutex mMutex;              ///< guards the map
    std::map<Size, int> mPaddings;  ///< of each size so far
};

/// Whether forward() wants sigma as a number.
bool takesNumber(const torch::jit::Method& forward, const std::string& subject) {
    const std::vector<c10::Argument>& arguments = forward.function().getSchema().arguments();
    constexpr std::size_t kSigma = 2;  // after self and x
    if (arguments.size() <= kSigma)
        throw Error(ErrorCode::ModelFile, subject, "the TorchScript module's forward() takes no sigma");
    const c10::TypeKind kind = arguments[kSigma].type()->kind();
    return kind == c10::TypeKind::FloatType || kind == c10::TypeKind::NumberType;
}

/// Pictures come in float32; what is no floating-point number stays what it is.
void toFloat(at::Tensor tensor) {
    tensor.requires_grad_(false);
    if (tensor.is_floating_point() && tensor.scalar_type() != at::kFloat)
        tensor.set_data(tensor.to(at::kFloat));
}

/// A frozen module holds its weights as constants in its code.
void toFloat(torch::jit::Block& block) {
    for (torch::jit::Node* node : block.nodes()) {
        for (torch::jit::Block* inner : node->blocks())
            toFloat(*inner);
        if (node->kind() != c10::prim::Constant || !node->hasAttribute(c10::attr::value) ||
            node->kindOf(c10::attr::value) != torch::jit::AttributeKind::t)
            continue;
        const at::Tensor constant = node->t(c10::attr::value);
        if (!constant.is_floating_point() || constant.scalar_type() == at::kFloat) continue;
        node->t_(c10::attr::value, constant.to(at::kFloat));
        node->output()->inferTypeFrom(node->t(c10::attr::value));
    }
}

std::unique_ptr<Network> loadProgram(std::string program, const ScriptConfig& config, at::Device device,
                                     const std::string& subject) {
    try {
        std::istringstream stream(std::move(program));
        torch::jit::Module module = torch::jit::load(stream, device);
        module.eval();
        for (const at::Tensor& parameter : module.parameters())
            toFloat(parameter);
        for (const at::Tensor& buffer : module.buffers())
            toFloat(buffer);
        for (torch::jit::Function* function : module._ivalue()->compilation_unit()->get_functions()) {
            function->ensure_defined();
            toFloat(*torch::jit::toGraphFunction(*function).graph()->block());
        }
        const auto forward = module.find_method("forward");
        if (!forward)
            throw Error(ErrorCode::ModelFile, subject, "the TorchScript module has no forward(x, sigma)");
        const bool isNumber = takesNumber(*forward, subject);
        return std::make_unique<TorchScriptNetwork>(std::move(module), subject, isNumber,
                                                    static_cast<int>(config.stride), config.isUnitRange);
    } catch (const std::exception&) {
        fail(subject, "loading the TorchScript program");
    }
}

}  // namespace

std::unique_ptr<Network> makeNetwork(const ScriptConfig& config, Weights& weights,
                                     const LoadOptions& options) {
    const std::string subject = weights.checkpoint().path().string();
    // Runs a copy of the bytes that were hashed: a mapping would follow later changes of the file.
    const auto mapped = weights.checkpoint().script();
    std::string program(reinterpret_cast<const char*>(mapped.data()), mapped.size());
    if (!options.trusts || !options.trusts(sha256(std::as_bytes(std::span(program)))))
        throw Error(
            ErrorCode::ModelUnsupported, subject,
            "this is TorchScript, a program that would run as you; only if you trust where it comes from, "
            "say so (--trust-program)");
    return loadProgram(std::move(program), config, weights.device(), subject);
}

}  // namespace lacuna
