// SPDX-License-Identifier: GPL-3.0-or-later
// Denoising begins with the noise that the photograph has.
#include "tests/ui/studio.h"
#include "ui/document/change_settings_command.h"
#include "ui/document/image_document.h"
#include "ui/flows/noise_flow.h"
#include "ui/main_window/actions.h"
#include "ui/panels/noise_row.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
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

/// The same with grain that isn't equally strong everywhere, as in a scan of an old photograph: grey, or with
/// colours.
Photograph scanned(bool hasColours) {
    constexpr int kSide = 256;
    std::mt19937 random(5);
    std::normal_distribution<double> normal;
    std::vector<double> white((kSide + 2) * (kSide + 2));
    for (double& value : white)
        value = normal(random);
    Photograph out;
    out.pixels = ImageBuffer(kSide, kSide, 3, Depth::UInt8);
    for (int y = 0; y < kSide; ++y)
        for (int x = 0; x < kSide; ++x) {
            double grain = 0;
            for (int v = 0; v < 3; ++v)
                for (int u = 0; u < 3; ++u)
                    grain += (u == 1 ? 2 : 1) * (v == 1 ? 2 : 1) *
                             white[std::size_t((y + v) * (kSide + 2) + x + u)] / 6;
            grain *= 6 * std::pow(1.4, (2 * x >= kSide ? 1 : 0) + (2 * y >= kSide ? 2 : 0));
            for (int c = 0; c < 3; ++c) {
                const double colour = hasColours ? 20 * (c - 1) * std::sin(0.02 * (x - y)) : 0;
                out.pixels.setSample(x, y, c,
                                     std::clamp(int(std::lround(60 + 0.5 * x + colour + grain)), 0, 255));
            }
        }
    return out;
}

/// The window with such a photograph open.
struct NoisyStudio : Studio {
    explicit NoisyStudio(double levels) : NoisyStudio(noisy(levels)) {}
    explicit NoisyStudio(const Photograph& photo) {
        offGui([&] { writePhotograph(photo, path.toStdString()); });
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

QPushButton* offered(NoisyStudio& studio) {
    return studio.window.taskPanel()->noiseRow()->findChild<QPushButton*>();
}

void choose(QComboBox& box, const QString& text) {
    box.setCurrentText(text);
    Q_EMIT box.activated(box.currentIndex());
}

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

    /// Grain is what --noise auto would remove, too: its white noise is next to nothing.
    void beginsWithTheGrainOfAnOldPhotograph() {
        NoisyStudio studio(scanned(false));
        studio.choose(Task::Denoise);
        studio.settle();
        QVERIFY(studio.document().settings().noiseKind != NoiseKind::White);
        QVERIFY2(studio.level() > 5 && studio.level() < 15, qPrintable(QString::number(studio.level())));
        QVERIFY2(studio.words().contains(QLatin1String("black-and-white film")), qPrintable(studio.words()));
        QVERIFY(!offered(studio)->isVisible());
    }

    /// With colours, it may be texture as well: said, and taken with one click that can be undone.
    void offersWhatMayBeGrain_data() {
        QTest::addColumn<bool>("asked");
        QTest::addRow("with the task") << false;
        QTest::addRow("measured again") << true;
    }
    void offersWhatMayBeGrain() {
        QFETCH(bool, asked);
        NoisyStudio studio(scanned(true));
        studio.choose(Task::Denoise);
        studio.settle();
        if (asked) {
            for (auto* button : studio.window.taskPanel()->findChildren<QToolButton*>())
                if (button->accessibleName() == QLatin1String("Measure noise"))
                    QTest::mouseClick(button, Qt::LeftButton);
            studio.settle();
        }
        const double white = studio.level();
        QCOMPARE(studio.document().settings().noiseKind, NoiseKind::White);
        QVERIFY2(studio.words().contains(QLatin1String("This may be grain of")), qPrintable(studio.words()));
        QVERIFY2(!studio.words().contains(QLatin1String("hardly any noise")), qPrintable(studio.words()));
        auto* const take = offered(studio);
        QVERIFY(take->isVisible());
        QTest::mouseClick(take, Qt::LeftButton);
        QVERIFY(studio.document().settings().noiseKind != NoiseKind::White);
        QVERIFY(!studio.document().settings().noiseModel().spectrum.empty());
        QVERIFY2(studio.level() > 5 && studio.level() < 15, qPrintable(QString::number(studio.level())));
        QVERIFY2(studio.words().contains(QLatin1String("texture rather than grain")),
                 qPrintable(studio.words()));
        QVERIFY(!take->isVisible());
        studio.document().history().undo();
        QCOMPARE(studio.document().settings().noiseKind, NoiseKind::White);
        QCOMPARE(studio.level(), white);
        // Choosing another kind by hand takes the level that was measured for it.
        choose(*studio.window.taskPanel()->noiseRow()->findChild<QComboBox*>(), QStringLiteral("Grain"));
        QVERIFY2(studio.level() > 5, qPrintable(QString::number(studio.level())));
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
