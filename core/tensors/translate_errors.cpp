// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensors/translate_errors.h"

#include "core/base/error.h"

#include <c10/util/Exception.h>
#if __has_include(<oneapi/dnnl/dnnl_common.hpp>)
#include <oneapi/dnnl/dnnl_common.hpp>
#define LACUNA_KNOWS_ONEDNN 1
#endif
#include <opencv2/core.hpp>

#include <algorithm>
#include <new>

namespace lacuna {
namespace {

/// That isn't empty.
std::string firstLine(const std::string& text) {
    const std::size_t begin = std::min(text.find_first_not_of('\n'), text.size());
    return text.substr(begin, text.find('\n', begin) - begin);
}

}  // namespace

bool isAboutMemory(const std::string& text) {
    return text.find("out of memory") != std::string::npos ||
           text.find("can't allocate memory") != std::string::npos ||
           text.find("not enough memory") != std::string::npos;
}

void translatingErrors(const std::function<void()>& work) {
    try {
        work();
    } catch (const Error&) {
        throw;
    } catch (const std::bad_alloc&) {
        throw Error(ErrorCode::OutOfMemory, "", "the memory that the run needs isn't there");
    } catch (const c10::Error& error) {
        const std::string text = error.what_without_backtrace();
        if (isAboutMemory(text)) throw Error(ErrorCode::OutOfMemory, "", firstLine(text));
        throw Error(ErrorCode::Internal, "torch", firstLine(text));
#ifdef LACUNA_KNOWS_ONEDNN
    } catch (const dnnl::error& error) {
        // Its text says what wasn't done, but not why.
        const bool isMemory = error.status == dnnl_out_of_memory || isAboutMemory(error.what());
        throw Error(isMemory ? ErrorCode::OutOfMemory : ErrorCode::Internal, isMemory ? "" : "onednn",
                    error.what());
#endif
    } catch (const cv::Exception& error) {
        if (error.code == cv::Error::StsNoMem) throw Error(ErrorCode::OutOfMemory, "", error.err);
        throw Error(ErrorCode::Internal, "opencv", error.err);
    } catch (const std::exception& error) {
        const std::string text = error.what();
        throw Error(isAboutMemory(text) ? ErrorCode::OutOfMemory : ErrorCode::Internal, "", firstLine(text));
    }
}

}  // namespace lacuna
