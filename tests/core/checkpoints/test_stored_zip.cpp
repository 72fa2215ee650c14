// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/checkpoints/stored_zip.h"
#include "core/files/little_endian.h"

#include <QtTest>

#include <functional>

using namespace lacuna;

namespace {

/// A zip archive, written field by field so that each can be wrong.
struct Entry {
    std::string name;
    std::string content;
    std::uint16_t flags = 0;
    std::uint16_t method = 0;
    bool isZip64 = false;
    std::int64_t offset = -1;  ///< of its local header; −1: where it is
    std::string localName;     ///< empty: the same
};

template <typename T>
void put(std::string& out, T value) {
    for (std::size_t i = 0; i < sizeof(T); ++i)
        out += static_cast<char>(static_cast<std::uint64_t>(value) >> 8 * i & 0xff);
}

struct Archive {
    std::vector<Entry> entries;
    std::string comment;
    bool hasZip64Directory = false;
    std::int64_t claimedEntries = -1;
    std::int64_t claimedOffset = -1;

    std::string bytes() const {
        std::string out;
        std::vector<std::uint64_t> offsets;
        for (const Entry& entry : entries) {
            offsets.push_back(out.size());
            const std::string& name = entry.localName.empty() ? entry.name : entry.localName;
            put<std::uint32_t>(out, 0x04034b50);
            out.append(22, '\0');  // version to sizes: the directory's count
            put<std::uint16_t>(out, static_cast<std::uint16_t>(name.size()));
            put<std::uint16_t>(out, 4);
            out += name + "pad!" + entry.content;
        }
        const std::uint64_t start = out.size();
        for (std::size_t i = 0; i < entries.size(); ++i)
            putDirectory(out, entries[i], offsets[i]);
        putEnd(out, start);
        return out;
    }

  private:
    static void putDirectory(std::string& out, const Entry& entry, std::uint64_t place) {
        const std::uint64_t offset = entry.offset < 0 ? place : static_cast<std::uint64_t>(entry.offset);
        std::string extra;
        if (entry.isZip64) {
            put<std::uint16_t>(extra, 0x5455);  // another field before
            put<std::uint16_t>(extra, 1);
            extra += 'x';
            put<std::uint16_t>(extra, 1);
            put<std::uint16_t>(extra, 24);
            put<std::uint64_t>(extra, entry.content.size());
            put<std::uint64_t>(extra, entry.content.size());
            put<std::uint64_t>(extra, offset);
        }
        const auto small = [&](std::uint64_t value) {
            return entry.isZip64 ? 0xffffffffU : static_cast<std::uint32_t>(value);
        };
        put<std::uint32_t>(out, 0x02014b50);
        put<std::uint32_t>(out, 0);
        put<std::uint16_t>(out, entry.flags);
        put<std::uint16_t>(out, entry.method);
        out.append(8, '\0');
        put<std::uint32_t>(out, small(entry.content.size()));
        put<std::uint32_t>(out, small(entry.content.size()));
        put<std::uint16_t>(out, static_cast<std::uint16_t>(entry.name.size()));
        put<std::uint16_t>(out, static_cast<std::uint16_t>(extra.size()));
        out.append(10, '\0');
        put<std::uint32_t>(out, small(offset));
        out += entry.name + extra;
    }
    void putEnd(std::string& out, std::uint64_t start) const {
        const std::uint64_t size = out.size() - start;
        const std::uint64_t count =
            claimedEntries < 0 ? entries.size() : static_cast<std::uint64_t>(claimedEntries);
        const std::uint64_t offset = claimedOffset < 0 ? start : static_cast<std::uint64_t>(claimedOffset);
        if (hasZip64Directory) {
            const std::uint64_t end = out.size();
            put<std::uint32_t>(out, 0x06064b50);
            out.append(28, '\0');
            put<std::uint64_t>(out, count);
            put<std::uint64_t>(out, size);
            put<std::uint64_t>(out, offset);
            put<std::uint32_t>(out, 0x07064b50);
            put<std::uint32_t>(out, 0);
            put<std::uint64_t>(out, end);
            put<std::uint32_t>(out, 1);
        }
        put<std::uint32_t>(out, 0x06054b50);
        put<std::uint32_t>(out, 0);
        put<std::uint16_t>(out, 0);
        put<std::uint16_t>(out, hasZip64Directory ? 0xffff : static_cast<std::uint16_t>(count));
        put<std::uint32_t>(out, hasZip64Directory ? 0xffffffff : static_cast<std::uint32_t>(size));
        put<std::uint32_t>(out, hasZip64Directory ? 0xffffffff : static_cast<std::uint32_t>(offset));
        put<std::uint16_t>(out, static_cast<std::uint16_t>(comment.size()));
        out += comment;
    }
};

Entry entryOf(const char* name, const char* content) {
    Entry entry;
    entry.name = name;
    entry.content = content;
    return entry;
}

Archive good() {
    Archive archive;
    archive.entries = {entryOf("a", "first"), entryOf("b/c", "second")};
    return archive;
}

StoredEntries parse(const std::string& bytes) {
    return parseStoredZip(std::as_bytes(std::span(bytes)), "file");
}

using Change = std::function<void(Archive&)>;

}  // namespace

Q_DECLARE_METATYPE(Change)

class TestStoredZip : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void variants_data() {
        QTest::addColumn<Change>("change");
        QTest::newRow("plain") << Change([](Archive&) {});
        QTest::newRow("a comment") << Change([](Archive& archive) { archive.comment = "made by hand"; });
        QTest::newRow("zip64 entries") << Change([](Archive& archive) {
            for (Entry& entry : archive.entries)
                entry.isZip64 = true;
        });
        QTest::newRow("a zip64 directory")
            << Change([](Archive& archive) { archive.hasZip64Directory = true; });
        QTest::newRow("a folder") << Change(
            [](Archive& archive) { archive.entries.insert(archive.entries.begin(), entryOf("b/", "")); });
    }
    void variants() {
        QFETCH(Change, change);
        Archive archive = good();
        change(archive);
        const std::string bytes = archive.bytes();
        const StoredEntries entries = parse(bytes);
        QCOMPARE(entries.size(), std::size_t(2));
        QCOMPARE(asText(*entries.at("a")), std::string_view("first"));
        QCOMPARE(asText(*entries.at("b/c")), std::string_view("second"));
    }

    void unreadableEntriesAreListed() {
        Archive archive = good();
        archive.entries[0].method = 8;
        archive.entries[1].flags = 1;
        const std::string bytes = archive.bytes();
        const StoredEntries entries = parse(bytes);
        QVERIFY(entries.count("a") == 1 && !entries.at("a"));
        QVERIFY(entries.count("b/c") == 1 && !entries.at("b/c"));
    }

    void broken_data() {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char* name, const char* reason, Change change) {
            QTest::newRow(name) << std::move(change) << QString(reason);
        };
        row("a name twice", "repeats", [](Archive& archive) { archive.entries[1].name = "a"; });
        row("overlapping entries", "overlap", [](Archive& archive) {
            archive.entries[1] = archive.entries[0];
            archive.entries[1].name = archive.entries[1].localName = "b";
            // A header for "b" within the content of "a".
            Archive inner;
            inner.entries = {archive.entries[1]};
            archive.entries[0].content = inner.bytes();
            archive.entries[1].offset = 35;
        });
        row("two names", "two names", [](Archive& archive) { archive.entries[0].localName = "z"; });
        row("an entry in the directory", "where none can be",
            [](Archive& archive) { archive.entries[1].offset = 80; });
        row("an entry far outside", "where none can be",
            [](Archive& archive) { archive.entries[1].offset = 0x7fffffff; });
        row("an entry at 2^63", "where none can be", [](Archive& archive) {
            archive.entries[1].isZip64 = true;
            archive.entries[1].offset = INT64_MAX;
        });
        row("more entries than there are", "too small", [](Archive& archive) { archive.claimedEntries = 3; });
        row("a million entries", "too small", [](Archive& archive) {
            archive.claimedEntries = 1'000'000;
            archive.hasZip64Directory = true;
        });
        row("a directory outside", "lies outside", [](Archive& archive) { archive.claimedOffset = 1 << 30; });
        row("a directory elsewhere", "directory is broken",
            [](Archive& archive) { archive.claimedOffset = 3; });
    }
    void broken() {
        QFETCH(Change, change);
        QFETCH(QString, reason);
        Archive archive = good();
        change(archive);
        const std::string bytes = archive.bytes();
        try {
            parse(bytes);
            QFAIL("it was read");
        } catch (const Error& error) {
            QVERIFY2(QString::fromStdString(error.detail()).contains(reason), error.what());
        }
    }

    void cutAnywhere() {
        const std::string bytes = good().bytes();
        for (std::size_t size = 0; size < bytes.size(); ++size) {
            const std::string cut = bytes.substr(0, size);
            QVERIFY_THROWS_EXCEPTION(Error, parse(cut));
        }
    }
};

QTEST_APPLESS_MAIN(TestStoredZip)
#include "test_stored_zip.moc"
