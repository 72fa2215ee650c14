// SPDX-License-Identifier: GPL-3.0-or-later
// What the studio finds out from the photograph itself: damage, and the blur.
#include "core/detect/find_damage.h"
#include "core/io/image_io.h"
#include "tests/ui/fake_engine.h"
#include "tests/ui/off_gui.h"
#include "ui/base/message_bar.h"
#include "ui/base/theme.h"
#include "ui/base/thread_guard.h"
#include "ui/document/image_document.h"
#include "ui/flows/kernel_flow.h"
#include "ui/flows/mask_flow.h"
#include "ui/main_window/actions.h"
#include "ui/main_window/main_window.h"
#include "ui/panels/kernel_estimate_row.h"
#include "ui/panels/kernel_page.h"
#include "ui/panels/task_panel.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <cmath>

using namespace lacuna;
using namespace lacuna::ui;

namespace {

constexpr int kWidth = 240;
constexpr int kHeight = 200;
const QString kProposal = QStringLiteral("Find scratches and dust");

/// A soft slope; `scratched`: with two white scratches and a fainter one.
Photograph photo(bool scratched) {
    Photograph out;
    out.pixels = ImageBuffer(kWidth, kHeight, 3, Depth::UInt8);
    for (int y = 0; y < kHeight; ++y) {
        for (int x = 0; x < kWidth; ++x) {
            int value = 80 + 50 * x / kWidth;
            if (scratched) {
                if (std::abs(x - 60 - y / 3) <= 1) value = 245;
                if (y == 150 && x > 30 && x < 200) value = 240;
                if (std::abs(x + y - 290) <= 1) value += 14;
            }
            for (int c = 0; c < 3; ++c)
                out.pixels.setSample(x, y, c, value - 6 * c);
        }
    }
    return out;
}

struct Studio {
    explicit Studio(const Photograph& picture)
        : window(test::fakeEngine(std::make_shared<test::Script>()), theme) {
        const QString path = folder.filePath(QStringLiteral("photo.png"));
        test::offGui([&] { writePhotograph(picture, path.toStdString()); });
        window.show();
        window.openPath(path);
        QTRY_VERIFY(window.document());
    }
    ImageDocument& document() { return *window.document(); }
    void invert() {
        window.actions()->invertMask->trigger();
        QTRY_VERIFY(!window.maskFlow()->isBusy());
    }
    void find() {
        window.actions()->findDamage->trigger();
        QTRY_VERIFY(!window.maskFlow()->isBusy());
    }
    void setSensitivity(double sensitivity) {
        window.maskFlow()->setSensitivity(sensitivity);
        QTRY_VERIFY(!window.maskFlow()->isBusy());
    }
    int marked() {
        int count = 0;
        for (int y = 0; y < kHeight; ++y) {
            for (int x = 0; x < kWidth; ++x)
                count += document().mask().isMarked({x, y});
        }
        return count;
    }

    QTemporaryDir folder;
    Theme theme;
    MainWindow window;
};

}  // namespace

class TestProposals : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("lacuna-test"));
        QCoreApplication::setApplicationName(QStringLiteral("test_proposals"));
    }
    void init() { QSettings().clear(); }
    void cleanup() { QVERIFY(guiThreadOffences().empty()); }

    void proposesDamageAsOneStep() {
        Studio studio(photo(true));
        studio.find();
        QCOMPARE(studio.document().history().count(), 1);
        QCOMPARE(studio.document().history().undoText(), kProposal);
        QVERIFY(studio.document().mask().isMarked({60, 0}));
        QVERIFY(studio.document().mask().isMarked({120, 150}));
        QVERIFY(!studio.document().mask().isMarked({10, 100}));
        studio.window.actions()->undo->trigger();
        QVERIFY(studio.document().mask().isEmpty());
    }

    void keepsWhatWasMarked() {
        Studio studio(photo(true));
        studio.invert();
        studio.invert();
        studio.find();
        const int found = studio.marked();
        studio.find();  // the same again is no further step
        QCOMPARE(studio.marked(), found);
        QCOMPARE(studio.document().history().count(), 3);
    }

    void sensitivityProposesAnew() {
        Studio studio(photo(true));
        studio.setSensitivity(0);
        QCOMPARE(studio.document().history().count(), 0);  // nothing was asked for yet
        studio.find();
        const int careful = studio.marked();
        studio.setSensitivity(1);
        const int bold = studio.marked();
        QVERIFY2(bold > careful, qPrintable(QStringLiteral("%1, %2").arg(careful).arg(bold)));
        QCOMPARE(studio.document().history().count(), 1);
        studio.setSensitivity(0);
        QCOMPARE(studio.marked(), careful);
        QCOMPARE(studio.document().history().count(), 1);
        studio.window.actions()->undo->trigger();
        QVERIFY(studio.document().mask().isEmpty());
    }

    void kindsCanBeLeftOut() {
        Studio studio(photo(true));
        studio.find();
        const int all = studio.marked();
        const auto toggle = [&](DamageKind kind) {
            for (QAction* action : studio.window.actions()->damageKinds->actions())
                if (action->data().toInt() == int(kind)) action->trigger();
            QTRY_VERIFY(!studio.window.maskFlow()->isBusy());
        };
        toggle(DamageKind::Scratches);
        toggle(DamageKind::Cracks);  // where two lines cross
        QVERIFY(studio.marked() < all / 4);
        toggle(DamageKind::Scratches);
        toggle(DamageKind::Cracks);
        QCOMPARE(studio.marked(), all);
        QCOMPARE(studio.document().history().count(), 1);
        for (QAction* action : studio.window.actions()->largestDamage->actions())
            if (action->data().toInt() == 50) action->trigger();
        QTRY_VERIFY(!studio.window.maskFlow()->isBusy());
        QVERIFY(studio.marked() < all / 4);
    }

    void sensitivityLeavesLaterWorkAlone() {
        Studio studio(photo(true));
        studio.setSensitivity(1);
        studio.find();
        studio.invert();
        const QImage mask = studio.document().mask().image();
        studio.setSensitivity(0.3);
        QVERIFY(studio.document().mask().image() == mask);
        QCOMPARE(studio.document().history().count(), 2);
    }

    void severalMovesOfTheSliderCountOnce() {
        Studio studio(photo(true));
        studio.find();
        for (const double sensitivity : {0.6, 0.8, 1.0})
            studio.window.maskFlow()->setSensitivity(sensitivity);
        QTRY_VERIFY(!studio.window.maskFlow()->isBusy());
        const int marked = studio.marked();
        QCOMPARE(studio.document().history().count(), 1);
        Studio other(photo(true));
        other.setSensitivity(1.0);
        other.find();
        QCOMPARE(other.marked(), marked);
    }

    void saysThatNothingWasFound() {
        Studio studio(photo(false));
        studio.setSensitivity(0);
        studio.find();
        QCOMPARE(studio.document().history().count(), 0);
        QVERIFY(studio.window.messageBar()->isVisible());
        QCOMPARE(studio.window.messageBar()->message().headline,
                 QStringLiteral("No scratches or dust found."));
    }

    void estimatesTheBlur() {
        Studio studio(photo(true));
        auto* row = studio.window.taskPanel()->kernelPage()->estimateRow();
        Q_EMIT row->estimateWanted(9);
        QVERIFY(studio.window.kernelFlow()->isBusy());
        auto* button = row->findChild<QToolButton*>();
        QVERIFY(button->text().startsWith(QLatin1String("Stop")));
        QTRY_VERIFY_WITH_TIMEOUT(!studio.window.kernelFlow()->isBusy(), 60000);
        QCOMPARE(button->text(), QStringLiteral("Estimate the blur"));
        const KernelSpec& kernel = studio.document().settings().kernel;
        QCOMPARE(kernel.kind, KernelSpec::kWeights);
        QCOMPARE(kernel.weights.size(), std::size_t(kernel.width * kernel.height));
        QCOMPARE(studio.document().history().undoText(), QStringLiteral("Estimate the blur"));
        QVERIFY(!row->verdict().isEmpty());
        studio.window.actions()->undo->trigger();
        QVERIFY(row->verdict().isEmpty());
        QVERIFY(studio.document().settings().kernel.kind != KernelSpec::kWeights);
    }

    void estimateStopsWhenAsked() {
        Studio studio(photo(true));
        auto* row = studio.window.taskPanel()->kernelPage()->estimateRow();
        Q_EMIT row->estimateWanted(31);
        Q_EMIT row->stopWanted();
        QTRY_VERIFY(!studio.window.kernelFlow()->isBusy());
        QCOMPARE(studio.document().history().count(), 0);
        QCOMPARE(row->findChild<QToolButton*>()->text(), QStringLiteral("Estimate the blur"));
    }

    void tooSmallAPhotographIsExplained() {
        Studio studio(photo(true));
        Q_EMIT studio.window.taskPanel()->kernelPage()->estimateRow()->estimateWanted(63);
        QTRY_VERIFY(studio.window.messageBar()->isVisible());
        QCOMPARE(studio.window.messageBar()->message().headline,
                 QStringLiteral("The blur could not be estimated."));
        QVERIFY(studio.window.messageBar()->message().text.contains(QLatin1String("too small")));
    }
};

QTEST_MAIN(TestProposals)
#include "test_proposals.moc"
