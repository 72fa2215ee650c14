// SPDX-License-Identifier: GPL-3.0-or-later
// Denoising begins with the noise that the photograph has.
#include "tests/ui/studio.h"
#include "ui/document/change_settings_command.h"
#include "ui/document/image_document.h"
#include "ui/flows/noise_flow.h"
#include "ui/main_window/actions.h"
#include "ui/panels/noise_row.h"

#include <QAction>
#include <QLabel>
#include <QToolButton>

#include <algorithm>
#include <cmath>
#include <random>

using namespace lacuna;
using namespace lacuna::ui;
using namespace lacuna::ui::test;

namespace {

constexpr double kStart = 15;
const auto kDenoise = std::size_t(Task::Denoise);

/// A soft slope with white noise of so many levels.
Photograph noisy(double levels) {
    Photograph out;
    out.pixels = ImageBuffer(kPhoto.width(), kPhoto.height(), 3, Depth::UInt8);
    std::mt19937 random(3);
    std::normal_distribution<double> normal(0, levels);
    for (int y = 0; y < kPhoto.height(); ++y)
        for (int x = 0; x < kPhoto.width(); ++x)
            for (int c = 0; c < 3; ++c)
                out.pixels.setSample(x, y, c,
                                     std::clamp(int(std::lround(100 + 0.2 * x + normal(random))), 0, 255));
    return out;
}

/// The window with such a photograph open.
struct NoisyStudio : Studio {
    explicit NoisyStudio(double levels) {
        offGui([&] { writePhotograph(noisy(levels), path.toStdString()); });
        open();
    }
    ImageDocument& document() { return *window.document(); }
    double level() { return document().settings().noise[kDenoise]; }
    void choose(Task task) {
        for (auto* button : window.taskPanel()->findChildren<QToolButton*>())
            if (button->text() == taskName(task)) return QTest::mouseClick(button, Qt::LeftButton);
        QFAIL("no such task");
    }
    void settle() { QTRY_VERIFY(!window.noiseFlow()->isBusy()); }
    QString words() {
        QStringList all;
        for (const auto* label : window.taskPanel()->noiseRow()->findChildren<QLabel*>())
            if (label->isVisibleTo(window.taskPanel())) all << label->text();
        return all.join(QLatin1Char('\n'));
    }
};

}  // namespace

class TestNoiseFlow : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { useTestSettings(); }
    void init() { clearSettings(); }

    void beginsWithWhatWasMeasured_data() {
        QTest::addColumn<double>("levels");
        QTest::addColumn<double>("least");
        QTest::addColumn<double>("most");
        QTest::addColumn<QString>("words");
        QTest::addRow("clean") << 0.0 << 0.1 << 1.0 << QStringLiteral("hardly any noise");
        QTest::addRow("some") << 6.0 << 5.0 << 7.0 << QStringLiteral("Measured in this photograph.");
        QTest::addRow("much") << 25.0 << 21.0 << 29.0 << QStringLiteral("Measured in this photograph.");
    }
    void beginsWithWhatWasMeasured() {
        QFETCH(double, levels);
        QFETCH(double, least);
        QFETCH(double, most);
        QFETCH(QString, words);
        NoisyStudio studio(levels);
        QCOMPARE(studio.level(), kStart);
        studio.choose(Task::Denoise);
        QVERIFY(studio.window.noiseFlow()->isBusy());
        studio.settle();
        QVERIFY2(studio.level() >= least && studio.level() <= most,
                 qPrintable(QString::number(studio.level())));
        QVERIFY2(studio.words().contains(words), qPrintable(studio.words()));
        // It is no step of its own: undoing takes back the task, and redoing comes to the measured level.
        const double measured = studio.level();
        studio.document().history().undo();
        QVERIFY(studio.document().settings().task != Task::Denoise);
        studio.document().history().redo();
        QCOMPARE(studio.document().settings().task, Task::Denoise);
        QCOMPARE(studio.level(), measured);
        QVERIFY(!studio.window.noiseFlow()->isBusy());
    }

    void otherTasksKeepTheirLevel() {
        NoisyStudio studio(25);
        const std::vector<double> before = studio.document().settings().noise;
        studio.choose(Task::Deblur);
        QVERIFY(!studio.window.noiseFlow()->isBusy());
        QCOMPARE(studio.document().settings().noise, before);
    }

    /// What somebody has set stays, whether before, during or after the measurement.
    void whatWasSetStays_data() {
        QTest::addColumn<QString>("when");
        QTest::newRow("before") << "before";
        QTest::newRow("during") << "during";
        QTest::newRow("after") << "after";
    }
    void whatWasSetStays() {
        QFETCH(QString, when);
        NoisyStudio studio(25);
        const auto set = [&] {
            RestorationSettings settings = studio.document().settings();
            settings.noise[kDenoise] = 7;
            studio.document().history().push(
                new ChangeSettingsCommand(studio.document(), QStringLiteral("Noise"), settings, 0));
        };
        if (when == QLatin1String("before")) set();
        studio.choose(Task::Denoise);
        if (when == QLatin1String("during")) {
            QVERIFY(studio.window.noiseFlow()->isBusy());
            set();
        }
        studio.settle();
        if (when == QLatin1String("after")) set();
        QTest::qWait(300);
        QCOMPARE(studio.level(), 7.0);
        studio.choose(Task::Inpaint);
        studio.choose(Task::Denoise);
        studio.settle();
        QTest::qWait(300);
        QCOMPARE(studio.level(), 7.0);
    }

    /// A recipe, a preset or a result brings its own settings, even if its noise is the start value.
    void settingsThatComeWithTheTaskStay() {
        NoisyStudio studio(25);
        RestorationSettings recipe = studio.document().settings();
        recipe.task = Task::Denoise;
        recipe.seed = 77;
        studio.window.taskPanel()->setSettings(recipe, QStringLiteral("Recipe"));
        QVERIFY(!studio.window.noiseFlow()->isBusy());
        QCOMPARE(studio.level(), kStart);
    }

    /// Somebody who restores at once gets the level that was there, and it isn't changed behind their back.
    void aRunKeepsItsLevel() {
        NoisyStudio studio(25);
        studio.script->permits.acquire(1000);
        studio.choose(Task::Denoise);
        studio.press();
        studio.settle();
        QTest::qWait(300);
        QCOMPARE(studio.level(), kStart);
        studio.script->permits.release(1000);
        QTRY_VERIFY(!studio.window.controller()->isBusy());
    }
};

QTEST_MAIN(TestNoiseFlow)
#include "test_noise_flow.moc"
