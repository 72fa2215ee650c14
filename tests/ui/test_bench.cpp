// SPDX-License-Identifier: GPL-3.0-or-later
// Degrading a clean photograph, recipes, and the seed gallery, in the window around a scripted engine.
#include "core/engine/recipe_job.h"
#include "core/engine/standard_damage.h"
#include "tests/ui/studio.h"
#include "ui/base/message_bar.h"
#include "ui/document/mask_image.h"
#include "ui/flows/gallery_flow.h"
#include "ui/main_window/actions.h"
#include "ui/panels/degrade_dialog.h"
#include "ui/panels/gallery_window.h"
#include "ui/panels/loss_panel.h"
#include "ui/panels/timeline_panel.h"
#include "ui/services/save_recipe.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>

#include <cmath>

using namespace lacuna;
using namespace lacuna::ui;
using test::Studio;

namespace {

constexpr int kNoise = 12;

void setTask(Studio& studio, Task task) {
    RestorationSettings settings = studio.window.document()->settings();
    settings.task = task;
    studio.window.taskPanel()->setSettings(settings, QStringLiteral("Task"));
}

/// Through the menu and the dialog.
void degrade(Studio& studio) {
    const ImageDocument* before = studio.window.document();
    studio.window.actions()->degrade->trigger();
    DegradeDialog* dialog = nullptr;
    QTRY_VERIFY((dialog = studio.dialog<DegradeDialog>()));
    dialog->findChild<QDoubleSpinBox*>()->setValue(kNoise);
    dialog->accept();
    QTRY_VERIFY(studio.window.document() != before);
}

GalleryWindow* openGallery(Studio& studio) {
    studio.open();
    setTask(studio, Task::Denoise);
    studio.window.actions()->seedGallery->trigger();
    return studio.window.galleryFlow()->window();
}

QPushButton* buttonNamed(QWidget& parent, const QString& start) {
    for (auto* button : parent.findChildren<QPushButton*>())
        if (button->text().startsWith(start)) return button;
    return nullptr;
}

}  // namespace

class TestBench : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { test::useTestSettings(); }
    void init() { test::clearSettings(); }

    void degradesAndCompares() {
        Studio studio;
        studio.open();
        setTask(studio, Task::Denoise);
        const auto clean = studio.window.document()->source().photo;
        degrade(studio);
        const LoadedPhoto& source = studio.window.document()->source();
        QVERIFY(source.clean && source.clean->photo->pixels == clean->pixels);
        QCOMPARE(source.clean->path, studio.path);
        QCOMPARE(source.photo->pixels.sample(9, 9, 0), clean->pixels.sample(9, 9, 0) - kNoise);
        QCOMPARE(studio.window.document()->settings().taskNoise(), double(kNoise));
        QVERIFY(studio.window.actions()->againstClean->isEnabled());

        studio.runToTheEnd();
        const ResultPtr result = studio.window.document()->shownResult();
        QVERIFY(result && result->report.psnr && *result->report.psnr > 20);
        for (const LossRecord& record : studio.window.timelinePanel()->loss()->history())
            QVERIFY(record.psnr && record.ssim);
        QVERIFY(studio.window.timelinePanel()->loss()->sizeHint().height() > 5 * 46);
    }

    void lightIsMixedIfAskedFor_data() {
        QTest::addColumn<bool>("inLight");
        QTest::newRow("light") << true;
        QTest::newRow("values") << false;
    }
    /// The dialog has the choice for a blur, and the restoration follows the damage.
    void lightIsMixedIfAskedFor() {
        QFETCH(bool, inLight);
        Studio studio;
        studio.open();
        setTask(studio, Task::Deblur);
        const ImageDocument* before = studio.window.document();
        studio.window.actions()->degrade->trigger();
        DegradeDialog* dialog = nullptr;
        QTRY_VERIFY((dialog = studio.dialog<DegradeDialog>()));
        auto* box = dialog->findChild<QCheckBox*>();
        QVERIFY(box && !box->isChecked());
        box->setChecked(inLight);
        dialog->accept();
        QTRY_VERIFY(studio.window.document() != before);
        const ImageDocument& document = *studio.window.document();
        QCOMPARE(document.source().clean->operation.inLight, inLight);
        QCOMPARE(document.settings().linearLight, inLight ? LinearLight::On : LinearLight::Off);
        studio.runToTheEnd();
        QCOMPARE(studio.script->job().operation.inLight, inLight);
    }

    void pixelsAtRandomAreTheSameAgain() {
        QImage first;
        for (int time = 0; time < 2; ++time) {
            Studio studio;
            studio.open();
            studio.window.actions()->degrade->trigger();
            DegradeDialog* dialog = nullptr;
            QTRY_VERIFY((dialog = studio.dialog<DegradeDialog>()));
            QVERIFY(!dialog->findChildren<QRadioButton*>()[0]->isEnabled());  // nothing is painted
            for (auto* spin : dialog->findChildren<QSpinBox*>())
                if (spin->suffix().contains('%')) spin->setValue(30);
            dialog->accept();
            QTRY_VERIFY(studio.window.document()->source().clean);
            const QImage mask = studio.window.document()->mask().image();
            int marked = 0;
            for (int y = 0; y < mask.height(); ++y)
                for (int x = 0; x < mask.width(); ++x)
                    marked += mask.constScanLine(y)[x] == 255;
            const double share = double(marked) / (mask.width() * mask.height());
            QVERIFY2(std::abs(share - 0.3) < 0.02, qPrintable(QString::number(share)));
            if (time == 0) first = mask;
            QVERIFY(mask == first);
        }
    }

    /// The same names, damage and noise as on the command line; the task, blur and scale follow.
    void degradesInStandardWays_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<double>("noise");  // negative: the damage's own
        QTest::newRow("random pixels") << "drop-50" << -1.0;
        QTest::newRow("random pixels, noisy") << "drop-80" << 12.75;
        QTest::newRow("strokes") << "strokes-12" << -1.0;
        QTest::newRow("blur") << "gaussian-3" << -1.0;
        QTest::newRow("shaken, without noise") << "motion-4" << 0.0;
        QTest::newRow("smaller") << "x3" << 5.0;
        QTest::newRow("noise") << "noise-25" << -1.0;
        QTest::newRow("grain") << "grain" << -1.0;
    }
    void degradesInStandardWays() {
        QFETCH(QString, name);
        QFETCH(double, noise);
        auto script = std::make_shared<test::Script>();
        Studio studio(script);
        studio.open();
        setTask(studio, Task::Deblur);
        const auto clean = studio.window.document()->source().photo;
        const ImageDocument* before = studio.window.document();
        studio.window.actions()->degrade->trigger();
        DegradeDialog* dialog = nullptr;
        QTRY_VERIFY((dialog = studio.dialog<DegradeDialog>()));
        auto* ways = dialog->findChild<QComboBox*>();
        ways->setCurrentIndex(ways->findData(name));
        if (noise >= 0) dialog->findChild<QDoubleSpinBox*>()->setValue(noise);
        constexpr int kSeed = 7;
        dialog->findChild<QSpinBox*>()->setValue(kSeed);
        dialog->accept();
        QTRY_VERIFY(studio.window.document() != before);

        const std::string full =
            name.toStdString() + (noise < 0 ? "" : "+" + QString::number(noise).toStdString());
        const Damage damage = damageFor(full, test::kPhoto.width(), test::kPhoto.height(), kSeed);
        const ImageDocument& document = *studio.window.document();
        QCOMPARE(document.settings().task, damage.operation.task);
        QCOMPARE(document.settings().taskNoise(), noiseToAssume(damage));
        QCOMPARE(document.settings().keepUnmasked, !damage.operation.noise);
        const OperatorSpec repaired = operationOf(document.settings());
        QCOMPARE(repaired.kernel.kind, damage.operation.kernel.kind);
        QVERIFY(repaired.kernel.weights == damage.operation.kernel.weights);
        if (damage.operation.task == Task::Upscale) QCOMPARE(repaired.scale, damage.operation.scale);
        QCOMPARE(document.mask().isEmpty(), damage.mask.isEmpty());
        if (!damage.mask.isEmpty()) {
            ImageBuffer mask;
            test::offGui([&] { mask = toMaskBuffer(document.mask()); });
            QVERIFY(mask == damage.mask);
        }
        QVERIFY(document.source().clean);
        if (damage.isGrain) {
            Photograph expected;
            test::offGui([&] { expected = damaged(*clean, damage, kSeed); });
            QVERIFY(document.source().photo->pixels == expected.pixels);
            QVERIFY(document.source().clean->path.isEmpty());  // no recipe can repeat it
        } else {
            QCOMPARE(script->job().seed, std::uint64_t(kSeed));
            QCOMPARE(script->job().operation.noise.value_or(0), damage.operation.noise.value_or(0));
            QCOMPARE(document.source().clean->path, studio.path);
        }
    }

    void cancellingChangesNothing() {
        Studio studio;
        studio.open();
        const ImageDocument* before = studio.window.document();
        studio.window.actions()->degrade->trigger();
        DegradeDialog* dialog = nullptr;
        QTRY_VERIFY((dialog = studio.dialog<DegradeDialog>()));
        dialog->reject();
        QTest::qWait(50);
        QCOMPARE(studio.window.document(), before);
    }

    void recipeNamesEverything() {
        Studio studio;
        studio.open();
        setTask(studio, Task::Inpaint);
        QVERIFY(!studio.window.actions()->saveRecipe->isEnabled());
        studio.paint();
        degrade(studio);
        studio.runToTheEnd();
        QVERIFY(studio.window.actions()->saveRecipe->isEnabled());
        const QString path = studio.folder.filePath(QStringLiteral("bench.json"));
        const ResultPtr result = studio.window.document()->shownResult();
        test::offGui([&] { saveRecipe(path, {result}, studio.window.document()->source()); });
        const Recipe recipe = readRecipe(path.toStdString());
        QCOMPARE(QString::fromStdString(recipe.photo.path.string()), studio.path);
        QVERIFY(recipe.degradation && recipe.degradation->mask && recipe.stages[0].mask);
        QCOMPARE(*recipe.degradation->operation.noise, double(kNoise));
        QCOMPARE(recipe.resultHash, hashOf(test::pixelsOf(*result)));
        QVERIFY(recipe.stages[0].solver == result->settings.solver());
        QCOMPARE(recipe.psnr, result->report.psnr);
        QVERIFY(readMask(recipe.stages[0].mask->path) == readMask(recipe.degradation->mask->path));
    }

    void whatWasStoppedHasNoRecipe() {
        auto script = std::make_shared<test::Script>();
        script->permits.acquire(999);
        Studio studio(script);
        studio.open();
        setTask(studio, Task::Denoise);
        studio.press();
        QTRY_VERIFY(studio.window.timelinePanel()->isVisible());
        QTRY_COMPARE(script->permits.available(), 0);
        studio.window.controller()->stop();
        QTRY_VERIFY(studio.window.document()->shownResult());
        QVERIFY(!studio.window.actions()->saveRecipe->isEnabled());
    }

    void galleryRunsSeedsAndKeepsOne() {
        auto script = std::make_shared<test::Script>();
        Studio studio(script);
        GalleryWindow* gallery = openGallery(studio);
        QTRY_VERIFY(gallery->isVisible());
        gallery->findChild<QSpinBox*>()->setValue(3);
        buttonNamed(*gallery, QStringLiteral("&Start"))->click();
        QTRY_COMPARE(script->runs.load(), 3);
        QTRY_COMPARE(gallery->count(), 4);  // with the map
        QTRY_VERIFY(!studio.window.controller()->isBusy());
        QCOMPARE(script->job().seed, std::uint64_t(2));
        QVERIFY(studio.window.document()->results().empty());
        QVERIFY(!studio.window.timelinePanel()->isVisible());

        auto* list = gallery->findChild<QListWidget*>();
        list->setCurrentRow(0);
        QCOMPARE(gallery->chosen(), GalleryWindow::kSpread);
        QVERIFY(studio.window.canvas()->showsStep());
        QVERIFY(!buttonNamed(*gallery, QStringLiteral("&Keep"))->isEnabled());
        list->setCurrentRow(2);
        buttonNamed(*gallery, QStringLiteral("&Keep"))->click();
        QCOMPARE(studio.window.document()->results().size(), std::size_t(1));
        QCOMPARE(studio.window.document()->results()[0]->settings.seed, quint64(1));
        QVERIFY(!studio.window.canvas()->showsStep());
        // Kept once more, it is only shown.
        buttonNamed(*gallery, QStringLiteral("&Keep"))->click();
        QCOMPARE(studio.window.document()->results().size(), std::size_t(1));
    }

    void galleryStops() {
        auto script = std::make_shared<test::Script>();
        script->permits.acquire(1000 - 4 - 1);  // one result and a step
        Studio studio(script);
        GalleryWindow* gallery = openGallery(studio);
        buttonNamed(*gallery, QStringLiteral("&Start"))->click();
        QTRY_COMPARE(script->runs.load(), 2);
        QPushButton* stop = buttonNamed(*gallery, QStringLiteral("&Stop"));
        QVERIFY(stop);
        stop->click();
        QTRY_VERIFY(!studio.window.controller()->isBusy());
        QTest::qWait(50);
        QCOMPARE(script->runs.load(), 2);
        QCOMPARE(gallery->count(), 1);
        QVERIFY(buttonNamed(*gallery, QStringLiteral("&Start")));
    }

    void closingTheGalleryStopsIt() {
        auto script = std::make_shared<test::Script>();
        script->permits.acquire(998);
        Studio studio(script);
        GalleryWindow* gallery = openGallery(studio);
        buttonNamed(*gallery, QStringLiteral("&Start"))->click();
        QTRY_COMPARE(script->runs.load(), 1);
        gallery->close();
        QTRY_VERIFY(!studio.window.controller()->isBusy());
        QTest::qWait(50);
        QCOMPARE(script->runs.load(), 1);
    }
};

QTEST_MAIN(TestBench)
#include "test_bench.moc"
