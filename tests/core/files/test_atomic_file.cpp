// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/files/atomic_file.h"
#include "core/files/file_bytes.h"
#include "core/files/mapped_file.h"
#include "core/files/sha256.h"
#include "core/files/zip_file.h"
#include "tests/core/files/file_size_limit.h"
#include "tests/core/files/synchronised.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <fcntl.h>
#include <functional>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>

using namespace lacuna;
namespace fs = std::filesystem;

namespace {

using Write = std::function<void(const fs::path&)>;

/// More than the limit on files that a test sets.
std::vector<std::uint8_t> content() {
    std::vector<std::uint8_t> bytes(5000);
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<std::uint8_t>(i * i);
    return bytes;
}

void inPieces(const fs::path& path) {
    const auto bytes = content();
    AtomicFile file(path);
    file.seek(1000);
    file.write(std::as_bytes(std::span(bytes).subspan(1000)));
    file.seek(0);
    file.write(std::as_bytes(std::span(bytes).first(1000)));
    QCOMPARE(file.position(), std::uint64_t(1000));
    QCOMPARE(file.size(), std::uint64_t(5000));
    file.commit();
}

void asZip(const fs::path& path) {
    ZipWriter zip(path);
    zip.add("stored", content(), ZipWriter::Compression::None);
    zip.add("packed", std::vector<std::uint8_t>(9000, 7), ZipWriter::Compression::Deflate);
    zip.commit();
}

/// The error's code and detail, or nothing.
QString failure(const std::function<void()>& action) {
    try {
        action();
    } catch (const Error& error) {
        return QStringLiteral("%1: %2").arg(toString(error.code()), error.what());
    }
    return {};
}

void addWays() {
    QTest::addColumn<Write>("write");
    QTest::newRow("at once") << Write([](const fs::path& path) { writeFile(path, content()); });
    QTest::newRow("in pieces") << Write(inPieces);
    QTest::newRow("zip") << Write(asZip);
}

}  // namespace

class TestAtomicFile : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> mFolder;

    fs::path path(const char* name) const { return fs::path(mFolder->path().toStdString()) / name; }
    std::size_t filesInFolder() const {
        return static_cast<std::size_t>(
            std::distance(fs::directory_iterator(mFolder->path().toStdString()), fs::directory_iterator()));
    }
    static mode_t modeOf(const fs::path& path) {
        struct stat status {};
        return ::stat(path.c_str(), &status) == 0 ? status.st_mode & 07777 : 0;
    }

  private Q_SLOTS:
    void init() { mFolder = std::make_unique<QTemporaryDir>(); }

    void contentArrives() {
        writeFile(path("a"), content());
        inPieces(path("b"));
        asZip(path("c"));
        QVERIFY(readFile(path("a")) == content());
        QVERIFY(readFile(path("b")) == content());
        const ZipReader zip(path("c"));
        QVERIFY(zip.read("stored", 1 << 20) == content());
        QVERIFY(zip.read("packed", 1 << 20) == std::vector<std::uint8_t>(9000, 7));
        QVERIFY(fs::file_size(path("c")) < 6000);
        writeText(path("d"), "ä\n");
        QCOMPARE(readText(path("d")), std::string("ä\n"));
    }

    void replacesAndKeepsTheMode_data() { addWays(); }
    void replacesAndKeepsTheMode() {
        QFETCH(Write, write);
        write(path("fresh"));
        const mode_t mask = ::umask(0);
        ::umask(mask);
        QCOMPARE(modeOf(path("fresh")), mode_t{0666} & ~mask);
        writeText(path("a"), "old");
        QCOMPARE(::chmod(path("a").c_str(), 0640), 0);
        write(path("a"));
        QCOMPARE(modeOf(path("a")), mode_t{0640});
        QVERIFY(readFile(path("a")) == readFile(path("fresh")));
        QCOMPARE(filesInFolder(), std::size_t{2});
    }

    void linksAreFollowed_data() { addWays(); }
    void linksAreFollowed() {
        QFETCH(Write, write);
        fs::create_directory(path("elsewhere"));
        writeText(path("elsewhere/a"), "old");
        fs::create_symlink("elsewhere/a", path("link"));
        fs::create_symlink(path("link"), path("link to the link"));
        fs::create_symlink("elsewhere/b", path("link to nothing yet"));
        for (const char* link : {"link to the link", "link to nothing yet"}) {
            write(path(link));
            QVERIFY(fs::is_symlink(path(link)));
        }
        QVERIFY(fs::is_symlink(path("link")));
        QVERIFY(fs::file_size(path("elsewhere/a")) > 3);
        QVERIFY(readFile(path("elsewhere/a")) == readFile(path("elsewhere/b")));
    }

    void isOnTheDisk_data() { addWays(); }
    void isOnTheDisk() {
        QFETCH(Write, write);
        fs::create_directory(path("elsewhere"));
        fs::create_symlink("elsewhere/a", path("link"));
        takeSynchronised();
        write(path("link"));
        const std::vector<fs::path> synchronised = takeSynchronised();
        QCOMPARE(synchronised.size(), std::size_t{2});
        // The file before it has its name, and then the folder that the name stands in.
        QCOMPARE(QString::fromStdString(synchronised[0].parent_path()),
                 QString::fromStdString(fs::canonical(path("elsewhere"))));
        QVERIFY(synchronised[0].filename() != "a");
        QCOMPARE(QString::fromStdString(synchronised[1]),
                 QString::fromStdString(fs::canonical(path("elsewhere"))));
    }

    void failsCleanly_data() {
        QTest::addColumn<Write>("write");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("reason");
        const std::pair<const char*, const char*> faults[]{
            {"missing/a", "output-file: %1: its folder doesn't exist"},
            {"folder", "output-file: %1: it is a folder"},
            {"file/a", "output-file: %1: part of its path isn't a folder"},
            {"pipe", "output-file: %1: it isn't an ordinary file"},
            {"circle", "output-file: %1: its symbolic links form a loop"},
            {"", "output-file: %1: its path has no file name"}};
        for (const auto& [name, reason] : faults) {
            QTest::addRow("at once, %s", name)
                << Write([](const fs::path& path) { writeFile(path, content()); }) << QString(name)
                << QString(reason);
            QTest::addRow("zip, %s", name) << Write(asZip) << QString(name) << QString(reason);
        }
    }
    void failsCleanly() {
        QFETCH(Write, write);
        QFETCH(QString, name);
        QFETCH(QString, reason);
        fs::create_directory(path("folder"));
        writeText(path("file"), "x");
        QCOMPARE(::mkfifo(path("pipe").c_str(), 0600), 0);
        fs::create_symlink("circle", path("circle"));
        const fs::path target = path(qPrintable(name));
        QCOMPARE(failure([&] { write(target); }), reason.arg(QString::fromStdString(target)));
        QCOMPARE(filesInFolder(), std::size_t{4});
    }

    void fullDiskLeavesWhatWasThere_data() { addWays(); }
    void fullDiskLeavesWhatWasThere() {
        QFETCH(Write, write);
        writeText(path("a"), "old");
        for (const char* name : {"a", "b"}) {
            const test::FileSizeLimit limit(1000);
            QCOMPARE(failure([&] { write(path(name)); }),
                     QStringLiteral("disk-full: %1: there is not enough free space")
                         .arg(QString::fromStdString(path(name))));
        }
        QCOMPARE(readText(path("a")), std::string("old"));
        QCOMPARE(filesInFolder(), std::size_t{1});
        write(path("a"));
        QVERIFY(fs::file_size(path("a")) > 3);
    }

    void withoutCommitNothingRemains() {
        writeText(path("a"), "old");
        {
            AtomicFile file(path("a"));
            file.write(std::as_bytes(std::span("new")));
            QVERIFY(fs::exists(file.temporary()));
            ZipWriter zip(path("b"));
            zip.add("part", content(), ZipWriter::Compression::None);
        }
        QCOMPARE(readText(path("a")), std::string("old"));
        QCOMPARE(filesInFolder(), std::size_t{1});
    }

    /// As a film's encoder does.
    void anotherProgramMayWrite() {
        AtomicFile file(path("a"));
        {
            const Descriptor other(::open(file.temporary().c_str(), O_WRONLY | O_TRUNC | O_CLOEXEC));
            writeAll(other.get(), std::as_bytes(std::span("abc", 3)), file.temporary());
        }
        file.commit();
        QCOMPARE(readText(path("a")), std::string("abc"));
    }

    void fullDeviceIsReported() {
        const Descriptor full(::open("/dev/full", O_WRONLY | O_CLOEXEC));
        if (full.get() < 0) QSKIP("there is no /dev/full");
        const auto bytes = content();
        QCOMPARE(failure([&] { writeAll(full.get(), std::as_bytes(std::span(bytes)), "a"); }),
                 QStringLiteral("disk-full: a: there is not enough free space"));
    }

    void movingReplacesNothing() {
        writeText(path("new"), "new");
        writeText(path("a"), "old");
        fs::create_directory(path("folder"));
        for (const char* name : {"a", "folder"}) {
            QCOMPARE(failure([&] { moveIntoPlace(path("new"), path(name)); }),
                     QStringLiteral("output-file: %1: something with that name already exists")
                         .arg(QString::fromStdString(path(name))));
        }
        QCOMPARE(readText(path("a")), std::string("old"));
        takeSynchronised();
        moveIntoPlace(path("new"), path("folder/b"));
        QCOMPARE(takeSynchronised(), std::vector{fs::canonical(path("folder"))});
        moveIntoPlace(path("folder"), path("renamed"));
        QCOMPARE(readText(path("renamed/b")), std::string("new"));
    }

    /// Unlike moveIntoPlace(); but what was there says who may read it.
    void movesOverAFile() {
        writeText(path("new"), "new");
        writeText(path("old"), "old");
        QVERIFY(::chmod(path("old").c_str(), 0640) == 0);
        takeSynchronised();
        moveOver(path("new"), path("old"));
        QCOMPARE(takeSynchronised(), std::vector{fs::canonical(path("old")).parent_path()});
        QCOMPARE(readText(path("old")), std::string("new"));
        QVERIFY(!fs::exists(path("new")));
        QCOMPARE(static_cast<int>(fs::status(path("old")).permissions()), 0640);
        moveOver(path("old"), path("other"));
        QCOMPARE(readText(path("other")), std::string("new"));
        fs::create_directory(path("folder"));
        QCOMPARE(
            failure([&] { moveOver(path("other"), path("folder")); }),
            QStringLiteral("output-file: %1: it is a folder").arg(QString::fromStdString(path("folder"))));
        QCOMPARE(readText(path("other")), std::string("new"));
    }

    void readingNamesTheCause_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("reason");
        QTest::newRow("missing") << "gone"
                                 << "there is no such file or folder";
        QTest::newRow("folder") << "folder"
                                << "it is a folder";
        QTest::newRow("below a file") << "file/x"
                                      << "part of its path isn't a folder";
        QTest::newRow("long name") << QString(300, 'a') << "the name is too long";
    }
    void readingNamesTheCause() {
        QFETCH(QString, name);
        QFETCH(QString, reason);
        fs::create_directory(path("folder"));
        writeText(path("file"), "x");
        const fs::path target = path(qPrintable(name));
        const QString told = QStringLiteral("%1: %2").arg(QString::fromStdString(target), reason);
        QCOMPARE(failure([&] { readFile(target); }), QStringLiteral("input-file: ") + told);
        QCOMPARE(failure([&] { MappedFile(target, ErrorCode::ModelFile); }),
                 QStringLiteral("model-file: ") + told);
        QCOMPARE(failure([&] { hashOfFile(target); }), QStringLiteral("input-file: ") + told);
    }

    void hashIsOfTheContent() {
        writeText(path("abc"), "abc");
        QCOMPARE(hashOfFile(path("abc")),
                 std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
        QVERIFY(fs::exists(path("abc")));
        const Descriptor empty(::open(path("empty").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
        QCOMPARE(hashOfFile(path("empty")), sha256({}));
        QCOMPARE(failure([&] { readFile(path("empty")); }),
                 QStringLiteral("input-file: %1: it is empty").arg(QString::fromStdString(path("empty"))));
    }
};

QTEST_GUILESS_MAIN(TestAtomicFile)
#include "test_atomic_file.moc"
