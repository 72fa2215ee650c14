// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/tensors/translate_errors.h"

#include <c10/util/Exception.h>
#if __has_include(<oneapi/dnnl/dnnl_common.hpp>)
#include <oneapi/dnnl/dnnl_common.hpp>
#endif
#include <QTest>
#include <opencv2/core.hpp>

#include <functional>
#include <new>
#include <stdexcept>

using namespace lacuna;

using Thrower = std::function<void()>;
Q_DECLARE_METATYPE(Thrower)

class TestTranslateErrors : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    /// A lack of memory is told from everything else, whoever reports it: the ladder of attempts hangs on it.
    void becomeErrors_data() {
        QTest::addColumn<Thrower>("thrower");
        QTest::addColumn<int>("code");
        const int memory = int(ErrorCode::OutOfMemory), internal = int(ErrorCode::Internal);
        const auto row = [](const char* name, int code, Thrower thrower) {
            QTest::newRow(name) << thrower << code;
        };
        row("bad_alloc", memory, [] { throw std::bad_alloc(); });
        row("LibTorch on the CPU", memory, [] {
            TORCH_CHECK(false, "DefaultCPUAllocator: can't allocate memory: you tried to allocate 5 bytes");
        });
        row("LibTorch on a GPU", memory,
            [] { TORCH_CHECK(false, "CUDA out of memory. Tried to allocate 2 GiB"); });
        row("LibTorch, something else", internal, [] { TORCH_CHECK(false, "shapes don't match"); });
        row("OpenCV", memory, [] { CV_Error(cv::Error::StsNoMem, "Failed to allocate"); });
        row("OpenCV, something else", internal, [] { CV_Error(cv::Error::StsBadArg, "bad"); });
        row("a runtime error about memory", memory,
            [] { throw std::runtime_error("cuDNN error: out of memory"); });
        row("another runtime error", internal, [] { throw std::runtime_error("no"); });
#ifdef DNNL_ENABLE_EXCEPTIONS
        row("oneDNN", memory, [] { throw dnnl::error(dnnl_out_of_memory, "could not create a primitive"); });
        row("oneDNN, something else", internal,
            [] { throw dnnl::error(dnnl_unimplemented, "could not create a primitive"); });
#endif
        row("an error of ours", int(ErrorCode::Usage),
            [] { throw Error(ErrorCode::Usage, "noise", "is missing"); });
    }
    void becomeErrors() {
        QFETCH(Thrower, thrower);
        QFETCH(int, code);
        try {
            translatingErrors(thrower);
            QFAIL("nothing was thrown");
        } catch (const Error& error) {
            QCOMPARE(int(error.code()), code);
        }
    }
};

QTEST_GUILESS_MAIN(TestTranslateErrors)
#include "test_translate_errors.moc"
