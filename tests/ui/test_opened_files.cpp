// SPDX-License-Identifier: GPL-3.0-or-later
// What the studio says about the files it opens: pages, cut-off files, formats.
#include "core/io/degradation_mark.h"
#include "core/sampling/solver_registry.h"
#include "tests/ui/studio.h"
#include "ui/base/format_time.h"
#include "ui/base/message_bar.h"
#include "ui/flows/file_flow.h"
#include "ui/main_window/actions.h"
#include "ui/panels/advanced_panel.h"
#include "ui/services/save_recipe.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QInputDialog>
#include <QLabel>
#include <QPushButton>

using namespace lacuna;
using namespace lacuna::ui;

namespace {

using test::Studio;

const QString kData = QStringLiteral(LACUNA_TEST_DATA "/io/");

void open(Studio& studio, const QString& path) {
    const ImageDocument* before = studio.window.document();
    studio.window.openPath(path);
    QTRY_VERIFY(studio.window.document() && studio.window.document() != before);
}

/// A JPEG of which the last third of the bytes is missing.
QString cutOffFile(Studio& studio) {
    const QString path = studio.folder.filePath(QStringLiteral("cut.jpg"));
    test::offGui([&] { writePhotograph(test::makePhoto(160, 128), path.toStdString()); });
    QFile file(path);
    file.resize(file.size() * 2 / 3);
    return path;
}

MessageBar& bar(Studio& studio) {
    return *studio.window.findChild<MessageBar*>();
}

void saveProject(Studio& studio, const QString& path) {
    studio.window.actions()->saveProjectAs->trigger();
    QTRY_VERIFY(studio.dialog<QFileDialog>());
    studio.dialog<QFileDialog>()->selectFile(path);
    QMetaObject::invokeMethod(studio.dialog<QFileDialog>(), "accept");
    QTRY_VERIFY(QFileInfo::exists(path));
}

class TestOpenedFiles : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { test::useTestSettings(); }
    void init() { test::clearSettings(); }

    void everyFormatIsOffered() {
        Studio studio;
        studio.window.actions()->open->trigger();
        QTRY_VERIFY(studio.dialog<QFileDialog>());
        const QStringList filters = studio.dialog<QFileDialog>()->nameFilters();
        for (const char* extension : {"*.png", "*.jpeg", "*.bmp", "*.gif", "*.ppm", "*.lacuna"})
            QVERIFY2(filters.first().contains(QLatin1String(extension)), extension);
        studio.dialog<QFileDialog>()->reject();
    }

    void anotherPageOpensInATabOfItsOwn() {
        Studio studio;
        open(studio, kData + QStringLiteral("two_pages.tif"));
        const ImageDocument* first = studio.window.document();
        QCOMPARE(first->source().photo->page, 1);
        QVERIFY(bar(studio).isVisible());
        QVERIFY(bar(studio).message().text.contains(QStringLiteral("1/2")));
        bar(studio).message().action();
        QTRY_VERIFY(studio.dialog<QInputDialog>());
        QCOMPARE(studio.dialog<QInputDialog>()->intValue(), 2);
        studio.dialog<QInputDialog>()->accept();
        QTRY_VERIFY(studio.window.document() != first);
        QCOMPARE(studio.window.document()->source().photo->page, 2);
    }

    void projectKeepsThePage() {
        Studio studio;
        OpenRequest request;
        request.path = kData + QStringLiteral("two_pages.tif");
        request.page = 2;
        studio.window.fileFlow()->open(request);
        QTRY_VERIFY(studio.window.document());
        const auto photo = studio.window.document()->source().photo;
        const QString project = studio.folder.filePath(QStringLiteral("work.lacuna"));
        saveProject(studio, project);
        Studio again;
        open(again, project);
        QCOMPARE(again.window.document()->source().photo->page, 2);
        QVERIFY(again.window.document()->source().photo->pixels == photo->pixels);
    }

    void whatIsMissingCanBeMarked() {
        Studio studio;
        open(studio, cutOffFile(studio));
        ImageDocument& document = *studio.window.document();
        const ImageBuffer& missing = document.source().photo->missing;
        QVERIFY(!missing.isEmpty());
        QCOMPARE(bar(studio).message().kind, Message::Kind::Warning);
        QVERIFY(studio.window.actions()->markMissing->isVisible());
        bar(studio).message().action();
        QTRY_VERIFY(!document.mask().isEmpty());
        QVERIFY(document.mask().isMarked({80, 127}));
        QVERIFY(!document.mask().isMarked({80, 0}));
        document.history().undo();
        QVERIFY(document.mask().isEmpty());
    }

    /// It would name a file that the command line refuses.
    void cutOffFileHasNoRecipe() {
        Studio studio;
        open(studio, cutOffFile(studio));
        bar(studio).message().action();
        QTRY_VERIFY(!studio.window.document()->mask().isEmpty());
        studio.runToTheEnd();
        QTRY_VERIFY(studio.window.document()->shownResult());
        QVERIFY(!hasRecipe(studio.window.document()->shownChain(), studio.window.document()->source()));
        QVERIFY(!studio.window.actions()->saveRecipe->isEnabled());
    }

    /// As VueScan writes it: a fourth channel that is no transparency.
    void infraredChannelShowsTheDust() {
        Studio studio;
        const QString path = studio.folder.filePath(QStringLiteral("film.tif"));
        test::offGui([&] {
            Photograph photo = test::makePhoto(160, 128);
            ImageBuffer infrared(160, 128, 1, Depth::UInt8);
            for (int y = 0; y < 128; ++y)
                for (int x = 0; x < 160; ++x)
                    infrared.setSample(x, y, 0, std::abs(x - 80) <= 2 && std::abs(y - 60) <= 2 ? 60 : 220);
            photo.extras = {infrared};
            writePhotograph(photo, path.toStdString());
        });
        open(studio, path);
        ImageDocument& document = *studio.window.document();
        QVERIFY(document.source().photo->alpha.isEmpty());
        QVERIFY(studio.window.actions()->markInfrared->isVisible());
        QVERIFY(bar(studio).isVisible());
        bar(studio).message().action();
        QTRY_VERIFY(!document.mask().isEmpty());
        QVERIFY(document.mask().isMarked({80, 60}));
        QVERIFY(!document.mask().isMarked({20, 20}));
        QCOMPARE(document.history().undoText(), QStringLiteral("Mark dust seen in infrared"));
    }

    /// Two pages of colour are no photograph and its infrared picture.
    void pagesOfColourAreNoInfrared() {
        Studio studio;
        open(studio, kData + QStringLiteral("two_pages.tif"));
        studio.window.actions()->markInfrared->trigger();
        QTRY_VERIFY(bar(studio).message().headline.contains(QStringLiteral("infrared")));
        QVERIFY(studio.window.document()->mask().isEmpty());
    }

    void wholeFileSaysNothing() {
        Studio studio;
        studio.open();
        QVERIFY(!bar(studio).isVisible());
        QVERIFY(!studio.window.actions()->markMissing->isVisible());
    }

    /// Light costs time, which the estimate knows: at first by a factor, then by what was seen.
    void timeOfARunInLight() {
        Studio studio;
        studio.open();
        ImageDocument& document = *studio.window.document();
        const QString key = QStringLiteral("speed/%1/0/0").arg(QString::fromStdString(ModelRef{}.nameOrPath));
        QSettings().setValue(key, 10.0);
        const auto estimateWith = [&](LinearLight light) {
            RestorationSettings settings = document.settings();
            settings.task = Task::Deblur;
            settings.linearLight = light;
            document.setSettings(settings);
            QTest::qWait(500);  // the plan comes after a delay
            for (const QLabel* label : studio.window.findChildren<QLabel*>()) {
                if (label->accessibleDescription() == QLatin1String("Estimated duration of a restoration"))
                    return label->text();
            }
            return QString();
        };
        // The scripted engine plans 100 gigaflops.
        QCOMPARE(estimateWith(LinearLight::Off), formatAbout(10));
        QCOMPARE(estimateWith(LinearLight::Auto), formatAbout(20));
        QSettings().setValue(key + QStringLiteral("-light"), 4.0);
        QCOMPARE(estimateWith(LinearLight::On), formatAbout(25));
        QCOMPARE(estimateWith(LinearLight::Off), formatAbout(10));
    }

    /// Neither these solvers nor other noise can be used in light, so that "Automatic" means off.
    void automaticLightThatIsOff() {
        Studio studio;
        studio.open();
        ImageDocument& document = *studio.window.document();
        auto* panel = studio.window.findChild<AdvancedPanel*>();
        QComboBox* light = nullptr;
        for (QComboBox* box : panel->findChildren<QComboBox*>())
            if (box->findText(QStringLiteral("On")) >= 0) light = box;
        QVERIFY(light);
        RestorationSettings settings = document.settings();
        settings.task = Task::Deblur;
        document.setSettings(settings);
        QCOMPARE(light->itemText(0), QStringLiteral("Automatic"));
        const RestorationSettings plain = document.settings();
        settings.isCustom = true;
        settings.custom = completed({"ddrm", {}});
        document.setSettings(settings);
        QCOMPARE(light->itemText(0), QStringLiteral("Automatic: off"));
        settings = plain;
        settings.noiseKind = NoiseKind::Brightness;
        settings.measuredNoise.strength = std::vector<float>(NoiseModel::kBins, 1);
        document.setSettings(settings);
        QCOMPARE(light->itemText(0), QStringLiteral("Automatic: off"));
        document.setSettings(plain);
        QCOMPARE(light->itemText(0), QStringLiteral("Automatic"));
    }

    void linearLightReachesTheRun_data() {
        QTest::addColumn<int>("marked");  // in the file: −1 not, else whether light was mixed
        QTest::addColumn<LinearLight>("chosen");
        QTest::addColumn<bool>("expected");
        QTest::newRow("photograph") << -1 << LinearLight::Auto << true;
        QTest::newRow("photograph, off") << -1 << LinearLight::Off << false;
        QTest::newRow("degraded on values") << 0 << LinearLight::Auto << false;
        QTest::newRow("degraded on values, on") << 0 << LinearLight::On << true;
        QTest::newRow("degraded in light") << 1 << LinearLight::Auto << true;
    }
    void linearLightReachesTheRun() {
        QFETCH(int, marked);
        QFETCH(LinearLight, chosen);
        QFETCH(bool, expected);
        Studio studio;
        if (marked >= 0)
            test::offGui([&] {
                Photograph photo = test::makePhoto(160, 120);
                markDegradation(photo.metadata, marked == 1);
                writePhotograph(photo, studio.path.toStdString());
            });
        studio.open();
        ImageDocument& document = *studio.window.document();
        auto* panel = studio.window.findChild<AdvancedPanel*>();
        QComboBox* light = nullptr;
        for (QComboBox* box : panel->findChildren<QComboBox*>())
            if (box->findText(QStringLiteral("On")) >= 0) light = box;
        QVERIFY(light);
        QVERIFY(light->isHidden());  // inpainting mixes nothing
        RestorationSettings settings = document.settings();
        settings.task = Task::Deblur;
        document.setSettings(settings);
        QVERIFY(!light->isHidden());
        QCOMPARE(light->currentText(), QStringLiteral("Automatic"));
        light->setCurrentIndex(light->findData(int(chosen)));
        Q_EMIT light->activated(light->currentIndex());
        QCOMPARE(document.settings().linearLight, chosen);
        studio.runToTheEnd();
        QCOMPARE(studio.script->job().operation.inLight, expected);
        // The result says what was done, and so does its recipe.
        const ResultPtr result = document.shownResult();
        QCOMPARE(result->settings.linearLight, expected ? LinearLight::On : LinearLight::Off);
        QCOMPARE(operationOf(result->settings).inLight, expected);
    }

    void depthAndDitheringReachTheRun() {
        Studio studio;
        studio.open();
        studio.paint();
        ImageDocument& document = *studio.window.document();
        auto* panel = studio.window.findChild<AdvancedPanel*>();
        QCheckBox* dither = nullptr;
        for (QCheckBox* box : panel->findChildren<QCheckBox*>())
            if (box->text() == QStringLiteral("Dither")) dither = box;
        QVERIFY(dither);
        QVERIFY(!document.settings().dithers());
        dither->click();
        QVERIFY(document.settings().dithers());
        RestorationSettings settings = document.settings();
        settings.depth = Depth::UInt16;
        document.setSettings(settings);
        QVERIFY(!dither->isEnabled());
        RestorationJob job;
        test::offGui([&] { job = makeJob(document.request(), *document.source().photo); });
        QCOMPARE(job.depth, std::optional(Depth::UInt16));
        QVERIFY(job.dither);
    }
};

}  // namespace

QTEST_MAIN(TestOpenedFiles)
#include "test_opened_files.moc"
