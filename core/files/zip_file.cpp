// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/zip_file.h"

#include "core/base/error.h"
#include "core/files/atomic_file.h"

#include <cerrno>
#include <exception>
#include <memory>
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

}  // namespace

/// libzip writes to it through a function of ours, so that the archive is written as every other file is.
struct ZipWriter::Archive {
    AtomicFile file;
    zip_t* handle = nullptr;
    std::vector<std::shared_ptr<const void>> contents;  ///< until commit() has written them
    std::exception_ptr fault;  ///< what writing threw, which can't pass through libzip
    zip_error_t error{};       ///< that libzip asks for after a failed call

    explicit Archive(const std::filesystem::path& path) : file(path) {
        zip_error_init(&error);
        zip_source_t* source = zip_source_function_create(&Archive::answer, this, nullptr);
        if (source) handle = zip_open_from_source(source, ZIP_CREATE | ZIP_TRUNCATE, &error);
        if (handle) return;
        const std::string reason = source ? zip_error_strerror(&error) : "there isn't enough memory";
        if (source) zip_source_free(source);
        zip_error_fini(&error);
        throw Error(ErrorCode::OutputFile, path.string(), reason);
    }
    ~Archive() {
        if (handle) zip_discard(handle);
        zip_error_fini(&error);
    }
    Archive(const Archive&) = delete;
    Archive& operator=(const Archive&) = delete;

    static zip_int64_t answer(void* self, void* data, zip_uint64_t length, zip_source_cmd_t command) {
        Archive& archive = *static_cast<Archive*>(self);
        try {
            return archive.answer(data, length, command);
        } catch (...) {
            archive.fault = std::current_exception();
            zip_error_set(&archive.error, ZIP_ER_WRITE, EIO);
            return -1;
        }
    }

    zip_int64_t answer(void* data, zip_uint64_t length, zip_source_cmd_t command) {
        switch (command) {
            case ZIP_SOURCE_SUPPORTS:
                return ZIP_SOURCE_SUPPORTS_WRITABLE;
            case ZIP_SOURCE_STAT:
                zip_error_set(&error, ZIP_ER_READ, ENOENT);  // there is nothing yet
                return -1;
            case ZIP_SOURCE_ERROR:
                return zip_error_to_data(&error, data, length);
            case ZIP_SOURCE_WRITE:
                file.write({static_cast<const std::byte*>(data), length});
                return static_cast<zip_int64_t>(length);
            case ZIP_SOURCE_SEEK_WRITE: {
                const zip_int64_t offset =
                    zip_source_seek_compute_offset(file.position(), file.size(), data, length, &error);
                if (offset < 0) return -1;
                file.seek(static_cast<std::uint64_t>(offset));
                return 0;
            }
            case ZIP_SOURCE_TELL_WRITE:
                return static_cast<zip_int64_t>(file.position());
            case ZIP_SOURCE_BEGIN_WRITE:
            case ZIP_SOURCE_COMMIT_WRITE:  // ZipWriter::commit() does
            case ZIP_SOURCE_ROLLBACK_WRITE:
            case ZIP_SOURCE_FREE:
                return 0;
            default:
                zip_error_set(&error, ZIP_ER_OPNOTSUPP, 0);
                return -1;
        }
    }
};

ZipWriter::ZipWriter(std::filesystem::path path)
    : mPath(std::move(path)), mArchive(std::make_unique<Archive>(mPath)) {}

ZipWriter::~ZipWriter() = default;

void ZipWriter::add(const std::string& name, std::vector<std::uint8_t> bytes, Compression compression) {
    const auto kept = std::make_shared<const std::vector<std::uint8_t>>(std::move(bytes));
    add(name, *kept, kept, compression);
}

void ZipWriter::add(const std::string& name, std::span<const std::uint8_t> bytes,
                    std::shared_ptr<const void> owner, Compression compression) {
    zip_t* zip = mArchive->handle;
    mArchive->contents.push_back(std::move(owner));
    zip_source_t* source = zip_source_buffer(zip, bytes.data(), bytes.size(), 0);
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
        if (mArchive->fault) std::rethrow_exception(mArchive->fault);
        throw Error(ErrorCode::OutputFile, mPath.string(), zip_strerror(mArchive->handle));
    }
    mArchive->handle = nullptr;
    mArchive->contents.clear();
    mArchive->file.commit();
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

std::vector<std::string> ZipReader::names() const {
    std::vector<std::string> names;
    const zip_int64_t count = zip_get_num_entries(mArchive->handle, 0);
    for (zip_int64_t i = 0; i < count; ++i) {
        if (const char* name = zip_get_name(mArchive->handle, static_cast<zip_uint64_t>(i), ZIP_FL_ENC_UTF_8))
            names.emplace_back(name);
    }
    return names;
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
