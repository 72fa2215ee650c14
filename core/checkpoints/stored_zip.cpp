// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoints/stored_zip.h"

#include "core/base/error.h"
#include "core/files/in_quotes.h"
#include "core/files/little_endian.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace lacuna {
namespace {

using Bytes = std::span<const std::byte>;

constexpr std::uint32_t kLocalHeader = 0x04034b50;
constexpr std::uint32_t kDirectoryEntry = 0x02014b50;
constexpr std::uint32_t kDirectoryEnd = 0x06054b50;
constexpr std::uint32_t kDirectoryEnd64 = 0x06064b50;
constexpr std::uint32_t kDirectoryLocator64 = 0x07064b50;
constexpr std::size_t kLocalHeaderSize = 30;
constexpr std::size_t kDirectoryEntrySize = 46;
constexpr std::size_t kDirectoryEndSize = 22;
constexpr std::size_t kDirectoryEnd64Size = 56;
constexpr std::size_t kLocatorSize = 20;
constexpr std::size_t kLongestComment = 65535;
constexpr std::uint32_t kSeeZip64 = 0xffffffff;

struct Directory {
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
    std::uint64_t entries = 0;
};

struct Entry {
    std::string name;
    std::uint64_t compressed = 0;
    std::uint64_t size = 0;
    std::uint64_t offset = 0;  ///< of the local header
    std::uint16_t flags = 0;
    std::uint16_t method = 0;
};

class Parser {
  public:
    Parser(Bytes bytes, const std::string& subject) : mBytes(bytes), mSubject(subject) {}

    StoredEntries parse() {
        const Directory directory = findDirectory();
        if (directory.offset > mBytes.size() || directory.size > mBytes.size() - directory.offset)
            fail("the archive's directory lies outside the file (is it cut short?)");
        const Bytes table = mBytes.subspan(directory.offset, directory.size);
        if (directory.entries > table.size() / kDirectoryEntrySize)
            fail("the archive's directory is too small for its number of entries");
        StoredEntries entries;
        std::vector<std::pair<std::uint64_t, std::uint64_t>> ranges;
        std::size_t position = 0;
        for (std::uint64_t i = 0; i < directory.entries; ++i) {
            const Entry entry = readEntry(table, position);
            if (entry.name.ends_with('/') && entry.size == 0) continue;
            const Bytes content = contentOf(entry, directory.offset);
            ranges.emplace_back(entry.offset,
                                static_cast<std::uint64_t>(content.data() - mBytes.data()) + content.size());
            const bool isPlain =
                (entry.flags & 1) == 0 && entry.method == 0 && entry.compressed == entry.size;
            if (!entries.emplace(entry.name, isPlain ? std::optional(content) : std::nullopt).second)
                fail("the archive's entry " + inQuotes(entry.name) + " repeats");
        }
        std::sort(ranges.begin(), ranges.end());
        for (std::size_t i = 1; i < ranges.size(); ++i)
            if (ranges[i].first < ranges[i - 1].second) fail("entries of the archive overlap");
        return entries;
    }

  private:
    [[noreturn]] void fail(const std::string& reason) const {
        throw Error(ErrorCode::ModelFile, mSubject, reason);
    }

    Directory findDirectory() const {
        if (mBytes.size() < kDirectoryEndSize) fail("the file is too short for a zip archive");
        const std::size_t last = mBytes.size() - kDirectoryEndSize;
        const std::size_t first = last > kLongestComment ? last - kLongestComment : 0;
        for (std::size_t at = last + 1; at-- > first;)
            if (littleEndian<std::uint32_t>(mBytes, at) == kDirectoryEnd &&
                littleEndian<std::uint16_t>(mBytes, at + 20) == last - at)
                return readDirectoryEnd(at);
        fail("the archive has no directory (is it cut short?)");
    }

    Directory readDirectoryEnd(std::size_t at) const {
        Directory directory;
        directory.entries = littleEndian<std::uint16_t>(mBytes, at + 10);
        directory.size = littleEndian<std::uint32_t>(mBytes, at + 12);
        directory.offset = littleEndian<std::uint32_t>(mBytes, at + 16);
        if (at < kLocatorSize ||
            littleEndian<std::uint32_t>(mBytes, at - kLocatorSize) != kDirectoryLocator64)
            return directory;
        const auto end = littleEndian<std::uint64_t>(mBytes, at - kLocatorSize + 8);
        if (end > mBytes.size() || mBytes.size() - end < kDirectoryEnd64Size ||
            littleEndian<std::uint32_t>(mBytes, end) != kDirectoryEnd64)
            fail("the archive's zip64 directory is broken");
        directory.entries = littleEndian<std::uint64_t>(mBytes, end + 32);
        directory.size = littleEndian<std::uint64_t>(mBytes, end + 40);
        directory.offset = littleEndian<std::uint64_t>(mBytes, end + 48);
        return directory;
    }

    Entry readEntry(Bytes table, std::size_t& position) const {
        const auto need = [&](std::size_t count) {
            if (count > table.size() - position) fail("the archive's directory is cut short");
        };
        need(kDirectoryEntrySize);
        if (littleEndian<std::uint32_t>(table, position) != kDirectoryEntry)
            fail("the archive's directory is broken");
        Entry entry;
        entry.flags = littleEndian<std::uint16_t>(table, position + 8);
        entry.method = littleEndian<std::uint16_t>(table, position + 10);
        entry.compressed = littleEndian<std::uint32_t>(table, position + 20);
        entry.size = littleEndian<std::uint32_t>(table, position + 24);
        entry.offset = littleEndian<std::uint32_t>(table, position + 42);
        const std::size_t nameSize = littleEndian<std::uint16_t>(table, position + 28);
        const std::size_t extraSize = littleEndian<std::uint16_t>(table, position + 30);
        const std::size_t commentSize = littleEndian<std::uint16_t>(table, position + 32);
        position += kDirectoryEntrySize;
        need(nameSize + extraSize + commentSize);
        entry.name = asText(table.subspan(position, nameSize));
        readZip64(table.subspan(position + nameSize, extraSize), entry);
        position += nameSize + extraSize + commentSize;
        return entry;
    }

    /// The extra field 1 holds, in this order, those of the three numbers that didn't fit.
    void readZip64(Bytes extra, Entry& entry) const {
        while (extra.size() >= 4) {
            const auto id = littleEndian<std::uint16_t>(extra, 0);
            const std::size_t size = littleEndian<std::uint16_t>(extra, 2);
            extra = extra.subspan(4);
            if (size > extra.size()) return;
            if (id == 1) {
                Bytes numbers = extra.first(size);
                for (std::uint64_t* number : {&entry.size, &entry.compressed, &entry.offset}) {
                    if (*number != kSeeZip64) continue;
                    if (numbers.size() < 8)
                        fail("the archive's entry " + inQuotes(entry.name) + " is broken");
                    *number = littleEndian<std::uint64_t>(numbers, 0);
                    numbers = numbers.subspan(8);
                }
                return;
            }
            extra = extra.subspan(size);
        }
    }

    Bytes contentOf(const Entry& entry, std::uint64_t directory) const {
        const std::string name = "the archive's entry " + inQuotes(entry.name);
        if (entry.offset > directory || directory - entry.offset < kLocalHeaderSize ||
            littleEndian<std::uint32_t>(mBytes, entry.offset) != kLocalHeader)
            fail(name + " lies where none can be");
        const std::uint64_t nameSize = littleEndian<std::uint16_t>(mBytes, entry.offset + 26);
        const std::uint64_t extraSize = littleEndian<std::uint16_t>(mBytes, entry.offset + 28);
        const std::uint64_t room = directory - entry.offset - kLocalHeaderSize;
        if (nameSize + extraSize > room || entry.compressed > room - nameSize - extraSize)
            fail(name + " reaches beyond the archive's end");
        if (asText(mBytes.subspan(entry.offset + kLocalHeaderSize, nameSize)) != entry.name)
            fail(name + " has two names");
        return mBytes.subspan(entry.offset + kLocalHeaderSize + nameSize + extraSize, entry.compressed);
    }

    Bytes mBytes;
    const std::string& mSubject;
};

}  // namespace

StoredEntries parseStoredZip(std::span<const std::byte> bytes, const std::string& subject) {
    return Parser(bytes, subject).parse();
}

}  // namespace lacuna
