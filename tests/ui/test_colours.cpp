// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/colour.h"
#include "tests/ui/studio.h"
#include "ui/base/thread_guard.h"
#include "ui/document/display_profile.h"
#include "ui/document/tagged_image.h"
#include "ui/flows/colour_flow.h"
#include "ui/main_window/actions.h"
#include "ui/preferences/preferences.h"
#include "ui/services/screen_profile.h"

#include <QAction>
#include <QClipboard>
#include <QColorSpace>
#include <QFile>
#include <QSignalSpy>

using namespace lacuna;
using namespace lacuna::ui;
using namespace lacuna::ui::test;

namespace {

constexpr double kAdobe[8] = {0.3127, 0.3290, 0.64, 0.33, 0.21, 0.71, 0.15, 0.06};

std::vector<std::uint8_t> wideProfile() {
    return io::profileFromGamma(1 / 1.8, kAdobe, false);
}

/// What the canvas should show of one pixel of the photograph.
QRgb expected(const Photograph& photo, QPoint pixel, const std::vector<std::uint8_t>& screen) {
    const ImageBuffer shown =
        toScreen(photo.pixels.cropped(pixel.x(), pixel.y(), 1, 1), photo.metadata.icc, screen);
    return qRgb(shown.sample(0, 0, 0), shown.sample(0, 0, 1), shown.sample(0, 0, 2));
}

/// The path of a file with these bytes.
QString written(const Studio& studio, const QString& name, const std::vector<std::uint8_t>& bytes) {
    const QString path = studio.folder.filePath(name);
    QFile file(path);
    if (file.open(QIODevice::WriteOnly))
        file.write(reinterpret_cast<const char*>(bytes.data()), qint64(bytes.size()));
    return path;
}

}  // namespace

class TestColours : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { useTestSettings(); }
    void init() { clearSettings(); }
    void cleanup() {
        setDisplayProfile(nullptr);
        QVERIFY(guiThreadOffences().empty());
    }

    /// Choosing the screen's profile converts what is open, the result too; sRGB brings the samples back.
    void screenProfileIsUsed() {
        Studio studio;
        studio.open();
        studio.paint();
        studio.runToTheEnd();
        const std::vector<std::uint8_t> screen = wideProfile();
        const QString path = written(studio, QStringLiteral("screen.icc"), screen);
        const ImageDocument& document = *studio.window.document();
        const QPoint pixel(100, 20);
        const Photograph& photo = *document.source().photo;
        QVERIFY(expected(photo, pixel, screen) != expected(photo, pixel, {}));
        std::shared_ptr<const Photograph> result;
        offGui([&] { result = document.results()[0]->photo.load(); });
        const auto isShown = [&](const std::vector<std::uint8_t>& profile) {
            return document.source().display.level(0).pixel(pixel) == expected(photo, pixel, profile) &&
                   document.results()[0]->display.level(0).pixel(pixel) == expected(*result, pixel, profile);
        };
        QVERIFY(isShown({}));
        studio.window.preferences()->setScreenProfile(path);
        QTRY_VERIFY(isShown(screen));
        // And the canvas has painted it.
        studio.window.actions()->zoomActual->trigger();
        CanvasView& canvas = *studio.window.canvas();
        canvas.setCompare(Compare::Off);
        const QPoint at = canvas.view().toDevice(QPointF(pixel)).toPoint();
        QTRY_COMPARE(canvas.grab().toImage().pixel(at), expected(*result, pixel, screen));
        studio.window.preferences()->setScreenProfile(ScreenProfile::srgb());
        QTRY_VERIFY(isShown({}));
    }

    /// A photograph that is opened later is converted at once; a file that isn't a profile counts as sRGB.
    void laterPhotographsAndBrokenProfiles() {
        Studio studio;
        const std::vector<std::uint8_t> screen = wideProfile();
        studio.window.preferences()->setScreenProfile(written(studio, QStringLiteral("screen.icc"), screen));
        QTRY_VERIFY(displayProfile() && *displayProfile() == screen);
        studio.open();
        const QPoint pixel(100, 20);
        const LoadedPhoto& source = studio.window.document()->source();
        QCOMPARE(source.display.level(0).pixel(pixel), expected(*source.photo, pixel, screen));
        studio.window.preferences()->setScreenProfile(
            written(studio, QStringLiteral("broken.icc"), {'n', 'o', 'n', 'e'}));
        QTRY_COMPARE(source.display.level(0).pixel(pixel), expected(*source.photo, pixel, {}));
    }

    /// Files and thumbnails don't depend on the screen.
    void filesAreInSrgb() {
        setDisplayProfile(std::make_shared<const std::vector<std::uint8_t>>(wideProfile()));
        QRgb written = 0;
        QRgb wanted = 1;
        offGui([&] {
            const Photograph photo = makePhoto(8, 8);
            const SrgbPictures forFiles;
            written = makeDisplayImage(photo).level(0).pixel(3, 3);
            wanted = expected(photo, {3, 3}, {});
        });
        QCOMPARE(written, wanted);
    }

    void copyKeepsDepthAndProfile_data() {
        QTest::addColumn<int>("channels");
        QTest::addColumn<int>("depth");
        QTest::addColumn<bool>("transparent");
        QTest::addColumn<QImage::Format>("format");
        QTest::newRow("8 bit") << 3 << 8 << false << QImage::Format_RGB888;
        QTest::newRow("16 bit") << 3 << 16 << false << QImage::Format_RGBX64;
        QTest::newRow("grey") << 1 << 8 << false << QImage::Format_Grayscale8;
        QTest::newRow("grey, 16 bit") << 1 << 16 << false << QImage::Format_Grayscale16;
        QTest::newRow("transparent") << 3 << 8 << true << QImage::Format_RGBA8888;
        QTest::newRow("transparent, 16 bit") << 3 << 16 << true << QImage::Format_RGBA64;
    }
    void copyKeepsDepthAndProfile() {
        QFETCH(int, channels);
        QFETCH(int, depth);
        QFETCH(bool, transparent);
        QFETCH(QImage::Format, format);
        Photograph photo;
        photo.pixels = ImageBuffer(5, 3, channels, Depth(depth));
        const int unit = depth == 16 ? 257 : 1;
        for (int c = 0; c < channels; ++c)
            photo.pixels.setSample(4, 2, c, (200 - 40 * c) * unit);
        if (transparent) {
            photo.alpha = ImageBuffer(5, 3, 1, Depth(depth));
            photo.alpha.setSample(4, 2, 0, 100 * unit);
        }
        photo.metadata.icc = wideProfile();
        QImage image;
        offGui([&] { image = taggedImage(photo); });
        QCOMPARE(image.format(), format);
        const QColor colour = image.pixelColor(4, 2);
        QCOMPARE(colour.red(), 200);
        QCOMPARE(colour.green(), channels == 1 ? 200 : 160);
        QCOMPARE(colour.blue(), channels == 1 ? 200 : 120);
        QCOMPARE(colour.alpha(), transparent ? 100 : 255);
        QVERIFY(image.colorSpace().isValid());
        QVERIFY(image.colorSpace() != QColorSpace(QColorSpace::SRgb));
    }

    void copyGoesToTheClipboard() {
        Studio studio;
        studio.open();
        QSignalSpy copied(studio.window.colourFlow(), &ColourFlow::copied);
        studio.window.actions()->copy->trigger();
        QTRY_COMPARE(copied.count(), 1);
        const QImage picture = QApplication::clipboard()->image();
        QCOMPARE(picture.size(), kPhoto);
        const Photograph& photo = *studio.window.document()->source().photo;
        QCOMPARE(picture.pixelColor(100, 20).red(), photo.pixels.sample(100, 20, 0));
    }
};

QTEST_MAIN(TestColours)
#include "test_colours.moc"
