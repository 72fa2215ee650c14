// SPDX-License-Identifier: GPL-3.0-or-later
// The desktop's light or dark, from a settings portal on a bus of its own.
#include "ui/base/portal_color_scheme.h"

#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QFile>
#include <QProcess>
#include <QSocketNotifier>
#include <QTest>

#include <cstdio>

using namespace lacuna::ui;

namespace {
const QString kService = QStringLiteral("org.freedesktop.portal.Desktop");
const QString kPath = QStringLiteral("/org/freedesktop/portal/desktop");
const QString kInterface = QStringLiteral("org.freedesktop.portal.Settings");
const QString kGroup = QStringLiteral("org.freedesktop.appearance");
}  // namespace

/// What a desktop's portal answers, wrapped in a second variant as xdg-desktop-portal does.
class FakePortal : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")

  public:
    uint scheme = 0;

  public Q_SLOTS:
    QDBusVariant Read(const QString& group, const QString& key) {
        if (group != kGroup || key != QLatin1String("color-scheme")) return QDBusVariant(QVariant(99U));
        return QDBusVariant(QVariant::fromValue(QDBusVariant(scheme)));
    }
};

/// The portal is a program of its own, this one with a word: it answers Read() with the scheme that follows
/// the word, and sends what it is told, in lines of group, key and value, and says so.
int servePortal(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    FakePortal portal;
    portal.scheme = QByteArray(argv[2]).toUInt();
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.registerObject(kPath, &portal, QDBusConnection::ExportAllSlots) ||
        !bus.registerService(kService))
        return 1;
    QFile in, out;
    if (!in.open(stdin, QIODevice::ReadOnly) || !out.open(stdout, QIODevice::WriteOnly)) return 1;
    out.write("ready\n");
    out.flush();
    QSocketNotifier told(fileno(stdin), QSocketNotifier::Read);
    QObject::connect(&told, &QSocketNotifier::activated, &app, [&] {
        const QList<QByteArray> words = in.readLine().simplified().split(' ');
        if (words.size() != 3) return app.quit();
        QDBusMessage signal = QDBusMessage::createSignal(kPath, kInterface, QStringLiteral("SettingChanged"));
        signal.setArguments({QString::fromLatin1(words[0]), QString::fromLatin1(words[1]),
                             QVariant::fromValue(QDBusVariant(words[2].toUInt()))});
        bus.send(signal);
        out.write("sent\n");
        out.flush();
    });
    return app.exec();
}

class TestPortal : public QObject {
    Q_OBJECT

  public:
    TestPortal() {
        mBus.start(QStringLiteral("dbus-daemon"), {QStringLiteral("--session"), QStringLiteral("--nofork"),
                                                   QStringLiteral("--print-address=1")});
        if (mBus.waitForStarted() && mBus.waitForReadyRead())
            qputenv("DBUS_SESSION_BUS_ADDRESS", mBus.readLine().trimmed());
    }
    ~TestPortal() override {
        mBus.kill();
        mBus.waitForFinished();
    }

  private Q_SLOTS:
    void initTestCase() {
        if (mBus.state() != QProcess::Running) QSKIP("dbus-daemon is not installed");
    }
    void cleanup() {
        mPortal.closeWriteChannel();
        QVERIFY(mPortal.waitForFinished());
    }

    void asksAndFollows() {
        serve("1");
        PortalColorScheme scheme;
        QVERIFY(!scheme.isDark());  // it doesn't wait
        QTRY_VERIFY(scheme.isDark() && *scheme.isDark());
        tell("org.freedesktop.appearance color-scheme 2");
        QTRY_VERIFY(scheme.isDark() && !*scheme.isDark());
        tell("org.freedesktop.appearance accent-color 1");
        tell("org.example color-scheme 1");
        tell("org.freedesktop.appearance color-scheme 0");
        QTRY_VERIFY(!scheme.isDark());
    }

    void noPreference() {
        serve("0");
        PortalColorScheme scheme;
        QTest::qWait(200);
        QVERIFY(!scheme.isDark());
        tell("org.freedesktop.appearance color-scheme 1");
        QTRY_VERIFY(scheme.isDark() && *scheme.isDark());
    }

  private:
    void serve(const char* scheme) {
        mPortal.start(QCoreApplication::applicationFilePath(),
                      {QStringLiteral("--portal"), QLatin1String(scheme)});
        QVERIFY(mPortal.waitForReadyRead());
        QCOMPARE(mPortal.readLine(), QByteArray("ready\n"));
    }
    void tell(const char* words) {
        mPortal.write(words);
        mPortal.write("\n");
        QVERIFY(mPortal.waitForReadyRead());
        QCOMPARE(mPortal.readLine(), QByteArray("sent\n"));
    }

    QProcess mBus;
    QProcess mPortal;
};

int main(int argc, char** argv) {
    if (argc == 3 && qstrcmp(argv[1], "--portal") == 0) return servePortal(argc, argv);
    QCoreApplication app(argc, argv);
    TestPortal test;  // the bus has to be there before anything asks for it
    return QTest::qExec(&test, argc, argv);
}
#include "test_portal.moc"
