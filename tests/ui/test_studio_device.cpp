// SPDX-License-Identifier: GPL-3.0-or-later
// The whole studio on a machine with a GPU that is the CPU in truth: the window's thread never asks a device
// for anything.
#include "core/engine/model_pool.h"
#include "core/session.h"
#include "tests/core/engine/fake_devices.h"
#include "tests/ui/studio.h"
#include "ui/services/session_engine.h"

#include <mutex>
#include <thread>

using namespace lacuna;
using namespace lacuna::ui;

namespace {

/// Says that it is a GPU, and runs out of memory when told.
class Devices : public lacuna::test::FakeDevices {
  public:
    std::atomic<bool> runsOut{false};

    void restartPeak(const std::string& id) override {
        FakeDevices::restartPeak(id);
        if (id != "cpu" && runsOut) throw std::bad_alloc();
    }
    std::uint64_t peakBytes(const std::string& id) override { return FakeDevices::peakBytes(id) + 5'600'000; }
};

}  // namespace

class TestStudioDevice : public QObject {
    Q_OBJECT

  private:
    struct Window {
        Window()
            : devices(std::make_shared<Devices>()),
              window(
                  [devices = devices] {
                      return makeSessionEngine(
                          std::make_unique<Session>(std::make_shared<ModelPool>(), devices));
                  },
                  theme) {
            const QString path = folder.filePath(QStringLiteral("photo.png"));
            ui::test::offGui([&] { writePhotograph(ui::test::makePhoto(96, 64), path.toStdString()); });
            window.show();
            window.openPath(path);
        }
        /// Denoises with the small network, in so many steps.
        void choose(int steps) {
            RestorationSettings settings = window.document()->settings();
            settings.task = Task::Denoise;
            settings.model.nameOrPath = LACUNA_TEST_DATA "/parity/drunet_color.pth";
            settings.custom = settings.solver();
            settings.custom.values.set("steps", steps);
            settings.isCustom = true;
            window.document()->setSettings(settings);
        }
        void press() { QTest::mouseClick(window.taskPanel()->runButton(), Qt::LeftButton); }

        QTemporaryDir folder;
        std::shared_ptr<Devices> devices;
        Theme theme;
        MainWindow window;
    };

    /// The studio is closed before its devices are asked who called.
    static void requireAnotherThread(std::unique_ptr<Window>& at) {
        const std::shared_ptr<Devices> devices = at->devices;
        at.reset();
        QVERIFY(!devices->callers.empty());
        QVERIFY(!devices->callers.contains(std::this_thread::get_id()));
    }

  private Q_SLOTS:
    void initTestCase() { ui::test::useTestSettings(); }
    void init() { ui::test::clearSettings(); }

    void aRunWithItsView() {
        auto at = std::make_unique<Window>();
        QTRY_VERIFY(at->window.document());
        at->choose(3);
        at->press();
        QTRY_VERIFY_WITH_TIMEOUT(at->window.document()->results().size() == 1, 60'000);
        QTRY_VERIFY(!at->window.controller()->isBusy());
        const Report& report = at->window.document()->results()[0]->report;
        QCOMPARE(report.device, std::string("cuda:0"));
        QCOMPARE(report.peakBytes, std::uint64_t(5'600'000));
        QTRY_VERIFY(at->window.canvas()->paintedFrames() > 0);
        // A second run goes on from what is shown; undone and closed.
        at->press();
        QTRY_VERIFY_WITH_TIMEOUT(at->window.document()->results().size() == 2, 60'000);
        at->window.document()->history().undo();
        requireAnotherThread(at);
    }

    void aRunThatIsStopped() {
        auto at = std::make_unique<Window>();
        QTRY_VERIFY(at->window.document());
        at->choose(1000);
        at->press();
        QTRY_VERIFY_WITH_TIMEOUT(at->window.canvas()->paintedFrames() > 0, 60'000);
        at->window.controller()->stop();
        QTRY_VERIFY_WITH_TIMEOUT(!at->window.controller()->isBusy(), 60'000);
        requireAnotherThread(at);
    }

    void aLackOfMemory() {
        auto at = std::make_unique<Window>();
        QTRY_VERIFY(at->window.document());
        at->choose(3);
        at->devices->runsOut = true;
        at->press();
        QTRY_VERIFY_WITH_TIMEOUT(at->window.document()->results().size() == 1, 60'000);
        QCOMPARE(at->window.document()->results()[0]->report.device, std::string("cpu"));
        requireAnotherThread(at);
    }
};

QTEST_MAIN(TestStudioDevice)
#include "test_studio_device.moc"
