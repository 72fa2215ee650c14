// SPDX-License-Identifier: GPL-3.0-or-later
// Presets, the kernel editor and trying on a region, in the window around a scripted engine.
#include "core/engine/validate.h"
#include "core/operators/kernels.h"
#include "core/operators/task.h"
#include "core/sampling/solver_registry.h"
#include "tests/ui/studio.h"
#include "ui/base/fold_section.h"
#include "ui/base/message_bar.h"
#include "ui/document/change_mask_command.h"
#include "ui/main_window/actions.h"
#include "ui/panels/kernel_grid.h"
#include "ui/panels/kernel_page.h"
#include "ui/panels/preset_row.h"
#include "ui/panels/spectrum_view.h"

#include <QAction>
#include <QComboBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QInputDialog>
#include <QLabel>
#include <QPushButton>
#include <QSet>
#include <QSlider>
#include <QToolButton>

#include <cmath>
#include <random>
#include <set>

using namespace lacuna;
using namespace lacuna::ui;
using test::offGui;
using test::Studio;

namespace {

QString presetFile() {
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) +
           QStringLiteral("/lacuna/presets.json");
}

template <typename Widget>
Widget* named(QWidget& parent, const char* name) {
    for (Widget* each : parent.findChildren<Widget*>()) {
        if (each->accessibleName() == QLatin1String(name)) return each;
    }
    return nullptr;
}

/// As the user chooses it from the list.
void choose(QComboBox& box, const QString& text) {
    const int row = box.findText(text);
    QVERIFY2(row >= 0, qPrintable(text));
    box.setCurrentIndex(row);
    Q_EMIT box.activated(row);
}

void chooseTask(Studio& studio, Task task) {
    RestorationSettings settings = studio.window.document()->settings();
    settings.task = task;
    studio.window.taskPanel()->setSettings(settings, QStringLiteral("Task"));
}

void drag(CanvasView& canvas, QPointF from, QPointF to, Qt::MouseButton button = Qt::LeftButton) {
    QTest::mousePress(&canvas, button, {}, canvas.toWidget(from).toPoint());
    QTest::mouseMove(&canvas, canvas.toWidget((from + to) / 2).toPoint());
    QTest::mouseMove(&canvas, canvas.toWidget(to).toPoint());
    QTest::mouseRelease(&canvas, button, {}, canvas.toWidget(to).toPoint());
}

}  // namespace

class TestTaskPanels : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { test::useTestSettings(); }
    void init() {
        test::clearSettings();
        QFile::remove(presetFile());
    }
    void cleanupTestCase() { QFile::remove(presetFile()); }

    /// Boxes of a column are of one height.
    void boxesAreLevel() {
        Studio studio;
        studio.open();
        for (FoldSection* fold : studio.window.taskPanel()->findChildren<FoldSection*>())
            fold->setOpen(true);
        QSet<int> heights;
        for (const QWidget* box : studio.window.taskPanel()->findChildren<QWidget*>()) {
            if (qobject_cast<const QComboBox*>(box) || qobject_cast<const QAbstractSpinBox*>(box))
                heights << box->sizeHint().height();
        }
        QCOMPARE(heights.size(), 1);
    }

    void strengthIsAPriorPull() {
        Studio studio;
        studio.open();
        studio.paint();
        auto* preset = named<QComboBox>(*studio.window.taskPanel(), "Preset");
        ImageDocument& document = *studio.window.document();
        const double usual = document.settings().solver().values.real("prior_pull");
        choose(*preset, QStringLiteral("Gentle"));
        QVERIFY(document.settings().solver().values.real("prior_pull") < usual);
        studio.runToTheEnd();
        QCOMPARE(studio.script->job().solver.values.real("prior_pull"),
                 document.settings().solver().values.real("prior_pull"));
        choose(*preset, QStringLiteral("Strong"));
        QVERIFY(document.settings().solver().values.real("prior_pull") > usual);
        document.history().undo();
        QCOMPARE(preset->currentText(), QStringLiteral("Gentle"));
    }

    void keepsAndDeletesAPreset() {
        Studio studio;
        studio.open();
        PresetRow* row = studio.window.taskPanel()->presetRow();
        auto* preset = named<QComboBox>(*row, "Preset");
        RestorationSettings settings = studio.window.document()->settings();
        settings.isCustom = true;
        settings.custom.values.set("steps", 37);
        studio.window.taskPanel()->setSettings(settings, QStringLiteral("Steps"));
        QCOMPARE(preset->currentText(), QStringLiteral("Custom"));
        row->askForName();
        auto* dialog = studio.dialog<QInputDialog>();
        QVERIFY(dialog);
        dialog->setTextValue(QStringLiteral("  my posters "));
        dialog->accept();
        QCOMPARE(preset->currentText(), QStringLiteral("my posters"));
        // Another start finds it, for its task only.
        Studio again;
        again.open();
        auto* offered = named<QComboBox>(*again.window.taskPanel(), "Preset");
        choose(*offered, QStringLiteral("my posters"));
        QCOMPARE(again.window.document()->settings().solver().values.integer("steps"), 37);
        chooseTask(again, Task::Denoise);
        QVERIFY(offered->findText(QStringLiteral("my posters")) < 0);
        chooseTask(again, Task::Inpaint);
        Q_EMIT again.window.taskPanel()->presetRow()->removeWanted(QStringLiteral("my posters"));
        QVERIFY(offered->findText(QStringLiteral("my posters")) < 0);
        QCOMPARE(offered->currentText(), QStringLiteral("Custom"));  // its numbers stay
        QVERIFY(readUserPresets(presetFile().toStdString()).empty());
    }

    void brokenPresetFileIsToldAndKept() {
        QDir().mkpath(QFileInfo(presetFile()).path());
        QFile file(presetFile());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{ not JSON");
        file.close();
        Studio studio;
        QVERIFY(studio.window.messageBar()->isVisible());
        QVERIFY(studio.window.messageBar()->message().details.contains(QStringLiteral("presets.json")));
        studio.open();
        Q_EMIT studio.window.taskPanel()->presetRow()->keepWanted(
            {"new", Task::Inpaint, defaultSolver(Task::Inpaint, 0.5)});
        QVERIFY(studio.window.messageBar()->isVisible());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("{ not JSON"));
    }

    /// Radii reach as far as on the command line, and a number beyond that becomes the largest one.
    void typedRadii_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<double>("radius");
        QTest::newRow("usual") << QStringLiteral("12") << 12.0;
        QTest::newRow("beyond the slider") << QStringLiteral("60") << 60.0;
        QTest::newRow("beyond the range") << QStringLiteral("999") << 100.0;
        QTest::newRow("with its unit") << QStringLiteral("999 px") << 100.0;
        QTest::newRow("below the range") << QStringLiteral("0") << 0.5;
    }
    void typedRadii() {
        QFETCH(QString, typed);
        QFETCH(double, radius);
        Studio studio;
        studio.open();
        chooseTask(studio, Task::Deblur);
        choose(*named<QComboBox>(*studio.window.taskPanel(), "Blur"), QStringLiteral("Out of focus (disc)"));
        auto* box = named<QDoubleSpinBox>(*studio.window.taskPanel(), "Radius");
        QVERIFY(box && box->isVisible());
        box->setFocus();
        box->selectAll();
        QTest::keyClicks(box, typed);
        QTest::keyClick(box, Qt::Key_Return);
        QCOMPARE(studio.window.document()->settings().kernel.values.real("radius"), radius);
    }

    void noiseRange() {
        Studio studio;
        studio.open();
        auto* first = named<QDoubleSpinBox>(*studio.window.taskPanel(), "Start noise");
        auto* last = named<QDoubleSpinBox>(*studio.window.taskPanel(), "End noise");
        first->setValue(2.5);
        last->setValue(3);  // above the first: that follows
        const SolverSpec solver = studio.window.document()->settings().solver();
        QCOMPARE(solver.values.real("sigma_min"), 3.0);
        QCOMPARE(solver.values.real("sigma_max"), 3.0);
        QVERIFY(studio.window.document()->settings().isCustom);
        QVERIFY(completed(solver) == solver);
    }

    void arrowBecomesTheMotion_data() {
        QTest::addColumn<QPointF>("to");
        QTest::addColumn<double>("angle");
        QTest::newRow("right") << QPointF(30, 0) << 0.0;
        QTest::newRow("left") << QPointF(-30, 0) << 0.0;
        QTest::newRow("up") << QPointF(0, -30) << 90.0;
        QTest::newRow("up and right") << QPointF(30, -30) << 45.0;
        QTest::newRow("down and right") << QPointF(30, 30) << 135.0;
    }
    void arrowBecomesTheMotion() {
        QFETCH(QPointF, to);
        QFETCH(double, angle);
        Studio studio;
        studio.open();
        chooseTask(studio, Task::Deblur);
        auto* kind = named<QComboBox>(*studio.window.taskPanel(), "Blur");
        choose(*kind, QStringLiteral("Motion"));
        auto* arrow = named<QToolButton>(*studio.window.taskPanel(), "Draw on the photograph");
        QVERIFY(arrow->isVisible());
        arrow->click();
        const QPointF from(80, 60);
        drag(*studio.window.canvas(), from, from + to);
        const KernelSpec& kernel = studio.window.document()->settings().kernel;
        QVERIFY(std::abs(kernel.values.real("length") - std::hypot(to.x(), to.y())) < 1.5);
        QVERIFY(std::abs(kernel.values.real("angle") - angle) < 3);
        QVERIFY(!arrow->isChecked());
        QVERIFY(studio.window.document()->mask().isEmpty());
        // The brush is back.
        studio.paint();
        QVERIFY(!studio.window.document()->mask().isEmpty());
        studio.window.document()->history().undo();
        studio.window.document()->history().undo();
        QCOMPARE(studio.window.document()->settings().kernel.values.real("length"), 15.0);
    }

    void escapeGivesTheArrowUp() {
        Studio studio;
        studio.open();
        chooseTask(studio, Task::Deblur);
        choose(*named<QComboBox>(*studio.window.taskPanel(), "Blur"), QStringLiteral("Motion"));
        auto* arrow = named<QToolButton>(*studio.window.taskPanel(), "Draw on the photograph");
        arrow->click();
        QTest::keyClick(studio.window.canvas(), Qt::Key_Escape);
        QVERIFY(!arrow->isChecked());
        arrow->click();
        studio.window.actions()->lasso->trigger();
        QVERIFY(!arrow->isChecked());
        arrow->click();
        chooseTask(studio, Task::Denoise);
        QVERIFY(!arrow->isChecked());
    }

    void drawsAKernel() {
        Studio studio;
        studio.open();
        chooseTask(studio, Task::Deblur);
        auto* kind = named<QComboBox>(*studio.window.taskPanel(), "Blur");
        choose(*kind, QStringLiteral("Motion"));
        choose(*kind, QStringLiteral("Hand-drawn"));
        auto* grid = studio.window.taskPanel()->findChild<KernelGrid*>();
        QVERIFY(grid->isVisible());
        ImageDocument& document = *studio.window.document();
        const KernelSpec start = document.settings().kernel;
        QVERIFY(start.isWeights());
        QCOMPARE(start.width, grid->side());
        const auto at = [&](int x, int y) {
            const KernelSpec& kernel = document.settings().kernel;
            return kernel.weights[std::size_t(y * kernel.width + x)];
        };
        const int middle = start.width / 2;
        QVERIFY(at(middle - 5, middle) > 0.9F);  // the motion it began with lies level
        QCOMPARE(at(middle, 1), 0.0F);
        const double cell = double(grid->width()) / grid->side();
        const auto place = [cell](int x, int y) { return (QPointF(x + 0.5, y + 0.5) * cell).toPoint(); };
        QTest::mousePress(grid, Qt::LeftButton, {}, place(middle, 1));
        QTest::mouseMove(grid, place(middle, 4));
        QTest::mouseRelease(grid, Qt::LeftButton, {}, place(middle, 4));
        for (int y = 1; y <= 4; ++y)
            QVERIFY(at(middle, y) > 0.7F);
        QTest::mouseClick(grid, Qt::RightButton, {}, place(middle, 2));
        QVERIFY(at(middle, 2) < 0.3F);
        grid->setFocus();
        // Where the pointer was, then one to the right.
        QTest::keyClick(grid, Qt::Key_Right);
        QTest::keyClick(grid, Qt::Key_Space);
        QVERIFY(at(middle + 1, 2) > 0.99F);
        studio.runToTheEnd();
        validate(studio.script->job());
        QVERIFY(studio.script->job().operation.kernel.weights == document.settings().kernel.weights);
    }

    void gridKeepsTheCentre_data() {
        QTest::addColumn<int>("side");
        for (const int side : {3, 15, 31, 63})
            QTest::addRow("%d", side) << side;
    }
    void gridKeepsTheCentre() {
        QFETCH(int, side);
        const KernelSpec gaussian = kernelOf("gaussian", {2});
        const KernelSpec grid = KernelGrid::onGrid(gaussian, side);
        QCOMPARE(grid.width, side);
        const auto most = std::max_element(grid.weights.begin(), grid.weights.end());
        QCOMPARE(*most, 1.0F);
        QCOMPARE(int(most - grid.weights.begin()), side * side / 2);
        const KernelSpec again = KernelGrid::onGrid(grid, side);
        for (std::size_t i = 0; i < grid.weights.size(); ++i)
            QVERIFY(std::abs(again.weights[i] - grid.weights[i]) < 1e-6F);
    }

    /// All kinds of noise but white are measured first; the run gets what was measured, and one undo step
    /// Whatever the task, the lists above and below *Restore* stand in one column.
    void listsStandInOneColumn() {
        Studio studio;
        studio.open();
        for (const Task task : {Task::Inpaint, Task::Deblur, Task::Upscale, Task::Denoise}) {
            chooseTask(studio, task);
            TaskPanel& panel = *studio.window.taskPanel();
            std::set<int> edges;
            for (const QComboBox* list : panel.findChildren<QComboBox*>()) {
                if (list->isVisible()) edges.insert(list->mapTo(&panel, QPoint()).x());
            }
            QVERIFY2(edges.size() == 1, toString(task));
        }
    }

    /// takes it back.
    void measuresGrain() {
        Studio studio;
        offGui([&] {
            // Every pixel is like its neighbour to the right.
            Photograph photo;
            photo.pixels = ImageBuffer(160, 120, 3, Depth::UInt8);
            std::mt19937 random(4);
            std::normal_distribution<double> normal(0, 8);
            for (int y = 0; y < 120; ++y)
                for (int x = 0; x < 160; x += 2) {
                    const int value = int(std::lround(120 + normal(random)));
                    for (int i = 0; i < 6; ++i)
                        photo.pixels.setSample(x + i / 3, y, i % 3, value);
                }
            writePhotograph(photo, studio.path.toStdString());
        });
        studio.open();
        chooseTask(studio, Task::Denoise);
        ImageDocument& document = *studio.window.document();
        const double before = document.settings().taskNoise();
        auto* kind = named<QComboBox>(*studio.window.taskPanel(), "Noise type");
        auto* spectrum = studio.window.taskPanel()->findChild<SpectrumView*>();
        QVERIFY(kind && spectrum && !spectrum->isVisible());
        choose(*kind, QStringLiteral("Grain"));
        QCOMPARE(kind->currentText(), QStringLiteral("White noise"));  // until it is known
        QTRY_COMPARE(document.settings().noiseKind, NoiseKind::Grain);
        QCOMPARE(kind->currentText(), QStringLiteral("Grain"));
        QVERIFY(spectrum->isVisible());
        QVERIFY(std::abs(document.settings().taskNoise() - 8) < 1);
        studio.window.actions()->undo->trigger();
        QCOMPARE(document.settings().noiseKind, NoiseKind::White);
        QCOMPARE(document.settings().taskNoise(), before);
        studio.window.actions()->redo->trigger();
        QCOMPARE(document.settings().noiseKind, NoiseKind::Grain);
        studio.runToTheEnd();
        QCOMPARE(studio.script->job().operation.noiseModel.kind(), NoiseKind::Grain);
        QCOMPARE(studio.script->job().operation.noiseModel.spectrum,
                 document.settings().measuredNoise.spectrum);
        // Back to white and to grain again: nothing has to be measured any more.
        choose(*kind, QStringLiteral("White noise"));
        QCOMPARE(document.settings().noiseKind, NoiseKind::White);
        QVERIFY(document.settings().noiseModel().isWhite() && !spectrum->isVisible());
        choose(*kind, QStringLiteral("Grain"));
        QCOMPARE(document.settings().noiseKind, NoiseKind::Grain);
    }

    /// Measure chooses the kind as well, and says why.
    void measureChoosesTheKind_data() {
        QTest::addColumn<bool>("shared");
        QTest::addColumn<double>("deviation");
        QTest::addColumn<NoiseKind>("kind");
        QTest::addColumn<QString>("words");
        QTest::newRow("grain") << true << 8.0 << NoiseKind::Grain << "Neighbouring pixels share it";
        QTest::newRow("white noise") << false << 8.0 << NoiseKind::White << "share little of it";
        QTest::newRow("next to none") << true << 1.0 << NoiseKind::White << "too faint";
        QTest::newRow("none at all") << true << 0.0 << NoiseKind::White << "Too few flat parts";
    }
    void measureChoosesTheKind() {
        QFETCH(bool, shared);
        QFETCH(double, deviation);
        QFETCH(NoiseKind, kind);
        QFETCH(QString, words);
        Studio studio;
        offGui([&] {
            Photograph photo;
            photo.pixels = ImageBuffer(160, 120, 3, Depth::UInt8);
            std::mt19937 random(4);
            std::normal_distribution<double> normal;
            std::vector<double> own(161 * 121 * 3);
            std::generate(own.begin(), own.end(), [&] { return normal(random); });
            const auto at = [&own](int x, int y, int c) { return own[std::size_t((y * 161 + x) * 3 + c)]; };
            for (int y = 0; y < 120; ++y)
                for (int x = 0; x < 160; ++x)
                    for (int c = 0; c < 3; ++c) {
                        const double noise =
                            shared
                                ? (at(x, y, c) + at(x + 1, y, c) + at(x, y + 1, c) + at(x + 1, y + 1, c)) / 2
                                : at(x, y, c);
                        photo.pixels.setSample(x, y, c, int(std::lround(120 + deviation * noise)));
                    }
            writePhotograph(photo, studio.path.toStdString());
        });
        studio.open();
        chooseTask(studio, Task::Denoise);
        auto* measure = named<QToolButton>(*studio.window.taskPanel(), "Measure noise");
        QVERIFY(measure);
        QTRY_VERIFY(measure->isEnabled());  // the task begins with what is measured unasked
        ImageDocument& document = *studio.window.document();
        QTest::mouseClick(measure, Qt::LeftButton);
        const auto told = [&] {
            for (const QLabel* label : studio.window.taskPanel()->findChildren<QLabel*>()) {
                if (label->isVisible() && label->text().contains(words)) return true;
            }
            return false;
        };
        QTRY_VERIFY(told());
        QCOMPARE(document.settings().noiseKind, kind);
        auto* shown = named<QComboBox>(*studio.window.taskPanel(), "Noise type");
        QCOMPARE(NoiseKind(shown->currentData().toInt()), kind);
    }

    /// A photograph without flat parts keeps white noise, and the panel says why.
    void grainThatCannotBeMeasured() {
        Studio studio;
        offGui([&] {
            Photograph photo;
            photo.pixels = ImageBuffer(160, 120, 3, Depth::UInt8);  // black
            writePhotograph(photo, studio.path.toStdString());
        });
        studio.open();
        chooseTask(studio, Task::Denoise);
        auto* kind = named<QComboBox>(*studio.window.taskPanel(), "Noise type");
        choose(*kind, QStringLiteral("Grain"));
        const auto told = [&] {
            for (const QLabel* label : studio.window.taskPanel()->findChildren<QLabel*>()) {
                if (label->isVisible() && label->text().contains(QStringLiteral("too few flat parts")))
                    return true;
            }
            return false;
        };
        QTRY_VERIFY(told());
        QCOMPARE(studio.window.document()->settings().noiseKind, NoiseKind::White);
        QCOMPARE(kind->currentText(), QStringLiteral("White noise"));
    }

    void triesARegion() {
        Studio studio;
        studio.open();
        chooseTask(studio, Task::Denoise);
        ImageDocument& document = *studio.window.document();
        studio.window.actions()->tryRegion->trigger();
        drag(*studio.window.canvas(), {120, 40}, {139, 55});
        QTRY_VERIFY(studio.script->runs == 1 && !studio.window.controller()->isBusy());
        // The scripted engine was given the part with its surroundings.
        const RestorationJob job = studio.script->job();
        QVERIFY(job.photo.pixels.width() < test::kPhoto.width());
        QVERIFY(job.originX > 0);
        QCOMPARE(document.results().size(), std::size_t(0));
        QVERIFY(!document.hasUnsavedResults());
        // So short a run says nothing about how long the whole photograph will take.
        const QString key = QStringLiteral("speed/%1/0/0").arg(QString::fromStdString(ModelRef{}.nameOrPath));
        QCOMPARE(QSettings().value(key).toDouble(), 100.0);
        // Its picture is where it belongs: brighter there, and nowhere else.
        const auto grey = [&](QPointF place) {
            const QImage seen = studio.window.canvas()->grab().toImage();
            const QPoint at = (studio.window.canvas()->toWidget(place) * seen.devicePixelRatio()).toPoint();
            return qGray(seen.pixel(at));
        };
        const QImage& before = document.source().display.level(0);
        QVERIFY(grey({130.5, 48.5}) > qGray(before.pixel(130, 48)) + 10);
        QVERIFY(std::abs(grey({30.5, 20.5}) - qGray(before.pixel(30, 20))) < 4);
        // What is offered restores all of it.
        MessageBar* bar = studio.window.messageBar();
        QVERIFY(bar->isVisible());
        bar->findChild<QPushButton*>()->click();
        QTRY_COMPARE(document.results().size(), std::size_t(1));
        QCOMPARE(document.results()[0]->display.size(), test::kPhoto);
        QVERIFY(document.results()[0]->region.isNull());
    }

    void escapeTakesTheTrialAway() {
        Studio studio;
        studio.open();
        chooseTask(studio, Task::Denoise);
        studio.window.actions()->tryRegion->trigger();
        drag(*studio.window.canvas(), {60, 40}, {79, 55});
        QTRY_VERIFY(studio.window.messageBar()->isVisible());
        QTest::keyClick(studio.window.canvas(), Qt::Key_Escape);
        QVERIFY(!studio.window.messageBar()->isVisible());
        const QImage seen = studio.window.canvas()->grab().toImage();
        const QPoint at =
            (studio.window.canvas()->toWidget({70.5, 48.5}) * seen.devicePixelRatio()).toPoint();
        const QImage& before = studio.window.document()->source().display.level(0);
        QVERIFY(std::abs(qGray(seen.pixel(at)) - qGray(before.pixel(70, 48))) < 4);
    }

    void regionWithoutAMarkIsTold() {
        Studio studio;
        studio.open();
        studio.paint();  // from (40, 60) to (120, 60)
        studio.window.actions()->tryRegion->trigger();
        drag(*studio.window.canvas(), {10, 5}, {40, 20});
        QTRY_VERIFY(studio.window.messageBar()->isVisible());
        QCOMPARE(studio.script->runs.load(), 0);
        QVERIFY(studio.window.messageBar()->message().kind == Message::Kind::Warning);
    }
};

QTEST_MAIN(TestTaskPanels)
#include "test_task_panels.moc"
