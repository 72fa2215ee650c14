// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>
#include <c10/core/MemoryFormat.h>

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <vector>

namespace lacuna {

class Checkpoint;

/// A convolution with an odd kernel, or one given its padding. The bias may be undefined.
struct Convolution {
    at::Tensor weight;
    at::Tensor bias;

    /// Padded with zeros so that a stride of 1 keeps the size.
    at::Tensor operator()(const at::Tensor& x, std::int64_t stride = 1) const;
    at::Tensor operator()(const at::Tensor& x, std::int64_t stride, std::int64_t padding) const;
    std::int64_t outChannels() const { return weight.size(0); }
};

/// In float32 where the network is in float16, whose range the squares of its activations leave.
struct GroupNorm {
    at::Tensor weight;
    at::Tensor bias;
    std::int64_t groups = 32;
    double epsilon = 1e-5;

    at::Tensor operator()(const at::Tensor& x) const;
};

/// Always float32: embeddings of the noise level are exact.
struct Dense {
    at::Tensor weight;
    at::Tensor bias;  ///< may be undefined

    at::Tensor operator()(const at::Tensor& x) const;
};

/// Hands out the tensors of a checkpoint one by one, each checked and moved to the network's device and type,
/// so that there is never a second copy of the model. All functions throw Error{ModelFile, path, reason}.
class Weights {
  public:
    enum class Use {
        Load,
        CheckShapes,  ///< only checks: the tensors it hands out have the shape, are zero and take no memory
        CheckValues   ///< the same, and also checks that all values are finite
    };

    /// `progress` is called with the share of the tensors' bytes that were taken, from 0 to 1.
    Weights(const Checkpoint& checkpoint, at::Device device, at::ScalarType dtype,
            std::function<void(double)> progress = {}, Use use = Use::Load);

    const Checkpoint& checkpoint() const { return mCheckpoint; }
    at::Device device() const { return mDevice; }
    /// Whether this only checks that the network could be made.
    bool isCheck() const { return mUse != Use::Load; }
    bool has(const std::string& name) const;
    const std::vector<std::int64_t>& shapeOf(const std::string& name) const;
    /// Takes a tensor as float32 on the device; `format` applies to four dimensions.
    at::Tensor take(const std::string& name, const std::vector<std::int64_t>& shape,
                    at::MemoryFormat format = at::MemoryFormat::Contiguous);
    /// "<name>.weight" (out, in, kernel, kernel) and, if `biased`, "<name>.bias".
    Convolution convolution(const std::string& name, std::int64_t in, std::int64_t out, std::int64_t kernel,
                            bool biased = true);
    /// The same stored without the last `dropped` dimensions of size 1 (a convolution in one dimension, or a
    /// linear layer).
    Convolution pointwise(const std::string& name, std::int64_t in, std::int64_t out, int dropped);
    GroupNorm groupNorm(const std::string& name, std::int64_t channels, std::int64_t groups, double epsilon);
    Dense dense(const std::string& name, std::int64_t in, std::int64_t out, bool biased = true);
    /// Notes that a tensor of the file isn't needed.
    void ignore(const std::string& name);
    /// Throws if the file has a tensor that wasn't taken: the network would differ from the one that was
    /// trained.
    void finish() const;

    at::ScalarType dtype() const { return mDType; }

  private:
    const Checkpoint& mCheckpoint;
    at::Device mDevice;
    at::ScalarType mDType;
    std::set<std::string> mTaken;
    std::function<void(double)> mProgress;
    Use mUse;
    double mBytes = 0;  ///< of all tensors, and of those taken
    double mTakenBytes = 0;
};

/// Queries, keys and values (N·heads, channels, pixels) → (N·heads, channels, pixels): softmax over the keys
/// of scale · qᵀk, computed in float32, weighs the values.
at::Tensor attend(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, double scale);

/// cos and sin of c · maxPeriod^(−i / (half − shift)), i = 0 … half − 1; for an odd `width` a zero at the
/// end: (1, width), float32. `cosineFirst`: whether the cosines come first, or the sines.
at::Tensor sinusoidalEmbedding(double c, std::int64_t width, bool cosineFirst, double shift,
                               at::Device device);

/// x with σ/2, the noise on the [0, 1] scale, as one more channel. x is (N·k, C, H, W), k pictures in a row
/// for each of the levels (N).
at::Tensor withNoiseMap(const at::Tensor& x, const at::Tensor& sigma);

/// x at twice the size, every pixel repeated; and at half, the mean of 2×2.
at::Tensor repeatPixels(const at::Tensor& x);
at::Tensor averagePixels(const at::Tensor& x);
/// The same with a filter on every channel: (1, 1, taps, taps), float32, with sum 1.
at::Tensor filteredUp(const at::Tensor& x, const at::Tensor& filter, std::int64_t padding);
at::Tensor filteredDown(const at::Tensor& x, const at::Tensor& filter, std::int64_t padding);

}  // namespace lacuna
