// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/load_denoiser.h"

#include <ATen/core/Tensor.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/zeros.h>
#include <c10/core/Device.h>
#include <c10/core/GradMode.h>

#include <cstdint>
#include <exception>
#include <vector>

namespace lacuna {

bool bfloat16IsFast(const std::string& device) {
    if (c10::Device(device).is_cuda()) {
        const at::CUDAHooksInterface& cuda = at::detail::getCUDAHooks();
        return cuda.hasCUDA() &&
               cuda.supportsBFloat16ConvolutionWithCuDNNv8();  // true from capability 8.0 on
    }
#if defined(__x86_64__)
    // Every processor with AMX-BF16 has AVX512-BF16 too; the compiler's check includes the system's support
    // for the wide registers.
    return __builtin_cpu_supports("avx512bf16") != 0;
#else
    return false;
#endif
}

bool float16IsFast(const std::string& device) {
    if (c10::Device(device).is_cuda()) return true;
#if defined(__x86_64__)
    return __builtin_cpu_supports("avx512fp16") != 0;
#else
    return false;
#endif
}

bool float16Works(const std::string& device) {
    try {
        const c10::NoGradGuard noGraph;
        const auto zeros = [&](std::vector<std::int64_t> shape) {
            return at::zeros(shape, at::device(c10::Device(device)).dtype(at::kHalf));
        };
        at::conv2d(zeros({1, 1, 4, 4}), zeros({1, 1, 3, 3}));
        return true;
    } catch (const std::exception&) {
        return false;  // of Debian's 1.13 on a CPU: no such convolution
    }
}

Precision resolvedPrecision(Precision precision, const std::string& device) {
    if (precision != Precision::Auto) return precision;
    return bfloat16IsFast(device) ? Precision::BFloat16 : Precision::Float32;
}

}  // namespace lacuna
