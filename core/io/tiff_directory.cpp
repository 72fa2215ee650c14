// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/tiff_directory.h"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

namespace lacuna::io::tiff {
namespace {

constexpr std::uint64_t kMostEntries = 4096;
constexpr std::uint64_t kMostBytes = 64U << 20;  // of one tag
constexpr std::uint16_t kExif = 0x8769, kGps = 0x8825, kInterop = 0xa005, kIptc = 0x83bb;
constexpr std::uint16_t kLong = 4, kSLong = 9, kIfd = 13, kLong8 = 16, kSLong8 = 17, kIfd8 = 18;

/// Where the pixels lie, and what the decoder reads itself; both may be large.
bool isElsewhere(std::uint16_t tag) {
    constexpr auto kTags = std::to_array<std::uint16_t>(
        {0x0111, 0x0117, 0x0144, 0x0145, 0x014a, 0x015b, 0x02bc, 0x8649, 0x8773});
    return std::find(kTags.begin(), kTags.end(), tag) != kTags.end();
}

std::size_t sizeOfType(std::uint16_t type) {
    constexpr std::array<std::uint8_t, 19> kSizes = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8};
    return type < kSizes.size() ? kSizes[type] : 0;
}

struct Directory;

struct Entry {
    std::uint16_t tag = 0;
    std::uint16_t type = 0;
    std::uint64_t count = 0;
    Bytes value;  ///< in the file's byte order
    std::shared_ptr<const Directory> child;
};

struct Directory {
    std::vector<Entry> entries;
    std::uint64_t next = 0;
};

class File {
  public:
    explicit File(ByteView bytes) : mBytes(bytes) {
        mLittle = bytes[0] == 'I';
        mBig = number(2, 2) == 43;
    }

    bool isLittle() const { return mLittle; }
    std::uint64_t firstDirectory() const { return mBig ? number(8, 8) : number(4, 4); }

    /// 0 beyond the end.
    std::uint64_t number(std::uint64_t at, std::size_t size) const {
        if (size > mBytes.size() || at > mBytes.size() - size) return 0;
        return number(mBytes.subspan(at, size));
    }
    std::uint64_t number(ByteView bytes) const {
        std::uint64_t out = 0;
        for (std::size_t i = 0; i < bytes.size(); ++i)
            out = out << 8 | bytes[mLittle ? bytes.size() - 1 - i : i];
        return out;
    }

    /// The first value of a tag in the directory at `at`; nothing if it hasn't got it.
    std::optional<std::uint64_t> valueOf(std::uint64_t at, std::uint16_t tag) const {
        const std::uint64_t count = std::min(number(at, 2), kMostEntries);
        for (std::uint64_t i = 0; i < count; ++i) {
            const std::uint64_t from = at + 2 + i * 12;
            if (number(from, 2) == tag) return number(from + 8, number(from + 2, 2) == 3 ? 2 : 4);
        }
        return std::nullopt;
    }

    Directory directory(std::uint64_t at, int depth) const {
        Directory out;
        const std::size_t countSize = mBig ? 8 : 2, wide = mBig ? 8 : 4, entrySize = 4 + 2 * wide;
        const std::uint64_t count = number(at, countSize);
        if (count > kMostEntries) return out;
        for (std::uint64_t i = 0; i < count; ++i) {
            const std::uint64_t from = at + countSize + i * entrySize;
            Entry entry;
            entry.tag = static_cast<std::uint16_t>(number(from, 2));
            entry.type = static_cast<std::uint16_t>(number(from + 2, 2));
            entry.count = number(from + 4, wide);
            const std::size_t size = sizeOfType(entry.type);
            if (size == 0 || entry.count > kMostBytes / size || isElsewhere(entry.tag)) continue;
            const std::uint64_t bytes = entry.count * size;
            const std::uint64_t valueAt = bytes <= wide ? from + 4 + wide : number(from + 4 + wide, wide);
            if (valueAt > mBytes.size() || bytes > mBytes.size() - valueAt) continue;
            const ByteView value = mBytes.subspan(valueAt, bytes);
            entry.value.assign(value.begin(), value.end());
            const bool nests = entry.tag == kExif || entry.tag == kGps || entry.tag == kInterop;
            if (nests) {
                if (depth >= 2 || entry.count != 1) continue;
                entry.child = std::make_shared<Directory>(directory(number(value), depth + 1));
                entry.type = kLong;
            }
            out.entries.push_back(std::move(entry));
        }
        out.next = number(at + countSize + count * entrySize, wide);
        return out;
    }

  private:
    ByteView mBytes;
    bool mLittle = true;
    bool mBig = false;
};

/// Writes directories as in an ordinary TIFF.
class Writer {
  public:
    explicit Writer(bool little) : mLittle(little) {
        mOut = little ? Bytes{'I', 'I', 42, 0} : Bytes{'M', 'M', 0, 42};
        append(8, 4);
    }

    Bytes finish() { return std::move(mOut); }

    void add(const Directory& directory, const File& from) {
        std::vector<Entry> entries = directory.entries;
        std::stable_sort(entries.begin(), entries.end(),
                         [](const Entry& a, const Entry& b) { return a.tag < b.tag; });
        append(entries.size(), 2);
        std::size_t at = mOut.size();
        mOut.resize(at + entries.size() * 12 + 4);
        for (Entry& entry : entries) {
            narrow(entry, from);
            put(at, entry.tag, 2);
            put(at + 2, entry.type, 2);
            put(at + 4, entry.count, 4);
            if (entry.child) {
                put(at + 8, align(), 4);
                add(*entry.child, from);
            } else if (entry.value.size() <= 4) {
                std::copy(entry.value.begin(), entry.value.end(),
                          mOut.begin() + static_cast<std::ptrdiff_t>(at + 8));
            } else {
                put(at + 8, align(), 4);
                mOut.insert(mOut.end(), entry.value.begin(), entry.value.end());
            }
            at += 12;
        }
    }

  private:
    /// Eight bytes a number, as only BigTIFF has, become four.
    void narrow(Entry& entry, const File& from) const {
        if (entry.type != kLong8 && entry.type != kSLong8 && entry.type != kIfd8) return;
        Bytes value;
        for (std::size_t i = 0; i + 8 <= entry.value.size(); i += 8) {
            const std::uint64_t number = from.number(ByteView(entry.value).subspan(i, 8));
            for (std::size_t b = 0; b < 4; ++b)
                value.push_back(static_cast<std::uint8_t>(number >> 8 * (mLittle ? b : 3 - b)));
        }
        entry.type = entry.type == kIfd8 ? kIfd : entry.type == kLong8 ? kLong : kSLong;
        entry.value = std::move(value);
    }
    std::size_t align() {
        if (mOut.size() % 2 != 0) mOut.push_back(0);
        return mOut.size();
    }
    void append(std::uint64_t number, std::size_t size) {
        mOut.resize(mOut.size() + size);
        put(mOut.size() - size, number, size);
    }
    void put(std::size_t at, std::uint64_t number, std::size_t size) {
        for (std::size_t i = 0; i < size; ++i)
            mOut[at + i] = static_cast<std::uint8_t>(number >> 8 * (mLittle ? i : size - 1 - i));
    }

    bool mLittle;
    Bytes mOut;
};

}  // namespace

DirectoryTags readTags(ByteView file, int index) {
    DirectoryTags out;
    if (file.size() < 16) return out;
    const File source(file);
    Directory directory = source.directory(source.firstDirectory(), 0);
    for (int i = 0; i < index; ++i) {
        if (directory.next == 0) return out;
        directory = source.directory(directory.next, 0);
    }
    const auto iptc = std::find_if(directory.entries.begin(), directory.entries.end(),
                                   [](const Entry& entry) { return entry.tag == kIptc; });
    if (iptc != directory.entries.end()) {
        out.iptc = iptc->value;
        directory.entries.erase(iptc);
    }
    if (directory.entries.empty()) return out;
    Writer writer(source.isLittle());
    writer.add(directory, source);
    out.exif = writer.finish();
    return out;
}

bool isRawDirectory(ByteView file) {
    constexpr std::uint16_t kSubFileType = 0x00fe, kCompression = 0x0103, kSubDirectories = 0x014a,
                            kDngVersion = 0xc612;
    constexpr std::uint64_t kPreview = 1;
    if (file.size() < 16) return false;
    const File source(file);
    const std::uint64_t first = source.firstDirectory();
    if (source.valueOf(first, kDngVersion)) return true;
    // Sony, Samsung, Nikon, Kodak and Pentax.
    constexpr auto kCameras = std::to_array<std::uint64_t>({32767, 32770, 34713, 65000, 65535});
    const std::uint64_t compression = source.valueOf(first, kCompression).value_or(0);
    if (std::find(kCameras.begin(), kCameras.end(), compression) != kCameras.end()) return true;
    return (source.valueOf(first, kSubFileType).value_or(0) & kPreview) != 0 &&
           source.valueOf(first, kSubDirectories).has_value();
}

}  // namespace lacuna::io::tiff
