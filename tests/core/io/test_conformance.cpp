// SPDX-License-Identifier: GPL-3.0-or-later
// Public sets of pictures: PngSuite, and the folders that LACUNA_CONFORMANCE names, separated by colons.
#include "core/base/error.h"
#include "core/files/file_bytes.h"
#include "core/files/sha256.h"
#include "core/io/colour.h"
#include "core/io/formats.h"
#include "core/io/image_io.h"
#include "tests/core/io/pictures.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <map>
#include <string>
#include <vector>

using namespace lacuna;

namespace {

QStringList folders() {
    QStringList all{QStringLiteral(LACUNA_TEST_DATA "/pngsuite")};
    return all + qEnvironmentVariable("LACUNA_CONFORMANCE").split(QLatin1Char(':'), Qt::SkipEmptyParts);
}

/// The rest of a file's line in pixels.tsv (tests/data/make_pixels.py), by name.
std::map<QString, QStringList> statedIn(const QString& folder) {
    std::map<QString, QStringList> all;
    QFile file(QDir(folder).filePath("pixels.tsv"));
    if (!file.open(QIODevice::ReadOnly)) return all;
    for (const QString& line : QString::fromUtf8(file.readAll()).split('\n', Qt::SkipEmptyParts)) {
        QStringList words = line.split('\t');
        const QString name = words.takeFirst();
        all[name] = words;
    }
    return all;
}

/// Width, height and the SHA-256 of red, green, blue, alpha in 16 bits.
QStringList statementOf(const Photograph& photo) {
    const ImageBuffer pixels = photo.pixels.converted(Depth::UInt16);
    const ImageBuffer alpha = photo.alpha.isEmpty() ? photo.alpha : photo.alpha.converted(Depth::UInt16);
    std::vector<std::byte> bytes;
    bytes.reserve(std::size_t(8) * std::size_t(pixels.width()) * std::size_t(pixels.height()));
    const auto add = [&bytes](int value) {
        bytes.push_back(std::byte(value >> 8));
        bytes.push_back(std::byte(value & 255));
    };
    for (int y = 0; y < pixels.height(); ++y)
        for (int x = 0; x < pixels.width(); ++x) {
            for (int c = 0; c < 3; ++c)
                add(pixels.sample(x, y, pixels.channels() == 1 ? 0 : c));
            add(alpha.isEmpty() ? 65535 : alpha.sample(x, y, 0));
        }
    return {QString::number(pixels.width()), QString::number(pixels.height()),
            QString::fromStdString(sha256(bytes))};
}

/// Without those that a written file's profile and samples say as well.
std::vector<FormatBlock> ownBlocks(const Photograph& photo) {
    std::vector<FormatBlock> blocks = photo.metadata.blocks;
    std::erase_if(blocks, [](const FormatBlock& block) {
        return block.kind == "gAMA" || block.kind == "cHRM" || block.kind == "sRGB" || block.kind == "sBIT";
    });
    return blocks;
}

}  // namespace

class TestConformance : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void file_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QStringList>("stated");
        for (const QString& folder : folders()) {
            const auto stated = statedIn(folder);
            const QStringList files =
                QDir(folder)
                    .entryList({"*.*"}, QDir::Files, QDir::Name)
                    .filter(QRegularExpression("\\.(png|jpe?g|tiff?|webp|bmp|gif|p[bgpa]m|jxl|heic|avif)$",
                                               QRegularExpression::CaseInsensitiveOption));
            QVERIFY2(!files.isEmpty(), qPrintable(folder + " has no pictures"));
            for (const QString& file : files) {
                const auto found = stated.find(file);
                QTest::addRow("%s/%s", qPrintable(QDir(folder).dirName()), qPrintable(file))
                    << QDir(folder).filePath(file) << (found == stated.end() ? QStringList() : found->second);
            }
        }
    }
    /// A file is refused, or it opens with the pixels that another program reads; what is written of it in a
    /// format without loss is read again with the same pixels and the same metadata.
    void file() {
        QFETCH(QString, path);
        QFETCH(QStringList, stated);
        Photograph photo;
        try {
            photo = readPhotograph(path.toStdString());
        } catch (const Error& error) {
            QVERIFY2(error.code() == ErrorCode::InputFile, error.what());
            QVERIFY(!error.detail().empty());
            QVERIFY2(stated.isEmpty() || stated.front() == "refused", error.what());
            return;
        }
        if (!stated.isEmpty()) QCOMPARE(statementOf(photo), stated);
        photo.quality = 100;
        const io::FormatRow* own = io::writerOf(photo.format);
        const FileFormat format = own->losslessAt100 ? photo.format : FileFormat::Png;
        Photograph again;
        try {
            again = decodePhotograph(encodePhotograph(photo, format, "again"), "again");
        } catch (const Error& error) {
            QFAIL(error.what());
        }
        if (io::writerOf(format)->sixteenBits || photo.pixels.depth() == Depth::UInt8) {
            QCOMPARE(test::largestDifference(again.pixels, photo.pixels), 0);
            QCOMPARE(again.alpha.isEmpty(), photo.alpha.isEmpty());
            if (!photo.alpha.isEmpty()) QCOMPARE(test::largestDifference(again.alpha, photo.alpha), 0);
        }
        // A PNG takes no profile of another kind, and nothing takes what is no profile.
        const std::vector<std::uint8_t>& icc = photo.metadata.icc;
        if (icc.empty() || (io::isProfile(icc) && io::fitsChannels(icc, photo.pixels.channels())))
            QCOMPARE(again.metadata.icc, icc);
        QCOMPARE(again.pixelsPerInch, photo.pixelsPerInch);
        if (format != photo.format) return;
        QCOMPARE(again.metadata.xmp, photo.metadata.xmp);
        QVERIFY(ownBlocks(again) == ownBlocks(photo));
        QVERIFY(again.pixelSize == photo.pixelSize);
    }
};

QTEST_GUILESS_MAIN(TestConformance)
#include "test_conformance.moc"
