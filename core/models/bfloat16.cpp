// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/load_denoiser.h"

#include <ATen/detail/CUDAHooksInterface.h>
#include <c10/core/Device.h>

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

Precision resolvedPrecision(Precision precision, const std::string& device) {
    if (precision != Precision::Auto) return precision;
    return bfloat16IsFast(device) ? Precision::BFloat16 : Precision::Float32;
}

}  // namespace lacuna
