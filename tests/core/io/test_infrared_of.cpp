// SPDX-License-Identifier: GPL-3.0-or-later
// Where a film scanner's infrared picture is looked for.
#include "core/io/image_io.h"
#include "core/io/infrared_of.h"

#include <QTest>

using namespace lacuna;

namespace {

Photograph colours() {
    Photograph photo;
    photo.pixels = ImageBuffer(20, 10, 3, Depth::UInt8);
    return photo;
}

class TestInfraredOf : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void channelNeedsNoFile() {
        Photograph photo = colours();
        photo.extras.emplace_back(20, 10, 1, Depth::UInt8);
        photo.extras[0].setSample(3, 4, 0, 200);
        QVERIFY(mayHaveInfrared(photo));
        const auto found = infraredOf(photo, {}, "cropped");
        QVERIFY(found && *found == photo.extras[0]);
    }

    /// A photograph that was cropped since has no file that fits it.
    void pageNeedsTheFile() {
        Photograph photo = colours();
        photo.pages = 2;
        QVERIFY(mayHaveInfrared(photo));
        QVERIFY(!infraredOf(photo, {}, "cropped"));
    }

    void ordinaryPhotographHasNone() {
        const Photograph photo = colours();
        QVERIFY(!mayHaveInfrared(photo));
        QVERIFY(!infraredOf(photo, encodePhotograph(photo, FileFormat::Png, "x.png"), "x.png"));
    }
};

}  // namespace

QTEST_APPLESS_MAIN(TestInfraredOf)
#include "test_infrared_of.moc"
