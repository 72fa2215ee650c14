// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/reframe.h"
#include "tests/ui/studio.h"
#include "ui/base/message_bar.h"
#include "ui/canvas/crop_page.h"
#include "ui/canvas/crop_view.h"
#include "ui/document/mask_image.h"
#include "ui/flows/file_flow.h"
#include "ui/flows/frame_flow.h"
#include "ui/flows/project_flow.h"
#include "ui/main_window/actions.h"

#include <QAction>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFile>
#include <QFileDialog>
#include <QLineEdit>
#include <QPushButton>

#include <cmath>

using namespace lacuna;
using namespace lacuna::ui;

namespace {

using test::kPhoto;
using test::Studio;

struct CropStudio : Studio {
    using Studio::Studio;
    CropView& view() { return *window.cropPage()->view(); }
    ImageDocument* document() { return window.document(); }
    /// Drags the frame from one of its positions to another one.
    void drag(QPointF from, QPointF to) {
        QTest::mousePress(&view(), Qt::LeftButton, {}, view().toWidget(from).toPoint());
        QTest::mouseMove(&view(), view().toWidget((from + to) / 2).toPoint());
        QTest::mouseMove(&view(), view().toWidget(to).toPoint());
        QTest::mouseRelease(&view(), Qt::LeftButton, {}, view().toWidget(to).toPoint());
    }
    /// Waits for the photograph with another frame.
    void awaitNew(const ImageDocument* before) {
        QTRY_VERIFY(window.document() && window.document() != before);
    }
    void saveAs(const QString& name) {
        window.actions()->saveAs->trigger();
        QTRY_VERIFY(dialog<QFileDialog>());
        dialog<QFileDialog>()->findChild<QLineEdit*>()->setText(folder.filePath(name));
        QMetaObject::invokeMethod(dialog<QFileDialog>(), "accept");
        QTRY_VERIFY(QFile::exists(folder.filePath(name)) && !window.fileFlow()->isSaving());
    }
    Photograph readBack(const QString& name) {
        Photograph photo;
        test::offGui([&] { photo = readPhotograph(folder.filePath(name).toStdString()); });
        return photo;
    }
};

Framing cropTo(int x, int y, int width, int height, int quarters = 0) {
    Framing framing;
    framing.quarterTurns = quarters;
    framing.x = x, framing.y = y, framing.width = width, framing.height = height;
    return framing;
}

/// Whether its corners lie inside the straightened photograph.
bool isInside(const CropFrame& frame) {
    const QRectF photo(QPointF(0, 0), QSizeF(400, 300));
    const QTransform back = frame.placement().inverted();
    const QRectF whole = photo.adjusted(-0.001, -0.001, 0.001, 0.001);
    for (const QPointF corner : {frame.rect().topLeft(), frame.rect().topRight(), frame.rect().bottomLeft(),
                                 frame.rect().bottomRight()})
        if (!whole.contains(back.map(corner))) return false;
    return true;
}

}  // namespace

class TestCrop : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { test::useTestSettings(); }
    void init() { test::clearSettings(); }

    void aFrameStaysInside_data() {
        QTest::addColumn<double>("degrees");
        QTest::addColumn<double>("ratio");
        for (const double degrees : {0.0, 0.1, 12.0, -30.0, 45.0})
            for (const double ratio : {0.0, 1.0, 16 / 9.0, 0.5})
                QTest::addRow("%g degrees, %g", degrees, ratio) << degrees << ratio;
    }
    /// However it is dragged.
    void aFrameStaysInside() {
        QFETCH(double, degrees);
        QFETCH(double, ratio);
        for (const int part : {int(CropFrame::Inside), int(CropFrame::Left), int(CropFrame::Bottom),
                               CropFrame::Right | CropFrame::Top, CropFrame::Left | CropFrame::Bottom}) {
            for (const QPointF by :
                 {QPointF(30, -20), QPointF(-900, 40), QPointF(5, 900), QPointF(-900, -900)}) {
                CropFrame frame(QSize(400, 300));
                frame.setDegrees(degrees);
                frame.setRatio(ratio);
                frame.drag(CropFrame::Left | CropFrame::Top, frame.rect(), QPointF(90, 70));
                QVERIFY(isInside(frame));
                const QRectF before = frame.rect();
                frame.drag(part, before, by);
                QVERIFY(isInside(frame));
                QVERIFY(fits(frame.framing(), 400, 300));
                if (ratio > 0)
                    QVERIFY(std::abs(frame.rect().width() / frame.rect().height() / ratio - 1) < 1e-6);
                if (part == CropFrame::Inside) {
                    QVERIFY(std::abs(frame.rect().width() - before.width()) < 1e-6);
                    QVERIFY(std::abs(frame.rect().height() - before.height()) < 1e-6);
                }
            }
        }
    }

    void aFrameIsDragged() {
        CropFrame frame(QSize(400, 300));
        QVERIFY(frame.isUnchanged());
        frame.drag(CropFrame::Left | CropFrame::Top, frame.rect(), QPointF(50.4, 20));
        frame.drag(CropFrame::Right, frame.rect(), QPointF(-100.4, 77));
        QCOMPARE(frame.framing(), cropTo(51, 20, 248, 280));
        frame.drag(CropFrame::Inside, frame.rect(), QPointF(-1000, -5));
        QCOMPARE(frame.framing().x, 0);
        QCOMPARE(frame.framing().y, 15);
        // Never less than a pixel.
        frame.drag(CropFrame::Right | CropFrame::Bottom, frame.rect(), QPointF(-1000, -1000));
        QCOMPARE(frame.framing(), cropTo(0, 15, 1, 1));
        // Back to all of it is no crop.
        CropFrame back(QSize(400, 300));
        back.drag(CropFrame::Left, back.rect(), QPointF(70, 0));
        back.drag(CropFrame::Left, back.rect(), QPointF(-100, 0));
        QVERIFY(back.isUnchanged());
    }

    /// The pixels under the frame stay the same ones, whatever is done in whichever order.
    void turningAndMirroring() {
        ImageBuffer picture(40, 30, 1, Depth::UInt16);
        for (int y = 0; y < 30; ++y)
            for (int x = 0; x < 40; ++x)
                picture.setSample(x, y, 0, 100 * y + x);
        CropFrame frame(QSize(40, 30));
        frame.drag(CropFrame::Left | CropFrame::Top, frame.rect(), QPointF(5, 3));
        frame.drag(CropFrame::Right | CropFrame::Bottom, frame.rect(), QPointF(-9, -4));
        const ImageBuffer cropped = picture.cropped(5, 3, 26, 23);
        Framing half, flip;
        half.quarterTurns = 1;
        flip.mirrored = true;
        ImageBuffer expected = cropped;
        const auto check = [&] { return reframed(picture, frame.framing()) == expected; };
        QVERIFY(check());
        for (const char step : std::string("rrmrmlrmmllm")) {
            if (step == 'm') frame.mirror();
            if (step == 'r') frame.turn(1);
            if (step == 'l') frame.turn(-1);
            half.quarterTurns = step == 'l' ? 3 : 1;
            expected = reframed(expected, step == 'm' ? flip : half);
            QVERIFY(check());
        }
        QCOMPARE(frame.turned(), QSize(30, 40));
    }

    /// A frame that had to shrink gets its size back; what was straightened is seen where it will be.
    void straightening() {
        CropFrame frame(QSize(400, 300));
        frame.setDegrees(10);
        QVERIFY(isInside(frame));
        const QRectF found = frame.rect();
        QVERIFY(std::abs(found.width() / found.height() - 4 / 3.0) < 1e-6);
        QVERIFY(found.width() > 300 && found.width() < 340);
        frame.setDegrees(0);
        QVERIFY(frame.isUnchanged());
        frame.drag(CropFrame::Left, frame.rect(), QPointF(200, 0));
        const QRectF half = frame.rect();
        frame.setDegrees(20);
        QVERIFY(isInside(frame));
        QVERIFY(frame.rect().width() < half.width());
        frame.setDegrees(0);
        QVERIFY(frame.rect() == half);
        frame.setDegrees(80);
        QCOMPARE(frame.degrees(), Framing::kMostDegrees);
    }

    void aLineBecomesLevel_data() {
        QTest::addColumn<QPointF>("to");
        QTest::addColumn<double>("degrees");
        QTest::newRow("falls to the right") << QPointF(100, 10) << -5.71;
        QTest::newRow("drawn from the right") << QPointF(-100, -10) << -5.71;
        QTest::newRow("rises") << QPointF(100, -30) << 16.70;
        QTest::newRow("a wall") << QPointF(10, 100) << 5.71;
        QTest::newRow("a wall, upwards") << QPointF(-10, -100) << 5.71;
        QTest::newRow("level already") << QPointF(50, 0) << 0.0;
        QTest::newRow("no line") << QPointF(0.2, 0.3) << 0.0;
    }
    void aLineBecomesLevel() {
        QFETCH(QPointF, to);
        QFETCH(double, degrees);
        CropFrame frame(QSize(400, 300));
        const QPointF from(200, 150);
        frame.level(from, from + to);
        QVERIFY(std::abs(frame.degrees() - degrees) < 0.01);
        if (degrees == 0) return;
        // In the picture, it is level or upright now.
        CropFrame before(QSize(400, 300));
        const QTransform moved = before.placement().inverted() * frame.placement();
        const QPointF way = moved.map(from + to) - moved.map(from);
        QVERIFY(std::min(std::abs(way.x()), std::abs(way.y())) < 1e-6);
        // A second line is drawn on what is seen.
        frame.level(moved.map(from), moved.map(from + to));
        QVERIFY(std::abs(frame.degrees() - degrees) < 0.01);
    }

    /// The whole way: the frame is dragged with the mouse, the mask comes along, the old photograph stays.
    void cropsWithTheMouse() {
        CropStudio studio;
        studio.open();
        studio.paint();
        ImageDocument* const before = studio.document();
        const MaskLayer mask = before->mask();
        studio.window.actions()->crop->trigger();
        QVERIFY(studio.window.frameFlow()->isActive());
        QVERIFY(studio.view().isVisible() && !studio.window.canvas()->isVisible());
        QVERIFY(!studio.window.actions()->undo->isEnabled());
        auto* apply = studio.window.cropPage()->findChild<QPushButton*>(QStringLiteral("apply"));
        QVERIFY(!apply->isEnabled());
        studio.drag({0, 0}, {20, 30});
        QVERIFY(apply->isEnabled());
        studio.drag({160, 120}, {130, 110});
        const Framing framing = studio.window.cropPage()->framing();
        QVERIFY(std::abs(framing.x - 20) <= 1 && std::abs(framing.y - 30) <= 1);
        QVERIFY(std::abs(framing.width - 110) <= 2 && std::abs(framing.height - 80) <= 2);
        QTest::mouseClick(apply, Qt::LeftButton);
        studio.awaitNew(before);
        QVERIFY(!studio.window.frameFlow()->isActive());
        QVERIFY(studio.window.canvas()->isVisible());
        QCOMPARE(studio.window.documents().count(), 2);
        const ImageDocument& now = *studio.document();
        QCOMPARE(now.source().title, QStringLiteral("photo, cropped"));
        QCOMPARE(now.size(), QSize(framing.width, framing.height));
        QVERIFY(now.source().photo->pixels ==
                before->source().photo->pixels.cropped(framing.x, framing.y, framing.width, framing.height));
        test::offGui([&] { QVERIFY(now.mask() == toMaskLayer(reframedMask(toMaskBuffer(mask), framing))); });
        QVERIFY(!now.mask().isEmpty());
        QVERIFY(now.settings() == before->settings());
        // Nothing of the old one has changed.
        QVERIFY(before->mask() == mask);
        QVERIFY(before->history().canUndo());
        // The new one is in no file.
        QVERIFY(now.unsaved().picture);
        QCOMPARE(now.suggestedPath(), studio.folder.filePath(QStringLiteral("photo-cropped.png")));
        QVERIFY(studio.window.fileFlow()->canSave());
        QVERIFY(studio.window.actions()->undo->isEnabled() == now.history().canUndo());
    }

    void keysAndEscape() {
        CropStudio studio;
        studio.open();
        ImageDocument* const before = studio.document();
        studio.window.actions()->crop->trigger();
        QVERIFY(studio.view().hasFocus());
        QTest::keyClick(&studio.view(), Qt::Key_Right, Qt::ControlModifier);  // there is no room
        QVERIFY(studio.view().frame().isUnchanged());
        QTest::keyClick(&studio.view(), Qt::Key_Return);  // nothing to do
        QVERIFY(studio.window.frameFlow()->isActive());
        QTest::keyClick(&studio.view(), Qt::Key_Left, Qt::ControlModifier | Qt::ShiftModifier);
        QTest::keyClick(&studio.view(), Qt::Key_Up, Qt::ControlModifier);
        QTest::keyClick(&studio.view(), Qt::Key_Right);
        QCOMPARE(studio.window.cropPage()->framing(), cropTo(1, 0, 150, 119));
        QTest::keyClick(&studio.view(), Qt::Key_Escape);
        QVERIFY(!studio.window.frameFlow()->isActive());
        QVERIFY(studio.window.canvas()->hasFocus());
        QCOMPARE(studio.window.documents().count(), 1);
        // The next search begins anew, and Esc ends it from a field, too.
        studio.window.actions()->crop->trigger();
        QVERIFY(studio.view().frame().isUnchanged());
        auto* degrees = studio.window.cropPage()->findChild<QDoubleSpinBox*>();
        degrees->setFocus();
        degrees->setValue(7);
        QCOMPARE(studio.view().frame().degrees(), 7.0);
        QTest::keyClick(degrees, Qt::Key_Escape);
        QVERIFY(!studio.window.frameFlow()->isActive());
        // Enter applies.
        studio.window.actions()->crop->trigger();
        QTest::keyClick(&studio.view(), Qt::Key_Left, Qt::ControlModifier);
        QTest::keyClick(&studio.view(), Qt::Key_Return);
        studio.awaitNew(before);
        QCOMPARE(studio.document()->size(), QSize(159, 120));
    }

    /// Another photograph in view ends the search.
    void anotherPhotographEndsIt() {
        CropStudio studio;
        studio.open();
        ImageDocument* const first = studio.document();
        studio.window.actions()->turnRight->trigger();
        studio.awaitNew(first);
        studio.window.openPath(studio.path);
        QTRY_COMPARE(studio.window.documents().count(), 2);
        studio.window.documents().show(studio.window.documents().at(1));
        studio.window.actions()->crop->trigger();
        QVERIFY(studio.window.frameFlow()->isActive());
        studio.window.documents().showNext(1);
        QVERIFY(!studio.window.frameFlow()->isActive());
        QVERIFY(studio.window.canvas()->isVisible());
        QVERIFY(studio.window.actions()->crop->isEnabled());
    }

    /// A turn loses nothing: an untouched photograph's tab becomes that of the turned one.
    void turningReplacesWhatIsUntouched() {
        CropStudio studio;
        studio.open();
        ImageDocument* before = studio.document();
        const ImageBuffer pixels = before->source().photo->pixels;
        for (int i = 0; i < 4; ++i) {
            studio.window.actions()->turnRight->trigger();
            studio.awaitNew(before);
            QTRY_COMPARE(studio.window.documents().count(), 1);
            before = studio.document();
            QCOMPARE(before->size(), i % 2 == 0 ? kPhoto.transposed() : kPhoto);
            QCOMPARE(before->source().title, QStringLiteral("photo, turned"));
        }
        QVERIFY(before->source().photo->pixels == pixels);
        studio.paint();
        QVERIFY(!before->mask().isEmpty());
        studio.window.actions()->mirror->trigger();
        studio.awaitNew(before);
        QCOMPARE(studio.window.documents().count(), 2);
        QVERIFY(!studio.document()->mask().isEmpty());
    }

    /// A result is cropped as it is, without the mask that made it.
    void aResultIsCropped() {
        CropStudio studio;
        studio.open();
        studio.paint();
        studio.runToTheEnd();
        ImageDocument* const before = studio.document();
        const ResultPtr result = before->shownResult();
        QVERIFY(result);
        studio.window.actions()->turnLeft->trigger();
        studio.awaitNew(before);
        QCOMPARE(studio.window.documents().count(), 2);
        Framing turned;
        turned.quarterTurns = 3;
        test::offGui([&] {
            QVERIFY(studio.document()->source().photo->pixels ==
                    reframed(result->photo.load()->pixels, turned));
        });
        QVERIFY(studio.document()->mask().isEmpty());
        QVERIFY(!studio.document()->source().framed->file);
        QCOMPARE(studio.document()->suggestedPath(),
                 studio.folder.filePath(QStringLiteral("photo-turned.png")));
    }

    void savingKeepsMetadata_data() {
        QTest::addColumn<bool>("thumbnail");
        QTest::newRow("a file that is stored turned") << false;
        QTest::newRow("a file with a thumbnail") << true;
    }
    /// Saved, it has the metadata of its file, upright, and a thumbnail of what it is now.
    void savingKeepsMetadata() {
        QFETCH(bool, thumbnail);
        CropStudio studio;
        studio.path = studio.folder.filePath(QStringLiteral("camera.jpg"));
        QVERIFY(QFile::copy(QStringLiteral(LACUNA_TEST_DATA "/io/orientation_6.jpg"), studio.path));
        if (thumbnail) {
            test::offGui([&] {
                Photograph photo = test::makePhoto(480, 320);
                photo.metadata = readPhotograph(studio.path.toStdString()).metadata;
                photo.metadata.hasThumbnail = true;
                writePhotograph(photo, studio.path.toStdString());
            });
        }
        studio.open();
        ImageDocument* const before = studio.document();
        const PhotoMetadata metadata = before->source().photo->metadata;
        QVERIFY(!metadata.exif.empty());
        QCOMPARE(metadata.hasThumbnail, thumbnail);
        const QSize size = before->size();
        studio.window.actions()->turnRight->trigger();
        studio.awaitNew(before);
        studio.saveAs(QStringLiteral("turned.jpg"));
        const Photograph saved = studio.readBack(QStringLiteral("turned.jpg"));
        QCOMPARE(QSize(saved.pixels.width(), saved.pixels.height()), size.transposed());
        QVERIFY(saved.orientation <= 1);
        QVERIFY(!saved.metadata.exif.empty());
        QCOMPARE(saved.metadata.hasThumbnail, thumbnail);
        QCOMPARE(saved.metadata.xmp, metadata.xmp);
        QCOMPARE(saved.metadata.icc, metadata.icc);
        QVERIFY(!studio.document()->unsaved().any());
        // The saved file is turned, and so is its picture in lists.
        double difference = 0;
        const ImageBuffer& expected = studio.document()->source().photo->pixels;
        for (int y = 0; y < expected.height(); ++y)
            for (int x = 0; x < expected.width(); ++x)
                difference += std::abs(saved.pixels.sample(x, y, 0) - expected.sample(x, y, 0));
        QVERIFY(difference / expected.width() / expected.height() < 4);
    }

    void projectsKeepTheFrame_data() {
        QTest::addColumn<bool>("ofAResult");
        QTest::newRow("of the photograph") << false;
        QTest::newRow("of a result") << true;
    }
    /// A project of a cropped photograph holds its whole file, and opens as it was.
    void projectsKeepTheFrame() {
        QFETCH(bool, ofAResult);
        CropStudio studio;
        studio.open();
        studio.paint();
        if (ofAResult) studio.runToTheEnd();
        ImageDocument* const before = studio.document();
        studio.window.actions()->crop->trigger();
        auto* degrees = studio.window.cropPage()->findChild<QDoubleSpinBox*>();
        degrees->setValue(3.5);
        QTest::keyClick(&studio.view(), Qt::Key_Left, Qt::ControlModifier | Qt::ShiftModifier);
        QTest::keyClick(&studio.view(), Qt::Key_Return);
        studio.awaitNew(before);
        ImageDocument* const cropped = studio.document();
        studio.paint();
        studio.runToTheEnd();
        QCOMPARE(cropped->results().size(), std::size_t(1));
        studio.window.actions()->saveProject->trigger();
        QTRY_VERIFY(studio.dialog<QFileDialog>());
        const QString path = studio.folder.filePath(QStringLiteral("cropped.lacuna"));
        studio.dialog<QFileDialog>()->findChild<QLineEdit*>()->setText(path);
        QMetaObject::invokeMethod(studio.dialog<QFileDialog>(), "accept");
        QTRY_VERIFY(cropped->hasProject());
        QVERIFY(!cropped->unsaved().any());
        const int open = studio.window.documents().count();
        studio.window.openPath(path);
        QTRY_COMPARE(studio.window.documents().count(), open + 1);
        ImageDocument& again = *studio.window.documents().at(open);
        QVERIFY(again.source().photo->pixels == cropped->source().photo->pixels);
        QVERIFY(again.source().photo->metadata == cropped->source().photo->metadata);
        QVERIFY(again.mask() == cropped->mask());
        QCOMPARE(again.results().size(), std::size_t(1));
        QVERIFY(test::pixelsOf(*again.results().front()) == test::pixelsOf(*cropped->results().front()));
        QVERIFY(again.source().framed);
        QCOMPARE(again.source().title, cropped->source().title);
        QCOMPARE(again.source().framed->path, studio.path);
        QVERIFY(again.source().framed->framings == cropped->source().framed->framings);
        QCOMPARE(bool(again.source().framed->file), !ofAResult);
        QVERIFY(again.source().path.isEmpty());
        QVERIFY(!again.unsaved().any());
    }
};

QTEST_MAIN(TestCrop)
#include "test_crop.moc"
