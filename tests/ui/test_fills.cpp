// SPDX-License-Identifier: GPL-3.0-or-later
// How inpainting fills holes: the choices, what a result suggests, and coarse levels in the timeline.
#include "core/engine/recipe_job.h"
#include "core/engine/validate.h"
#include "core/operators/task.h"
#include "core/sampling/solver_registry.h"
#include "core/trajectory/trajectory.h"
#include "tests/ui/studio.h"
#include "ui/base/message_bar.h"
#include "ui/flows/run_flow.h"
#include "ui/panels/advanced_panel.h"
#include "ui/panels/fill_page.h"
#include "ui/panels/parameter_row.h"
#include "ui/panels/preset_row.h"
#include "ui/panels/run_strip.h"
#include "ui/panels/timeline_panel.h"
#include "ui/panels/timeline_strip.h"
#include "ui/services/save_recipe.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>

#include <algorithm>

using namespace lacuna;
using namespace lacuna::ui;
using test::Studio;

namespace {

QComboBox* box(Studio& studio, const char* name) {
    for (auto* each : studio.window.taskPanel()->fillPage()->findChildren<QComboBox*>())
        if (each->accessibleName() == QLatin1String(name)) return each;
    return nullptr;
}

QCheckBox* hugBox(Studio& studio) {
    return studio.window.taskPanel()->fillPage()->findChild<QCheckBox*>();
}

/// As the user chooses it from the list.
void choose(QComboBox& box, const QString& text) {
    const int row = box.findText(text);
    QVERIFY2(row >= 0, qPrintable(text));
    box.setCurrentIndex(row);
    Q_EMIT box.activated(row);
}

void change(Studio& studio, const std::function<void(RestorationSettings&)>& edit) {
    RestorationSettings settings = studio.window.document()->settings();
    edit(settings);
    studio.window.taskPanel()->setSettings(settings, QStringLiteral("Settings"));
}

QPushButton* messageButton(Studio& studio, const char* text) {
    for (auto* each : studio.window.messageBar()->findChildren<QPushButton*>())
        if (each->isVisible() && each->text() == QLatin1String(text)) return each;
    return nullptr;
}

/// Whether a label of that widget that is seen says so.
bool shows(const QWidget& parent, const char* text) {
    const auto labels = parent.findChildren<QLabel*>();
    return std::any_of(labels.begin(), labels.end(), [text](const QLabel* label) {
        return label->isVisible() && label->text().contains(QString::fromUtf8(text));
    });
}

/// Which of the parameters of coarse levels can be seen.
QStringList levelRows(Studio& studio) {
    QStringList names;
    for (const auto* row : studio.window.taskPanel()->findChildren<ParameterRow*>()) {
        const QString name = QString::fromUtf8(row->parameter().name);
        if (name.startsWith(QLatin1String("level")) && row->isVisibleTo(row->parentWidget())) names << name;
    }
    return names;
}

/// A grey photograph with a bright square, and a mask that misses 2 pixels of it all around.
RunRequest tightMask() {
    auto photo = std::make_shared<Photograph>();
    photo->pixels = ImageBuffer(96, 96, 3, Depth::UInt8);
    for (int y = 0; y < 96; ++y)
        for (int x = 0; x < 96; ++x)
            for (int c = 0; c < 3; ++c)
                photo->pixels.setSample(x, y, c, QRect(30, 30, 24, 24).contains(x, y) ? 240 : 90 + x % 3);
    RunRequest request;
    request.photo = std::shared_ptr<const Photograph>(photo);
    request.mask = MaskLayer(QSize(96, 96));
    for (int y = 32; y < 52; ++y)
        request.mask.fill(y, 32, 51, 255);
    request.mask.changed(request.mask.rect());
    return request;
}

RestorationJob jobOf(const RunRequest& request) {
    RestorationJob job;
    test::offGui([&] { job = makeJob(request, *request.photo.load()); });
    return job;
}

}  // namespace

class TestFills : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { test::useTestSettings(); }
    void init() { test::clearSettings(); }

    void onlyInpaintingHasThem() {
        Studio studio;
        studio.open();
        const QStringList all{QStringLiteral("levels"), QStringLiteral("level_steps"),
                              QStringLiteral("level_noise")};
        for (const TaskRow& row : taskRows()) {
            change(studio, [&](RestorationSettings& settings) { settings.task = row.task; });
            const bool fills = row.mask == MaskUse::Restored;
            QCOMPARE(studio.window.taskPanel()->fillPage()->isVisible(), fills);
            QCOMPARE(levelRows(studio), fills ? all : QStringList());
        }
    }

    void choicesReachTheRun() {
        Studio studio;
        studio.open();
        studio.paint();
        studio.runToTheEnd();
        QCOMPARE(studio.script->job().fill, Fill::MostProbable);
        QCOMPARE(studio.script->job().grain, Grain::Auto);
        choose(*box(studio, "Fill"), QStringLiteral("Borrowed texture"));
        choose(*box(studio, "Grain"), QStringLiteral("Never"));
        QTest::mouseClick(hugBox(studio), Qt::LeftButton, {}, QPoint(8, hugBox(studio)->height() / 2));
        ImageDocument& document = *studio.window.document();
        QVERIFY(document.settings().hug);
        studio.runToTheEnd();
        QCOMPARE(studio.script->job().fill, Fill::Borrowed);
        QCOMPARE(studio.script->job().grain, Grain::Off);
        QVERIFY(document.shownResult()->settings.hug);
        QCOMPARE(document.nameOf(*document.shownResult()), QStringLiteral("Inpaint 2, borrowed texture"));

        const QString path = studio.folder.filePath(QStringLiteral("fill.json"));
        test::offGui([&] { saveRecipe(path, {document.shownResult()}, document.source()); });
        const RecipeStage stage = readRecipe(path.toStdString()).stages.at(0);
        QVERIFY(stage.fill == Fill::Borrowed && stage.grain == Grain::Off && stage.hug);

        // Each is an undo step of its own.
        document.history().undo();
        QVERIFY(!document.settings().hug && !hugBox(studio)->isChecked());
        document.history().undo();
        QCOMPARE(box(studio, "Grain")->currentText(), QStringLiteral("Where there is grain"));
        document.history().undo();
        QCOMPARE(document.settings().fill, Fill::MostProbable);
        QCOMPARE(box(studio, "Fill")->currentText(), QStringLiteral("Most probable"));
        document.history().redo();
        QCOMPARE(document.settings().fill, Fill::Borrowed);
    }

    void huggingGrowsTheMask() {
        RunRequest request = tightMask();
        RestorationJob job = jobOf(request);
        QCOMPARE(job.mask.sample(31, 40, 0), 0);
        request.settings.hug = true;
        job = jobOf(request);
        for (const int at : {30, 31, 52, 53})
            QCOMPARE(job.mask.sample(at, 40, 0), 255);
        QCOMPARE(job.mask.sample(29, 40, 0), 0);
        QCOMPARE(job.mask.sample(54, 40, 0), 0);
        QCOMPARE(int(request.mask.value(0, {31, 40})), 0);  // what the user painted stays
        // In a task that fills nothing the mask means something else.
        request.settings.task = Task::Deblur;
        QCOMPARE(jobOf(request).mask.sample(31, 40, 0), 0);
    }

    /// What is damaged on purpose is what was marked, and not a rim around it.
    void degradingDoesNotHug() {
        Studio studio;
        DegradeRequest request;
        request.run = tightMask();
        request.run.settings.hug = true;
        const auto degraded = studio.window.controller()->degrade(request);
        QTRY_VERIFY(degraded.run()->isOver());
        QCOMPARE(studio.script->job().mask.sample(32, 40, 0), 255);
        QCOMPARE(studio.script->job().mask.sample(31, 40, 0), 0);
    }

    /// Choices made for inpainting are kept, and are in no other task's way.
    void otherTasksLeaveThemOut() {
        RunRequest request = tightMask();
        RestorationSettings& settings = request.settings;
        settings.fill = Fill::Borrowed;
        settings.grain = Grain::On;
        settings.isCustom = true;
        settings.custom = defaultSolver(Task::Inpaint, 0.5);
        settings.custom.values.set("steps", 7);
        QVERIFY(settings.custom.values.integer("levels") > 0);
        for (const TaskRow& row : taskRows()) {
            settings.task = row.task;
            request.mask = row.mask == MaskUse::Restored ? tightMask().mask : MaskLayer();
            const RestorationJob job = jobOf(request);
            validate(job);
            QCOMPARE(job.solver.values.integer("steps"), 7);
            QCOMPARE(job.solver.values.integer("levels") > 0, row.mask == MaskUse::Restored);
            QCOMPARE(job.fill == Fill::Borrowed, row.mask == MaskUse::Restored);
            QCOMPARE(job.grain == Grain::On, row.mask == MaskUse::Restored);
        }
        settings.task = Task::Inpaint;
        QVERIFY(settings.solver().values.integer("levels") > 0);
        // Without kept pixels there is no grain to match.
        settings.keepUnmasked = false;
        request.mask = tightMask().mask;
        validate(jobOf(request));
        QCOMPARE(jobOf(request).grain, Grain::Auto);
    }

    void grainNeedsKeptPixels() {
        Studio studio;
        studio.open();
        QVERIFY(box(studio, "Grain")->isEnabled());
        change(studio, [](RestorationSettings& settings) { settings.keepUnmasked = false; });
        QVERIFY(!box(studio, "Grain")->isEnabled());
    }

    /// In another task, changing a parameter doesn't lose what inpainting's custom settings say of levels.
    void customLevelsOutlastAnotherTask() {
        Studio studio;
        studio.open();
        change(studio, [](RestorationSettings& settings) {
            settings.custom = settings.solver();
            settings.custom.values.set("levels", 2);
            settings.isCustom = true;
        });
        change(studio, [](RestorationSettings& settings) { settings.task = Task::Denoise; });
        for (auto* row : studio.window.taskPanel()->findChildren<ParameterRow*>())
            if (row->parameter().name == std::string("steps") && row->isVisibleTo(row->parentWidget()))
                Q_EMIT row->edited(std::int64_t{5});
        const RestorationSettings settings = studio.window.document()->settings();
        QCOMPARE(settings.solver().values.integer("steps"), 5);
        QCOMPARE(settings.solver().values.integer("levels"), 0);
        QCOMPARE(settings.custom.values.integer("levels"), 2);
    }

    void advisesBeforeARun() {
        auto script = std::make_shared<test::Script>();
        script->hasWideHole = true;
        Studio studio(script);
        studio.open();
        const FillPage& page = *studio.window.taskPanel()->fillPage();
        constexpr auto kAdvice = "A hole is so wide";
        QVERIFY(!shows(page, kAdvice));
        studio.paint();
        QTRY_VERIFY(shows(page, kAdvice));
        choose(*box(studio, "Fill"), QStringLiteral("Borrowed texture"));
        QVERIFY(!shows(page, kAdvice));
        choose(*box(studio, "Fill"), QStringLiteral("Most probable"));
        QVERIFY(shows(page, kAdvice));
        studio.window.document()->history().undo();  // the choice
        studio.window.document()->history().undo();  // the other choice
        studio.window.document()->history().undo();  // the stroke
        QVERIFY(!shows(page, kAdvice));
    }

    void wideHoleSuggestsBorrowing() {
        auto script = std::make_shared<test::Script>();
        script->notes = {{.code = NoteCode::WideHole}};
        Studio studio(script);
        studio.open();
        studio.paint();
        studio.runToTheEnd();
        ImageDocument& document = *studio.window.document();
        const ResultPtr first = document.shownResult();
        MessageBar& bar = *studio.window.messageBar();
        QTRY_VERIFY(bar.isVisible());
        QVERIFY(bar.message().text.contains(QLatin1String("so wide")));
        QVERIFY(bar.message().details.isEmpty());
        // What is painted afterwards belongs to another run.
        studio.window.canvas()->setCompare(Compare::Off);
        QPushButton* button = messageButton(studio, "Try borrowed texture");
        QVERIFY(button);
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(!bar.isVisible());
        QTRY_VERIFY(!studio.window.controller()->isBusy());
        QTRY_COMPARE(document.results().size(), std::size_t(2));
        QCOMPARE(script->job().fill, Fill::Borrowed);
        const ResultPtr second = document.shownResult();
        QVERIFY(second->stage != first->stage && second->parent == first->parent);
        QVERIFY(second->mask == first->mask);
        QVERIFY(document.at(first->stage) == first);  // kept
        QCOMPARE(document.settings().fill, Fill::Borrowed);
        document.history().undo();
        QCOMPARE(document.settings().fill, Fill::MostProbable);
        // It isn't suggested again on the same mask.
        QVERIFY(!bar.isVisible());
        studio.runToTheEnd();
        QTRY_COMPARE(document.results().size(), std::size_t(3));
        QVERIFY(!bar.isVisible());
    }

    void rimSuggestsHugging() {
        auto script = std::make_shared<test::Script>();
        script->notes = {{.code = NoteCode::VisibleRim},
                         {.code = NoteCode::WideHole},
                         {.code = NoteCode::SmallerTiles, .tile = 96}};
        Studio studio(script);
        studio.open();
        studio.paint();
        studio.runToTheEnd();
        MessageBar& bar = *studio.window.messageBar();
        QTRY_VERIFY(bar.isVisible());
        QVERIFY(messageButton(studio, "Try borrowed texture"));
        QVERIFY(bar.message().details.contains(QLatin1String("smaller tiles")));
        QVERIFY(!bar.message().details.contains(QLatin1String("rim")));
        QTest::mouseClick(messageButton(studio, "Include it and run again"), Qt::LeftButton);
        QTRY_VERIFY(!studio.window.controller()->isBusy());
        ImageDocument& document = *studio.window.document();
        QTRY_COMPARE(document.results().size(), std::size_t(2));
        QVERIFY(document.shownResult()->settings.hug && document.settings().hug);
        QCOMPARE(document.shownResult()->settings.fill, Fill::MostProbable);
        // The rim is still there, and hugging was tried: there is nothing more to press for that.
        QTRY_VERIFY(bar.isVisible());
        QVERIFY(bar.message().text.contains(QLatin1String("Grow the mask")));
        QVERIFY(!messageButton(studio, "Include it and run again"));
        QVERIFY(messageButton(studio, "Try borrowed texture"));
    }

    void stoppedRunsSuggestNothing() {
        auto script = std::make_shared<test::Script>();
        script->notes = {{.code = NoteCode::WideHole}};
        script->permits.acquire(1000 - 2);
        Studio studio(script);
        studio.open();
        studio.paint();
        studio.press();
        QTRY_COMPARE(script->permits.available(), 0);
        studio.press();
        QTRY_VERIFY(!studio.window.controller()->isBusy());
        QTRY_COMPARE(studio.window.document()->results().size(), std::size_t(1));
        QVERIFY(!studio.window.messageBar()->isVisible());
    }

    /// The timeline says which level a step belongs to and how large its picture was.
    void timelineNamesLevels() {
        auto script = std::make_shared<test::Script>();
        script->steps = 5;
        script->levels = {2, 2, 1};
        Studio studio(script);
        studio.open();
        studio.paint();
        studio.runToTheEnd();
        TimelinePanel* panel = studio.window.timelinePanel();
        QTRY_COMPARE(panel->strip()->kept(), 5);
        const auto says = [&](int step, const char* words) {
            panel->strip()->setValue(step);
            return shows(*panel, words);
        };
        QVERIFY(says(0, "Step 1 of 5, level 1 of 3, 40 × 30   σ 1"));
        QVERIFY(says(1, "Step 2 of 5, level 1 of 3, 40 × 30   σ 0.5"));
        QVERIFY(says(2, "Step 3 of 5, level 2 of 3, 80 × 60   σ 0.33"));
        QVERIFY(says(4, "Step 5 of 5, level 3 of 3, 160 × 120   σ 0.2"));
        const std::vector<LossRecord>& history = studio.window.document()->shownResult()->report.history;
        QCOMPARE(history[0].level, 2);
        QCOMPARE(history[4].level, 0);
        // Where there are none, the words are as they were.
        script->levels.clear();
        studio.runToTheEnd();
        QTRY_VERIFY(says(1, "Step 2 of 5   σ 0.5"));
    }

    void stripSaysWhatIsCoarse() {
        RunStrip strip;
        strip.begin();
        strip.show();
        Progress progress;
        progress.steps = 9;
        progress.sigma = 0.5;
        progress.level = 2;
        progress.levelWidth = 64;
        progress.levelHeight = 48;
        strip.setProgress(progress);
        QVERIFY(shows(strip, "Step 1 of 9   coarse, 64 × 48   σ 0.5"));
        progress.level = 0;
        strip.setProgress(progress);
        QVERIFY(shows(strip, "Step 1 of 9   σ 0.5"));
    }

    /// Coarse levels of one fill are not those of another, so a branch goes on with the fill it came from.
    void branchKeepsTheFill() {
        Studio studio;
        studio.open();
        studio.paint();
        studio.runToTheEnd();
        const auto trajectory = studio.window.document()->shownResult()->trajectory;
        choose(*box(studio, "Fill"), QStringLiteral("Borrowed texture"));
        studio.window.runFlow()->branch(trajectory, 1);
        QTRY_COMPARE(studio.window.document()->results().size(), std::size_t(2));
        QCOMPARE(studio.script->job().fill, Fill::MostProbable);
        QCOMPARE(studio.window.document()->shownResult()->settings.fill, Fill::MostProbable);
    }
};

QTEST_MAIN(TestFills)
#include "test_fills.moc"
