// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/zip_file.h"

#include "core/base/error.h"

#include <cerrno>
#include <list>
#include <new>
#include <utility>
#include <zip.h>

namespace lacuna {
namespace {

std::string describe(int code) {
    zip_error_t error;
    zip_error_init_with_code(&error, code);
    std::string text = zip_error_strerror(&error);
    zip_error_fini(&error);
    return text;
}

ErrorCode writingCode(const zip_error_t& error) {
    const bool full = zip_error_system_type(&error) == ZIP_ET_SYS &&
                      (zip_error_code_system(&error) == ENOSPC || zip_error_code_system(&error) == EDQUOT);
    return full ? ErrorCode::DiskFull : ErrorCode::OutputFile;
}

}  // namespace

struct ZipWriter::Archive {
    zip_t* handle = nullptr;
    std::list<std::vector<std::uint8_t>> contents;  ///< until commit() has written them; addresses stay

    ~Archive() {
        if (handle) zip_discard(handle);
    }
};

ZipWriter::ZipWriter(std::filesystem::path path)
    : mPath(std::move(path)), mArchive(std::make_unique<Archive>()) {
    int code = 0;
    mArchive->handle = zip_open(mPath.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code);
    if (!mArchive->handle) throw Error(ErrorCode::OutputFile, mPath.string(), describe(code));
}

ZipWriter::~ZipWriter() = default;

void ZipWriter::add(const std::string& name, std::vector<std::uint8_t> bytes, Compression compression) {
    zip_t* zip = mArchive->handle;
    const std::vector<std::uint8_t>& kept = mArchive->contents.emplace_back(std::move(bytes));
    zip_source_t* source = zip_source_buffer(zip, kept.data(), kept.size(), 0);
    const zip_int64_t index = source ? zip_file_add(zip, name.c_str(), source, ZIP_FL_ENC_UTF_8) : -1;
    if (index < 0) {
        if (source) zip_source_free(source);
        throw Error(ErrorCode::OutputFile, mPath.string(), zip_strerror(zip));
    }
    const zip_int32_t method = compression == Compression::Deflate ? ZIP_CM_DEFLATE : ZIP_CM_STORE;
    zip_set_file_compression(zip, static_cast<zip_uint64_t>(index), method, 0);
}

void ZipWriter::commit() {
    if (zip_close(mArchive->handle) != 0) {
        const zip_error_t& error = *zip_get_error(mArchive->handle);
        throw Error(writingCode(error), mPath.string(), zip_strerror(mArchive->handle));
    }
    mArchive->handle = nullptr;
    mArchive->contents.clear();
}

struct ZipReader::Archive {
    zip_t* handle = nullptr;

    ~Archive() {
        if (handle) zip_discard(handle);
    }
};

ZipReader::ZipReader(std::filesystem::path path)
    : mPath(std::move(path)), mArchive(std::make_unique<Archive>()) {
    int code = 0;
    mArchive->handle = zip_open(mPath.c_str(), ZIP_RDONLY, &code);
    if (!mArchive->handle) throw Error(ErrorCode::InputFile, mPath.string(), describe(code));
}

ZipReader::~ZipReader() = default;

bool ZipReader::has(const std::string& name) const {
    return zip_name_locate(mArchive->handle, name.c_str(), ZIP_FL_ENC_UTF_8) >= 0;
}

std::vector<std::uint8_t> ZipReader::read(const std::string& name, std::uint64_t most) const {
    const auto fail = [&](const std::string& why) -> Error {
        return {ErrorCode::InputFile, mPath.string(), "its part " + name + " " + why};
    };
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (zip_stat(mArchive->handle, name.c_str(), ZIP_FL_ENC_UTF_8, &stat) != 0) throw fail("is missing");
    if (!(stat.valid & ZIP_STAT_SIZE) || stat.size > most) throw fail("is larger than it can be");
    try {
        std::vector<std::uint8_t> bytes(stat.size);
        const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> file(
            zip_fopen_index(mArchive->handle, stat.index, 0), &zip_fclose);
        if (!file) throw fail(std::string("can't be read (") + zip_strerror(mArchive->handle) + ")");
        std::uint64_t done = 0;
        while (done < stat.size) {
            const zip_int64_t got = zip_fread(file.get(), bytes.data() + done, stat.size - done);
            if (got <= 0) throw fail("is damaged");
            done += static_cast<std::uint64_t>(got);
        }
        // The checksum is compared where the end is read.
        std::uint8_t more = 0;
        if (zip_fread(file.get(), &more, 1) != 0) throw fail("is damaged");
        return bytes;
    } catch (const std::bad_alloc&) {
        throw Error(ErrorCode::OutOfMemory, mPath.string(), "there isn't enough memory to read it");
    }
}

}  // namespace lacuna
