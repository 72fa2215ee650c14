// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/recipe_job.h"
#include "core/imaging/blend.h"
#include "core/io/image_io.h"
#include "tests/ui/fake_engine.h"
#include "tests/ui/off_gui.h"
#include "ui/base/message_bar.h"
#include "ui/base/primary_button.h"
#include "ui/base/slider_row.h"
#include "ui/base/theme.h"
#include "ui/base/thread_guard.h"
#include "ui/canvas/canvas_view.h"
#include "ui/document/change_mask_command.h"
#include "ui/main_window/main_window.h"
#include "ui/panels/results_panel.h"
#include "ui/panels/task_panel.h"
#include "ui/services/save_recipe.h"

#include <QApplication>
#include <QDoubleSpinBox>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace lacuna;
using namespace lacuna::ui;

/// The window around the real engine: small photographs, few steps.
class TestStudioRun : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("lacuna-test"));
        QCoreApplication::setApplicationName(QStringLiteral("lacuna-test-engine"));
        QSettings().clear();
    }

    void restores_data() {
        QTest::addColumn<int>("task");
        QTest::addColumn<int>("scale");
        QTest::newRow("inpaint") << int(Task::Inpaint) << 1;
        QTest::newRow("deblur") << int(Task::Deblur) << 1;
        QTest::newRow("upscale") << int(Task::Upscale) << 2;
        QTest::newRow("denoise") << int(Task::Denoise) << 1;
    }
    void restores() {
        QFETCH(int, task);
        QFETCH(int, scale);
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("photo.png"));
        test::offGui([&] { writePhotograph(test::makePhoto(96, 64), path.toStdString()); });
        Theme theme;
        MainWindow window(makeSessionEngine, theme);
        window.show();
        window.openPath(path);
        QTRY_VERIFY(window.document());
        ImageDocument& document = *window.document();
        RestorationSettings settings = document.settings();
        settings.task = Task(task);
        settings.custom = settings.solver();
        settings.custom.values.set("steps", 3);
        settings.isCustom = true;
        document.setSettings(settings);
        QImage mask(96, 64, QImage::Format_Grayscale8);
        mask.fill(0);
        for (int y = 20; y < 24; ++y)
            std::fill_n(mask.scanLine(y) + 10, 70, uchar(255));
        document.history().push(new ChangeMaskCommand(document, QString(), MaskLayer(mask)));

        window.taskPanel()->runButton()->click();
        QTRY_VERIFY_WITH_TIMEOUT(!window.controller()->isBusy(), 120'000);
        const Message message = window.messageBar()->message();
        QVERIFY2(!window.messageBar()->isVisible() || message.kind == Message::Kind::Information,
                 qPrintable(message.headline + message.text + message.details));
        QCOMPARE(document.results().size(), std::size_t(1));
        const ImageBuffer& before = document.source().photo->pixels;
        const ImageBuffer after = test::pixelsOf(*document.results()[0]);
        QCOMPARE(QSize(after.width(), after.height()), QSize(96, 64) * scale);
        QCOMPARE(document.results()[0]->display.size(), QSize(96, 64) * scale);
        QTRY_VERIFY(window.canvas()->paintedFrames() > 0);
        if (Task(task) == Task::Inpaint) {
            int changed = 0;
            for (int y = 0; y < 64; ++y) {
                for (int x = 0; x < 96; ++x) {
                    const bool same = before.sample(x, y, 0) == after.sample(x, y, 0);
                    if (mask.constScanLine(y)[x] == 0) QVERIFY(same);
                    changed += !same;
                }
            }
            QVERIFY(changed > 0);
        }
        QVERIFY(guiThreadOffences().empty());
        QVERIFY(guiThreadChecks() > 3);
    }

    void recipeMakesTheSameBits_data() {
        QTest::addColumn<int>("task");
        QTest::newRow("inpaint, what is painted") << int(Task::Inpaint);
        QTest::newRow("deblur") << int(Task::Deblur);
        QTest::newRow("upscale") << int(Task::Upscale);
    }
    /// Degraded and restored in the studio, then computed again from the recipe alone.
    void recipeMakesTheSameBits() {
        QFETCH(int, task);
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("photo.png"));
        test::offGui([&] { writePhotograph(test::makePhoto(97, 63), path.toStdString()); });
        Theme theme;
        MainWindow window(makeSessionEngine, theme);
        window.show();
        window.openPath(path);
        QTRY_VERIFY(window.document());
        RestorationSettings settings = window.document()->settings();
        settings.task = Task(task);
        settings.custom = settings.solver();
        settings.custom.values.set("steps", 3);
        settings.isCustom = true;
        DegradeRequest request;
        request.run = window.document()->request();
        request.run.settings = settings;
        request.path = path;
        request.lost = Task(task) == Task::Inpaint ? 0.2 : 0;
        window.controller()->degrade(request).then(&window, [&window](const DegradedPhoto& made) {
            auto document = std::make_unique<ImageDocument>(made.photo);
            document->setSettings(made.settings);
            if (!made.mask.isNull()) ChangeMaskCommand(*document, QString(), made.mask).redo();
            window.documents().show(window.documents().add(std::move(document)));
        });
        QTRY_VERIFY_WITH_TIMEOUT(window.document()->source().clean, 60'000);
        window.taskPanel()->runButton()->click();
        QTRY_VERIFY_WITH_TIMEOUT(!window.controller()->isBusy(), 120'000);
        const ResultPtr result = window.document()->shownResult();
        QVERIFY(result && result->report.psnr);
        const QString recipePath = folder.filePath(QStringLiteral("recipe.json"));
        test::offGui([&] {
            saveRecipe(recipePath, {result}, window.document()->source());
            const Recipe recipe = readRecipe(recipePath.toStdString());
            Session session;
            FrameSink nobody;
            RunControl control;
            const RecipeStart start = startOf(recipe);
            const Outcome again = session.run(jobOf(recipe, 0, start.photo, start.clean), nobody, control);
            QVERIFY(again.image.pixels == result->photo.load()->pixels);
            QCOMPARE(hashOf(again.image.pixels), recipe.resultHash);
            QCOMPARE(again.report.psnr, recipe.psnr);
        });
    }

    /// Scratches, then grain at 60 %, then size, then a scratch that was overlooked: the recipe of the last
    /// one makes them all again, and the file at the end is of the same kind as the first.
    void chainMakesTheSameBits() {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("photo.png"));
        Photograph deep = test::makePhoto(97, 63);
        deep.pixels = deep.pixels.converted(Depth::UInt16);
        test::offGui([&] { writePhotograph(deep, path.toStdString()); });
        Theme theme;
        MainWindow window(makeSessionEngine, theme);
        window.show();
        window.openPath(path);
        QTRY_VERIFY(window.document());
        ImageDocument& document = *window.document();
        QImage mask(97, 63, QImage::Format_Grayscale8);
        mask.fill(0);
        for (int y = 20; y < 24; ++y)
            std::fill_n(mask.scanLine(y) + 10, 70, uchar(255));
        document.history().push(new ChangeMaskCommand(document, QString(), MaskLayer(mask)));
        for (const Task task : {Task::Inpaint, Task::Denoise, Task::Upscale, Task::Inpaint}) {
            RestorationSettings settings = document.settings();
            settings.task = task;
            settings.isCustom = false;
            settings.custom = settings.solver();
            settings.custom.values.set("steps", 2);
            settings.isCustom = true;
            settings.model.nameOrPath = "photo-fast";
            document.setSettings(settings);
            window.taskPanel()->runButton()->click();
            QTRY_VERIFY_WITH_TIMEOUT(!window.controller()->isBusy(), 120'000);
            const Message message = window.messageBar()->message();
            QVERIFY2(!window.messageBar()->isVisible() || message.kind == Message::Kind::Information,
                     qPrintable(message.headline + message.text + message.details));
            if (task != Task::Denoise) continue;
            auto* blend = window.findChild<ResultsPanel*>()->findChild<SliderRow*>();
            blend->findChild<QDoubleSpinBox*>()->setValue(60);
            QTRY_COMPARE(document.shownResult()->blend, 0.6);
        }
        const Results chain = document.shownChain();
        QCOMPARE(chain.size(), std::size_t(4));
        QCOMPARE(chain.back()->display.size(), 2 * QSize(97, 63));
        QCOMPARE(chain.back()->photo.depth(), Depth::UInt16);
        const QString recipePath = folder.filePath(QStringLiteral("recipe.json"));
        test::offGui([&] {
            saveRecipe(recipePath, chain, document.source());
            const Recipe recipe = readRecipe(recipePath.toStdString());
            Session session;
            FrameSink nobody;
            RunControl control;
            Photograph photo = startOf(recipe).photo;
            for (std::size_t i = 0; i < recipe.stages.size(); ++i) {
                const RestorationJob job = jobOf(recipe, i, photo, {});
                photo = session.run(job, nobody, control).image;
                if (recipe.stages[i].strength < 1)
                    photo.pixels = blended(job.photo.pixels, photo.pixels, recipe.stages[i].strength);
                QVERIFY2(photo.pixels == chain[i]->photo.load()->pixels, qPrintable(QString::number(i)));
            }
            QCOMPARE(hashOf(photo.pixels), recipe.resultHash);
        });
    }
};

QTEST_MAIN(TestStudioRun)
#include "test_studio_run.moc"
