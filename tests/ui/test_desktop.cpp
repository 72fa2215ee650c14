// SPDX-License-Identifier: GPL-3.0-or-later
// No sleep during a run, and a notification after a long one: against services on a bus of its own.
#include "tests/ui/studio.h"
#include "ui/flows/desktop_flow.h"
#include "ui/main_window/actions.h"
#include "ui/services/desktop_notice.h"
#include "ui/services/keep_awake.h"

#include <QAction>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusUnixFileDescriptor>
#include <QProcess>
#include <QSignalSpy>

#include <fcntl.h>
#include <memory>
#include <unistd.h>

using namespace lacuna;
using namespace lacuna::ui;
using test::Studio;

namespace {
const QString kPortal = QStringLiteral("org.freedesktop.portal.Desktop");
const QString kLogind = QStringLiteral("org.freedesktop.login1");
const QString kNotifications = QStringLiteral("org.freedesktop.Notifications");
}  // namespace

/// The object that stands for one request to stay awake.
class FakeRequest : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Request")

  public:
    int closed = 0;

  public Q_SLOTS:
    void Close() { ++closed; }
};

class FakePortal : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Inhibit")

  public:
    uint flags = 0;
    QVariantMap options;
    int asked = 0;

  public Q_SLOTS:
    QDBusObjectPath Inhibit(const QString&, uint wanted, const QVariantMap& given) {
        ++asked;
        flags = wanted;
        options = given;
        return QDBusObjectPath(QStringLiteral("/org/freedesktop/portal/desktop/request/lacuna/1"));
    }
};

/// Gives one end of a pipe away. Whoever holds it keeps the computer awake.
class FakeLogind : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.login1.Manager")

  public:
    QString what, mode;
    int end = -1;

    ~FakeLogind() override {
        if (end >= 0) ::close(end);
    }
    bool isLocked() const {
        char byte = 0;
        return end >= 0 && ::read(end, &byte, 1) < 0;  // would block; 0 when nobody holds the other end
    }

  public Q_SLOTS:
    QDBusUnixFileDescriptor Inhibit(const QString& kinds, const QString&, const QString&,
                                    const QString& how) {
        what = kinds;
        mode = how;
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) return {};
        if (end >= 0) ::close(end);
        end = ends[0];
        const QDBusUnixFileDescriptor given(ends[1]);  // a copy
        ::close(ends[1]);
        return given;
    }
};

class FakeNotifications : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

  public:
    QStringList titles, texts;
    QList<uint> replaced, closed;

  public Q_SLOTS:
    uint Notify(const QString&, uint replaces, const QString&, const QString& title, const QString& text,
                const QStringList&, const QVariantMap&, int) {
        titles << title;
        texts << text;
        replaced << replaces;
        return 7;
    }
    void CloseNotification(uint id) { closed << id; }
};

class TestDesktop : public QObject {
    Q_OBJECT

  public:
    TestDesktop() {
        mBus.start(QStringLiteral("dbus-daemon"), {QStringLiteral("--session"), QStringLiteral("--nofork"),
                                                   QStringLiteral("--print-address=1")});
        if (!mBus.waitForStarted() || !mBus.waitForReadyRead()) return;
        mAddress = QString::fromLatin1(mBus.readLine().trimmed());
        qputenv("DBUS_SESSION_BUS_ADDRESS", mAddress.toLatin1());
        qputenv("DBUS_SYSTEM_BUS_ADDRESS", mAddress.toLatin1());
    }
    ~TestDesktop() override {
        mBus.kill();
        mBus.waitForFinished();
    }

  private Q_SLOTS:
    void initTestCase() {
        if (mBus.state() != QProcess::Running) QSKIP("dbus-daemon is not installed");
        test::useTestSettings();
    }
    void init() {
        test::clearSettings();
        mDesktop = std::make_unique<QDBusConnection>(
            QDBusConnection::connectToBus(mAddress, QStringLiteral("desktop")));
        QVERIFY(mDesktop->isConnected());
    }
    void cleanup() {
        for (const QString& service : {kPortal, kLogind, kNotifications})
            mDesktop->unregisterService(service);
        QDBusConnection::disconnectFromBus(QStringLiteral("desktop"));
        mDesktop.reset();
    }

    void portalKeepsAwake() {
        FakePortal portal;
        FakeRequest request;
        serve(portal, request);
        KeepAwake awake;
        awake.hold(QStringLiteral("because"));
        awake.hold(QStringLiteral("because"));
        QVERIFY(!awake.isHeld());  // it doesn't wait
        QTRY_VERIFY(awake.isHeld());
        QCOMPARE(portal.asked, 1);
        QCOMPARE(portal.flags, 4U);  // suspend
        QCOMPARE(portal.options.value(QStringLiteral("reason")).toString(), QStringLiteral("because"));
        awake.release();
        QTRY_COMPARE(request.closed, 1);
        QVERIFY(!awake.isHeld());
    }

    /// A run that ends before the desktop has answered.
    void answerComesTooLate() {
        FakePortal portal;
        FakeRequest request;
        serve(portal, request);
        KeepAwake awake;
        awake.hold(QStringLiteral("because"));
        awake.release();
        QTRY_COMPARE(request.closed, 1);
        QVERIFY(!awake.isHeld());
    }

    void logindWithoutAPortal() {
        FakeLogind logind;
        serve(logind);
        KeepAwake awake;
        awake.hold(QStringLiteral("because"));
        QTRY_VERIFY(awake.isHeld() && logind.isLocked());
        QCOMPARE(logind.what, QStringLiteral("sleep:idle"));
        QCOMPARE(logind.mode, QStringLiteral("block"));
        awake.release();
        QTRY_VERIFY(!logind.isLocked());
    }

    void letsGoWhenTheProgramDies() {
        FakeLogind logind;
        serve(logind);
        QProcess program;
        program.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--hold")});
        QTRY_VERIFY(logind.isLocked());
        program.kill();
        QVERIFY(program.waitForFinished());
        QTRY_VERIFY(!logind.isLocked());
    }

    void nothingThere() {
        KeepAwake awake;
        awake.hold(QStringLiteral("because"));
        QTest::qWait(100);
        QVERIFY(!awake.isHeld());
        DesktopNotice notice;
        notice.show(QStringLiteral("title"), QStringLiteral("text"));
        QTest::qWait(100);
        notice.withdraw();
    }

    void noticeIsReplacedAndAnswered() {
        FakeNotifications desktop;
        serve(desktop);
        DesktopNotice notice;
        QSignalSpy clicks(&notice, &DesktopNotice::clicked);
        notice.show(QStringLiteral("first"), QStringLiteral("<b> & co.png"));
        QTRY_COMPARE(desktop.titles.size(), 1);
        QCOMPARE(desktop.texts[0], QStringLiteral("&lt;b&gt; &amp; co.png"));
        QTest::qWait(50);
        notice.show(QStringLiteral("second"), QString());
        QTRY_COMPARE(desktop.replaced, (QList<uint>{0, 7}));
        click(3);
        QTest::qWait(50);
        QCOMPARE(clicks.count(), 0);
        click(7);
        QTRY_COMPARE(clicks.count(), 1);
        notice.withdraw();
        QTRY_COMPARE(desktop.closed, QList<uint>{7});
    }

    void aRun_data() {
        QTest::addColumn<double>("isLong");
        QTest::addColumn<int>("notices");
        QTest::newRow("long") << 0.0 << 1;
        QTest::newRow("short") << 3600.0 << 0;
    }
    /// The studio holds the desktop awake during a run, and only then.
    void aRun() {
        QFETCH(double, isLong);
        QFETCH(int, notices);
        FakePortal portal;
        FakeRequest request;
        serve(portal, request);
        FakeNotifications desktop;
        serve(desktop);
        Studio studio;
        auto* flow = studio.window.findChild<DesktopFlow*>();
        QVERIFY(flow);
        flow->setLongRun(isLong);
        studio.open();
        studio.paint();
        QCOMPARE(portal.asked, 0);
        studio.window.hide();  // the user is elsewhere
        QApplication::setActiveWindow(nullptr);
        QVERIFY(!QApplication::activeWindow());
        studio.window.actions()->restore->trigger();
        QTRY_VERIFY(!studio.window.controller()->isBusy());
        QTRY_COMPARE(portal.asked, 1);
        QTRY_COMPARE(request.closed, 1);
        QTest::qWait(100);
        QCOMPARE(desktop.titles.size(), notices);
        if (notices > 0) QVERIFY(desktop.texts[0].contains(QLatin1String("photo.png")));
    }

  private:
    void serve(FakePortal& portal, FakeRequest& request) {
        QVERIFY(mDesktop->registerObject(QStringLiteral("/org/freedesktop/portal/desktop"), &portal,
                                         QDBusConnection::ExportAllSlots));
        QVERIFY(mDesktop->registerObject(QStringLiteral("/org/freedesktop/portal/desktop/request/lacuna/1"),
                                         &request, QDBusConnection::ExportAllSlots));
        QVERIFY(mDesktop->registerService(kPortal));
    }
    void serve(FakeLogind& logind) {
        QVERIFY(mDesktop->registerObject(QStringLiteral("/org/freedesktop/login1"), &logind,
                                         QDBusConnection::ExportAllSlots));
        QVERIFY(mDesktop->registerService(kLogind));
    }
    void serve(FakeNotifications& desktop) {
        QVERIFY(mDesktop->registerObject(QStringLiteral("/org/freedesktop/Notifications"), &desktop,
                                         QDBusConnection::ExportAllSlots));
        QVERIFY(mDesktop->registerService(kNotifications));
    }
    void click(uint id) {
        QDBusMessage signal = QDBusMessage::createSignal(QStringLiteral("/org/freedesktop/Notifications"),
                                                         kNotifications, QStringLiteral("ActionInvoked"));
        signal.setArguments({id, QStringLiteral("default")});
        mDesktop->send(signal);
    }

    QProcess mBus;
    QString mAddress;
    std::unique_ptr<QDBusConnection> mDesktop;
};

int main(int argc, char** argv) {
    if (argc == 2 && qstrcmp(argv[1], "--hold") == 0) {
        QCoreApplication app(argc, argv);
        KeepAwake awake;
        awake.hold(QStringLiteral("until killed"));
        return QCoreApplication::exec();
    }
    TestDesktop test;  // the bus has to be there before anything asks for it
    QApplication app(argc, argv);
    return QTest::qExec(&test, argc, argv);
}
#include "test_desktop.moc"
