// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"

#include <utility>

namespace lacuna {

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
    switch (code) {
        case ErrorCode::Usage:
            return "usage";
        case ErrorCode::InputFile:
            return "input-file";
        case ErrorCode::OutputFile:
            return "output-file";
        case ErrorCode::DiskFull:
            return "disk-full";
        case ErrorCode::MaskMismatch:
            return "mask-mismatch";
        case ErrorCode::MaskEmpty:
            return "mask-empty";
        case ErrorCode::KernelInvalid:
            return "kernel-invalid";
        case ErrorCode::ModelNotFound:
            return "model-not-found";
        case ErrorCode::ModelFile:
            return "model-file";
        case ErrorCode::ModelUnsupported:
            return "model-unsupported";
        case ErrorCode::OutOfMemory:
            return "out-of-memory";
        case ErrorCode::DeviceUnavailable:
            return "device-unavailable";
        case ErrorCode::Numerical:
            return "numerical";
        case ErrorCode::Internal:
            return "internal";
    }
    return "internal";
}

}  // namespace lacuna
