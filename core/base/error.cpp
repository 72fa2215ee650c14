// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"

#include "core/base/names.h"

#include <utility>

namespace lacuna {
namespace {

constexpr auto kNames = std::to_array<Named<ErrorCode>>({{ErrorCode::Usage, "usage"},
                                                         {ErrorCode::InputFile, "input-file"},
                                                         {ErrorCode::OutputFile, "output-file"},
                                                         {ErrorCode::DiskFull, "disk-full"},
                                                         {ErrorCode::MaskMismatch, "mask-mismatch"},
                                                         {ErrorCode::MaskEmpty, "mask-empty"},
                                                         {ErrorCode::KernelInvalid, "kernel-invalid"},
                                                         {ErrorCode::ModelNotFound, "model-not-found"},
                                                         {ErrorCode::ModelFile, "model-file"},
                                                         {ErrorCode::ModelUnsupported, "model-unsupported"},
                                                         {ErrorCode::OutOfMemory, "out-of-memory"},
                                                         {ErrorCode::DeviceUnavailable, "device-unavailable"},
                                                         {ErrorCode::Numerical, "numerical"},
                                                         {ErrorCode::Internal, "internal"}});

}  // namespace

Error::Error(ErrorCode code, std::string subject, std::string detail)
    : std::runtime_error(subject.empty() ? detail : subject + ": " + detail),
      mCode(code),
      mSubject(std::move(subject)),
      mDetail(std::move(detail)) {}

int exitStatus(ErrorCode code) noexcept {
    switch (code) {
        case ErrorCode::Usage:
            return 2;
        case ErrorCode::InputFile:
        case ErrorCode::OutputFile:
        case ErrorCode::DiskFull:
        case ErrorCode::MaskMismatch:
        case ErrorCode::MaskEmpty:
        case ErrorCode::KernelInvalid:
            return 3;
        case ErrorCode::ModelNotFound:
        case ErrorCode::ModelFile:
        case ErrorCode::ModelUnsupported:
            return 4;
        case ErrorCode::OutOfMemory:
        case ErrorCode::DeviceUnavailable:
            return 5;
        case ErrorCode::Numerical:
        case ErrorCode::Internal:
            return 1;
    }
    return 1;
}

const char* toString(ErrorCode code) noexcept {
    return nameOf(code, kNames);
}

}  // namespace lacuna
