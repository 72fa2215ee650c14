// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdexcept>
#include <string>

namespace lacuna {

/// Failures that a user can do something about. The studio's text and the command line's exit status both
/// follow from the code.
enum class ErrorCode {
    Usage,              ///< an option or its value makes no sense
    InputFile,          ///< a photograph, mask or kernel file can't be read
    OutputFile,         ///< the result can't be written
    DiskFull,           ///< the result can't be written because there is no room for it
    MaskMismatch,       ///< the mask doesn't fit the photograph
    MaskEmpty,          ///< the mask marks nothing, or leaves nothing to restore from
    KernelInvalid,      ///< the blur kernel is empty, not finite or larger than the photograph
    ModelNotFound,      ///< no model of that name or at that path
    ModelFile,          ///< a model file is broken
    ModelUnsupported,   ///< a model file is sound but of no known architecture
    OutOfMemory,        ///< there is less memory than the run needs
    DeviceUnavailable,  ///< the requested device doesn't exist
    Numerical,          ///< a value became infinite or NaN
    Internal            ///< anything else: a bug
};

/// Thrown for every expected fault. `subject` names the file or option, `detail` the cause in one clause.
/// what() is "subject: detail", or the detail alone if there is no subject.
class Error : public std::runtime_error {
  public:
    Error(ErrorCode code, std::string subject, std::string detail);

    ErrorCode code() const noexcept { return mCode; }
    const std::string& subject() const noexcept { return mSubject; }
    const std::string& detail() const noexcept { return mDetail; }

  private:
    ErrorCode mCode;
    std::string mSubject;
    std::string mDetail;
};

/// Exit status of the command line: 2 usage, 3 input or output file, 4 model, 5 memory or device, 1
/// otherwise.
int exitStatus(ErrorCode code) noexcept;

/// A stable untranslated identifier such as "input-file", for JSON reports and logs.
const char* toString(ErrorCode code) noexcept;

}  // namespace lacuna
