// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/files/file_bytes.h"
#include "core/io/image_io.h"
#include "tests/core/files/file_size_limit.h"
#include "tests/core/io/pictures.h"

#include <QTemporaryDir>
#include <QTest>

#include <functional>
#include <sys/stat.h>
#include <unistd.h>

using namespace lacuna;
namespace fs = std::filesystem;
using Bytes = std::vector<std::uint8_t>;

namespace {

QString failure(const std::function<void()>& action, ErrorCode code, const QString& reason) {
    try {
        action();
    } catch (const Error& error) {
        if (error.code() != code) return QString("another code: ") + toString(error.code());
        if (!QString::fromStdString(error.detail()).contains(reason)) return error.what();
        return {};
    }
    return "nothing was thrown";
}

Photograph photograph(int width = 64, int height = 64) {
    Photograph photo;
    photo.pixels = test::noisyPicture(width, height, 3, Depth::UInt8);
    return photo;
}

}  // namespace

class TestWriting : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> mFolder;

    fs::path path(const char* name) const { return fs::path(mFolder->path().toStdString()) / name; }
    std::size_t filesInFolder() const {
        return static_cast<std::size_t>(
            std::distance(fs::directory_iterator(mFolder->path().toStdString()), fs::directory_iterator()));
    }

  private Q_SLOTS:
    void init() { mFolder = std::make_unique<QTemporaryDir>(); }

    void failsCleanly_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("reason");
        QTest::newRow("no such folder") << "missing/a.png"
                                        << "folder doesn't exist";
        QTest::newRow("unknown extension") << "a.gif"
                                           << ".png, .jpg, .jpeg, .tif, .tiff, .webp";
        QTest::newRow("no extension") << "a"
                                      << "no file type";
        QTest::newRow("a folder of that name") << "folder.png"
                                               << "it is a folder";
        QTest::newRow("a file for a folder") << "file/a.png"
                                             << "isn't a folder";
        QTest::newRow("a pipe of that name") << "pipe.png"
                                             << "isn't an ordinary file";
        QTest::newRow("too long a name") << QString(300, 'a') + ".png"
                                         << "too long";
    }
    void failsCleanly() {
        QFETCH(QString, name);
        QFETCH(QString, reason);
        fs::create_directory(path("folder.png"));
        writeFile(path("file"), Bytes{1});
        QCOMPARE(mkfifo(path("pipe.png").c_str(), 0600), 0);
        const auto target = path(qPrintable(name));
        QCOMPARE(failure([&] { writePhotograph(photograph(), target); }, ErrorCode::OutputFile, reason),
                 QString());
        QCOMPARE(filesInFolder(), std::size_t{3});
    }

    void sideTooLong_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QSize>("size");
        QTest::newRow("JPEG, wide") << "a.jpg" << QSize(65501, 1);
        QTest::newRow("JPEG, high") << "a.jpg" << QSize(1, 65501);
        QTest::newRow("WebP, wide") << "a.webp" << QSize(16384, 1);
        QTest::newRow("WebP, high") << "a.webp" << QSize(1, 16384);
    }
    void sideTooLong() {
        QFETCH(QString, name);
        QFETCH(QSize, size);
        const Photograph photo = photograph(size.width(), size.height());
        QCOMPARE(
            failure([&] { writePhotograph(photo, path(qPrintable(name))); }, ErrorCode::OutputFile, "side"),
            QString());
        QCOMPARE(filesInFolder(), std::size_t{0});
        writePhotograph(photo, path("a.png"));
        QCOMPARE(test::largestDifference(readPhotograph(path("a.png")).pixels, photo.pixels), 0);
    }

    void fullDisk_data() {
        QTest::addColumn<QString>("extension");
        for (const QString extension : {"png", "jpg", "tif", "webp"})
            QTest::newRow(qPrintable(extension)) << extension;
    }
    /// Neither a part of the new file remains nor is the old one touched.
    void fullDisk() {
        QFETCH(QString, extension);
        const auto target = path(qPrintable("a." + extension));
        const Bytes old = {'o', 'l', 'd'};
        writeFile(target, old);
        {
            const test::FileSizeLimit limit(1000);
            QCOMPARE(
                failure([&] { writePhotograph(photograph(), target); }, ErrorCode::DiskFull, "free space"),
                QString());
        }
        QVERIFY(readFile(target) == old);
        QCOMPARE(filesInFolder(), std::size_t{1});
        writePhotograph(photograph(), target);
        QCOMPARE(readPhotograph(target).pixels.width(), 64);
        QCOMPARE(filesInFolder(), std::size_t{1});
    }

    void closedFolder() {
        if (geteuid() == 0) QSKIP("root may write everywhere");
        fs::create_directory(path("closed"));
        chmod(path("closed").c_str(), 0500);
        QCOMPARE(failure([&] { writePhotograph(photograph(), path("closed/a.png")); }, ErrorCode::OutputFile,
                         "access is denied"),
                 QString());
        writeFile(path("read-only.png"), Bytes{1});
        chmod(path("read-only.png").c_str(), 0400);
        QCOMPARE(failure([&] { writePhotograph(photograph(), path("read-only.png")); }, ErrorCode::OutputFile,
                         "access is denied"),
                 QString());
    }

    void permissionsAreKept() {
        writeFile(path("a.png"), Bytes{1});
        chmod(path("a.png").c_str(), 0640);
        writePhotograph(photograph(), path("a.png"));
        struct stat status {};
        QCOMPARE(stat(path("a.png").c_str(), &status), 0);
        QCOMPARE(status.st_mode & 07777, mode_t{0640});
    }

    void newFilesFollowTheMask() {
        const mode_t old = umask(027);
        writePhotograph(photograph(), path("a.png"));
        umask(old);
        struct stat status {};
        QCOMPARE(stat(path("a.png").c_str(), &status), 0);
        QCOMPARE(status.st_mode & 07777, mode_t{0640});
    }

    void linksAreFollowed() {
        fs::create_directory(path("elsewhere"));
        writeFile(path("elsewhere/a.png"), Bytes{1});
        fs::create_symlink("elsewhere/a.png", path("link.png"));
        writePhotograph(photograph(), path("link.png"));
        QVERIFY(fs::is_symlink(path("link.png")));
        QCOMPARE(readPhotograph(path("elsewhere/a.png")).pixels.width(), 64);
        // A link to what isn't there yet.
        fs::create_symlink("elsewhere/b.png", path("link b.png"));
        writePhotograph(photograph(), path("link b.png"));
        QVERIFY(fs::is_symlink(path("link b.png")));
        QCOMPARE(readPhotograph(path("elsewhere/b.png")).pixels.width(), 64);
    }

    void relativeNames() {
        const fs::path before = fs::current_path();
        fs::current_path(mFolder->path().toStdString());
        writePhotograph(photograph(), "a.png");
        const Photograph back = readPhotograph("a.png");
        fs::current_path(before);
        QCOMPARE(back.pixels.width(), 64);
    }

    void oddNames() {
        for (const char* name : {"a b.png", "ä ö 写真.png", "-a.png", "a\nb.png", "%s.png"}) {
            writePhotograph(photograph(), path(name));
            QCOMPARE(readPhotograph(path(name)).pixels.width(), 64);
        }
    }

    void sixteenBitsBecomeEightByRounding() {
        Photograph photo;
        photo.quality = 100;
        photo.pixels = ImageBuffer(3, 1, 3, Depth::UInt16);
        for (int c = 0; c < 3; ++c) {
            photo.pixels.setSample(0, 0, c, 128);  // just below a half of a level, and just above
            photo.pixels.setSample(1, 0, c, 129);
            photo.pixels.setSample(2, 0, c, 65535);
        }
        writePhotograph(photo, path("a.webp"));
        const ImageBuffer back = readPhotograph(path("a.webp")).pixels;
        QCOMPARE(back.sample(0, 0, 0), 0);
        QCOMPARE(back.sample(1, 0, 0), 1);
        QCOMPARE(back.sample(2, 0, 0), 255);
    }
};

QTEST_GUILESS_MAIN(TestWriting)
#include "test_writing.moc"
