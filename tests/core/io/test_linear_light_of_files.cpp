// SPDX-License-Identifier: GPL-3.0-or-later
// What a file says about light: its transfer curve, and how it was degraded.
#include "core/io/colour.h"
#include "core/io/degradation_mark.h"
#include "core/io/formats.h"
#include "core/io/image_io.h"
#include "core/io/profile_curve.h"
#include "tests/core/io/pictures.h"

#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <cmath>
#include <lcms2.h>
#include <optional>
#include <string>
#include <vector>

using namespace lacuna;

namespace {

constexpr double kPrimaries[8] = {0.3127, 0.3290, 0.64, 0.33, 0.21, 0.71, 0.15, 0.06};

std::vector<std::uint8_t> bytesOf(cmsHPROFILE profile) {
    cmsUInt32Number size = 0;
    cmsSaveProfileToMem(profile, nullptr, &size);
    std::vector<std::uint8_t> bytes(size);
    cmsSaveProfileToMem(profile, bytes.data(), &size);
    cmsCloseProfile(profile);
    return bytes;
}

/// A profile whose three channels have these powers; 0: an S, which is no power.
std::vector<std::uint8_t> profileOf(const std::array<double, 3>& powers) {
    std::array<cmsToneCurve*, 3> curves{};
    for (std::size_t c = 0; c < 3; ++c) {
        std::array<float, 65> table{};
        for (std::size_t i = 0; i < table.size(); ++i) {
            const double v = static_cast<double>(i) / 64;
            table[i] = static_cast<float>(v * v * (3 - 2 * v));
        }
        curves[c] = powers[c] > 0 ? cmsBuildGamma(nullptr, powers[c])
                                  : cmsBuildTabulatedToneCurveFloat(nullptr, table.size(), table.data());
    }
    const cmsCIExyY white{0.3127, 0.3290, 1};
    const cmsCIExyYTRIPLE primaries{{0.64, 0.33, 1}, {0.30, 0.60, 1}, {0.15, 0.06, 1}};
    cmsHPROFILE profile = cmsCreateRGBProfile(&white, &primaries, curves.data());
    cmsFreeToneCurveTriple(curves.data());
    return bytesOf(profile);
}

}  // namespace

class TestLinearLightOfFiles : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void curve_data() {
        QTest::addColumn<std::vector<std::uint8_t>>("icc");
        QTest::addColumn<QString>("name");
        QTest::addColumn<double>("middle");  // light of a value of 1/2
        const double srgb = std::pow((0.5 + 0.055) / 1.055, 2.4);
        QTest::newRow("no profile") << std::vector<std::uint8_t>() << "sRGB" << srgb;
        QTest::newRow("sRGB") << io::srgbProfile() << "sRGB" << srgb;
        QTest::newRow("other primaries") << io::profileOfPrimaries(kPrimaries) << "sRGB" << srgb;
        QTest::newRow("gamma 2.2") << profileOf({2.2, 2.2, 2.2}) << "gamma 2.20" << std::pow(0.5, 2.2);
        QTest::newRow("gamma 1.8") << profileOf({1.8, 1.8, 1.8}) << "gamma 1.80" << std::pow(0.5, 1.8);
        QTest::newRow("straight") << profileOf({1, 1, 1}) << "gamma 1.00" << 0.5;
        QTest::newRow("grey, gamma 1.8")
            << io::profileFromGamma(1 / 1.8, kPrimaries, true) << "gamma 1.80" << std::pow(0.5, 1.8);
        const QString instead = "sRGB, in place of the profile's";
        QTest::newRow("no power") << profileOf({0, 0, 0}) << instead << srgb;
        QTest::newRow("channels differ") << profileOf({2.2, 1.8, 2.2}) << instead << srgb;
        QTest::newRow("CIELab") << bytesOf(cmsCreateLab4Profile(nullptr)) << instead << srgb;
        QTest::newRow("broken") << std::vector<std::uint8_t>(200, 7) << instead << srgb;
    }
    void curve() {
        QFETCH(std::vector<std::uint8_t>, icc);
        QFETCH(QString, name);
        QFETCH(double, middle);
        const TransferCurve curve = transferCurveOf(icc);
        QCOMPARE(QString::fromStdString(curve.name), name);
        QVERIFY2(std::abs(curve.light(0.5) - middle) < 0.002, qPrintable(QString::number(curve.light(0.5))));
        QCOMPARE(curve.light(1), 1.0);
    }

    void mark_data() {
        QTest::addColumn<QString>("ending");
        QTest::addColumn<bool>("inLight");
        for (const char* ending : {"png", "jpg", "tif", "webp", "jxl", "heic", "avif"}) {
            if (!formatForPath(std::string("a.") + ending)) continue;  // left out of this build
            QTest::addRow("%s, light", ending) << QString(ending) << true;
            QTest::addRow("%s, values", ending) << QString(ending) << false;
        }
    }
    /// Every format carries it, beside the XMP that the photograph had.
    void mark() {
        QFETCH(QString, ending);
        QFETCH(bool, inLight);
        const QTemporaryDir folder;
        const std::string path = folder.filePath("a." + ending).toStdString();
        Photograph photo;
        photo.pixels = test::smoothPicture(32, 24, 3, Depth::UInt8);
        photo.metadata.xmp =
            "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF "
            "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description rdf:about=\"\" "
            "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmp:Rating=\"4\"/></rdf:RDF></x:xmpmeta>";
        const PhotoMetadata before = photo.metadata;
        QVERIFY(!wasDegradedInLight(photo.metadata));
        markDegradation(photo.metadata, !inLight);
        markDegradation(photo.metadata, inLight);
        writePhotograph(photo, path);
        PhotoMetadata read = readPhotograph(path).metadata;
        QVERIFY(wasDegradedInLight(read) == std::optional(inLight));
        QVERIFY(read.xmp.find("Rating") != std::string::npos);
        removeDegradationMark(read);
        QVERIFY(!wasDegradedInLight(read));
        QVERIFY(read.xmp.find("Rating") != std::string::npos);
        QVERIFY(read.xmp.find("lacuna-restoration") == std::string::npos);
        PhotoMetadata unmarked = before;
        removeDegradationMark(unmarked);
        QVERIFY(unmarked == before);
    }

    /// A packet that holds nothing else goes away with the mark.
    void markAlone() {
        PhotoMetadata metadata;
        markDegradation(metadata, true);
        QVERIFY(!metadata.xmp.empty());
        removeDegradationMark(metadata);
        QVERIFY(metadata.xmp.empty());
    }

    /// What isn't XMP stays as it is.
    void brokenPacket() {
        PhotoMetadata metadata;
        metadata.xmp = "<x:xmpmeta https://lacuna-restoration.org/ns/1.0/ ";
        const PhotoMetadata before = metadata;
        QVERIFY(!wasDegradedInLight(metadata));
        markDegradation(metadata, true);
        removeDegradationMark(metadata);
        QVERIFY(metadata == before);
    }
};

QTEST_GUILESS_MAIN(TestLinearLightOfFiles)
#include "test_linear_light_of_files.moc"
