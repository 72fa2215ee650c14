// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/tiff_file.h"

#include "core/base/log.h"

#include <algorithm>
#include <cstdarg>
#include <cstdio>
#include <cstring>

namespace lacuna::io {

struct TiffFile::Memory {
    ByteView view;  // reading
    Bytes written;  // writing
    bool writing = false;
    std::uint64_t position = 0;
    std::string error;

    std::uint64_t size() const { return writing ? written.size() : view.size(); }
    const std::uint8_t* data() const { return writing ? written.data() : view.data(); }
};

namespace {

constexpr tmsize_t kMaxAllocation = tmsize_t{1} << 31;

std::string formatted(const char* format, std::va_list arguments) {
    char text[256];
    std::vsnprintf(text, sizeof text, format, arguments);
    return text;
}

/// The functions that libtiff calls, as a template because only TiffFile can name Memory.
template <typename Memory>
struct Client {
    static Memory& of(thandle_t handle) { return *static_cast<Memory*>(handle); }

    static tmsize_t read(thandle_t handle, void* to, tmsize_t count) {
        Memory& memory = of(handle);
        if (memory.position >= memory.size() || count <= 0) return 0;
        const auto taken =
            std::min<std::uint64_t>(memory.size() - memory.position, static_cast<std::uint64_t>(count));
        std::memcpy(to, memory.data() + memory.position, taken);
        memory.position += taken;
        return static_cast<tmsize_t>(taken);
    }
    static tmsize_t write(thandle_t handle, void* from, tmsize_t count) {
        Memory& memory = of(handle);
        if (!memory.writing || count <= 0) return 0;
        const std::uint64_t end = memory.position + static_cast<std::uint64_t>(count);
        try {
            if (end > memory.written.size()) memory.written.resize(end);
        } catch (const std::bad_alloc&) {
            return -1;
        }
        std::memcpy(memory.written.data() + memory.position, from, static_cast<std::size_t>(count));
        memory.position = end;
        return count;
    }
    static toff_t seek(thandle_t handle, toff_t offset, int whence) {
        Memory& memory = of(handle);
        if (whence == SEEK_CUR) offset += memory.position;
        if (whence == SEEK_END) offset += memory.size();
        memory.position = offset;
        return offset;
    }
    static int close(thandle_t) { return 0; }
    static toff_t size(thandle_t handle) { return of(handle).size(); }

    static int onError(TIFF*, void* user, const char*, const char* format, std::va_list arguments) {
        // The first error is the cause; later ones are its consequences.
        auto& memory = *static_cast<Memory*>(user);
        if (memory.error.empty()) memory.error = formatted(format, arguments);
        return 1;
    }
    static int onWarning(TIFF*, void*, const char*, const char* format, std::va_list arguments) {
        log::debug("libtiff: " + formatted(format, arguments));
        return 1;
    }
};

}  // namespace

TiffFile::TiffFile(ByteView file) : mMemory(std::make_unique<Memory>()) {
    mMemory->view = file;
    open("rm");  // m: no memory mapping
}

TiffFile::TiffFile() : mMemory(std::make_unique<Memory>()) {
    mMemory->writing = true;
    open("w");
}

TiffFile::~TiffFile() {
    if (mTiff) TIFFClose(mTiff);
}

void TiffFile::open(const char* mode) {
    using Functions = Client<Memory>;
    const std::unique_ptr<TIFFOpenOptions, decltype(&TIFFOpenOptionsFree)> options(TIFFOpenOptionsAlloc(),
                                                                                   &TIFFOpenOptionsFree);
    if (!options) throw std::bad_alloc();
    TIFFOpenOptionsSetMaxSingleMemAlloc(options.get(), kMaxAllocation);
    TIFFOpenOptionsSetErrorHandlerExtR(options.get(), Functions::onError, mMemory.get());
    TIFFOpenOptionsSetWarningHandlerExtR(options.get(), Functions::onWarning, mMemory.get());
    mTiff =
        TIFFClientOpenExt("picture", mode, mMemory.get(), Functions::read, Functions::write, Functions::seek,
                          Functions::close, Functions::size, nullptr, nullptr, options.get());
    require(mTiff != nullptr);
}

ByteView TiffFile::bytes() const {
    return mMemory->view;
}

void TiffFile::require(bool ok) const {
    if (ok) return;
    if (mMemory->error.empty()) {
        throw Fault(mMemory->writing ? LACUNA_CAUSE("Causes", "it can't be encoded")
                                     : LACUNA_CAUSE("Causes", "it is damaged or cut off"));
    }
    throw Fault({mMemory->writing ? LACUNA_CAUSE("Causes", "it can't be encoded (%1)")
                                  : LACUNA_CAUSE("Causes", "it is damaged or cut off (%1)"),
                 {mMemory->error}});
}

Bytes TiffFile::finish() {
    require(TIFFFlush(mTiff) == 1);
    TIFFClose(mTiff);
    mTiff = nullptr;
    require(mMemory->error.empty());
    return std::move(mMemory->written);
}

}  // namespace lacuna::io
