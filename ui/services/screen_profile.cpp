// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/screen_profile.h"

#include "core/base/log.h"
#include "core/io/colour.h"

#include <QDBusConnection>
#include <QDBusInterface>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusReply>
#include <QEvent>
#include <QFile>
#include <QGuiApplication>
#include <QScreen>
#include <QWidget>
#include <QWindow>

#include <utility>

#ifdef LACUNA_HAS_XCB
#include <cstdlib>
#include <xcb/xcb.h>
#endif

namespace lacuna::ui {

namespace {

using Bytes = std::vector<std::uint8_t>;

ProfileBytes usable(Bytes bytes) {
    if (!isRgbProfile(bytes)) return nullptr;
    return std::make_shared<const Bytes>(std::move(bytes));
}

ProfileBytes fromFile(const QString& path) {
    constexpr qint64 kLargest = 64 << 20;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > kLargest) return nullptr;
    const QByteArray bytes = file.readAll();
    ProfileBytes profile = usable(Bytes(bytes.begin(), bytes.end()));
    if (!profile) log::debug("the screen's colour profile can't be used: " + path.toStdString());
    return profile;
}

#ifdef LACUNA_HAS_XCB
struct Freed {
    void operator()(void* reply) const { std::free(reply); }
};

/// ICC Profiles in X: the property is on the root window; screens after the first have a number.
ProfileBytes fromX(int screen) {
    int number = 0;
    xcb_connection_t* connection = xcb_connect(nullptr, &number);
    ProfileBytes profile;
    if (!xcb_connection_has_error(connection)) {
        xcb_screen_iterator_t roots = xcb_setup_roots_iterator(xcb_get_setup(connection));
        for (; number > 0 && roots.rem > 1; --number)
            xcb_screen_next(&roots);
        const std::string name = screen == 0 ? "_ICC_PROFILE" : "_ICC_PROFILE_" + std::to_string(screen);
        const std::unique_ptr<xcb_intern_atom_reply_t, Freed> atom(xcb_intern_atom_reply(
            connection, xcb_intern_atom(connection, 1, std::uint16_t(name.size()), name.c_str()), nullptr));
        constexpr std::uint32_t kWords = 16U << 20;
        if (atom && atom->atom != XCB_ATOM_NONE) {
            const std::unique_ptr<xcb_get_property_reply_t, Freed> value(
                xcb_get_property_reply(connection,
                                       xcb_get_property(connection, 0, roots.data->root, atom->atom,
                                                        XCB_GET_PROPERTY_TYPE_ANY, 0, kWords),
                                       nullptr));
            if (value && value->format == 8) {
                const auto* first = static_cast<const std::uint8_t*>(xcb_get_property_value(value.get()));
                profile = usable(Bytes(first, first + xcb_get_property_value_length(value.get())));
            }
        }
    }
    xcb_disconnect(connection);
    return profile;
}
#endif

/// colord, which GNOME and others keep the screens' profiles in.
ProfileBytes fromColord(const QString& output) {
    constexpr int kPatience = 2000;  // ms
    const QString service = QStringLiteral("org.freedesktop.ColorManager");
    QDBusConnection bus = QDBusConnection::systemBus();
    if (!bus.isConnected()) return nullptr;
    const auto property = [&](const QDBusObjectPath& object, const char* interface, const char* name) {
        QDBusMessage call = QDBusMessage::createMethodCall(
            service, object.path(), QStringLiteral("org.freedesktop.DBus.Properties"), QStringLiteral("Get"));
        call << QLatin1String(interface) << QLatin1String(name);
        const QDBusReply<QDBusVariant> reply = bus.call(call, QDBus::Block, kPatience);
        return reply.isValid() ? reply.value().variant() : QVariant();
    };
    QDBusMessage find =
        QDBusMessage::createMethodCall(service, QStringLiteral("/org/freedesktop/ColorManager"), service,
                                       QStringLiteral("FindDeviceByProperty"));
    find << QStringLiteral("XRANDR_name") << output;
    const QDBusReply<QDBusObjectPath> device = bus.call(find, QDBus::Block, kPatience);
    if (!device.isValid()) return nullptr;
    const auto profiles = qdbus_cast<QList<QDBusObjectPath>>(
        property(device.value(), "org.freedesktop.ColorManager.Device", "Profiles"));
    if (profiles.isEmpty()) return nullptr;
    const QString path =
        property(profiles.front(), "org.freedesktop.ColorManager.Profile", "Filename").toString();
    return path.isEmpty() ? nullptr : fromFile(path);
}

ProfileBytes ofDesktop(const QString& platform, int screen, const QString& output) {
    ProfileBytes profile;
#ifdef LACUNA_HAS_XCB
    if (platform == QLatin1String("xcb")) profile = fromX(screen);
#else
    static_cast<void>(screen);
#endif
    const bool onDesktop = platform == QLatin1String("xcb") || platform.startsWith(QLatin1String("wayland"));
    if (!profile && onDesktop) profile = fromColord(output);
    return profile;
}

}  // namespace

QString ScreenProfile::srgb() {
    return QStringLiteral("srgb");
}

ScreenProfile::ScreenProfile(QObject* parent) : QObject(parent), mThread(QStringLiteral("screen profile")) {}

void ScreenProfile::setChoice(const QString& choice) {
    if (choice == mChoice && mLast > 0) return;
    mChoice = choice;
    look();
}

void ScreenProfile::watch(QWidget& window) {
    mWindow = &window;
    window.installEventFilter(this);
}

bool ScreenProfile::eventFilter(QObject* watched, QEvent* event) {
    const bool moved = event->type() == QEvent::Move || event->type() == QEvent::Show ||
                       event->type() == QEvent::ScreenChangeInternal;
    if (watched == mWindow && moved && mWindow->screen() != mScreen) look();
    return QObject::eventFilter(watched, event);
}

void ScreenProfile::look() {
    mScreen = mWindow ? mWindow->screen() : nullptr;
    const int number = mScreen ? int(QGuiApplication::screens().indexOf(mScreen)) : 0;
    const QString output = mScreen ? mScreen->name() : QString();
    mThread.post(
        [this, id = ++mLast, choice = mChoice, platform = QGuiApplication::platformName(), number, output] {
            ProfileBytes profile;
            if (choice.isEmpty()) {
                profile = ofDesktop(platform, std::max(0, number), output);
            } else if (choice != srgb()) {
                profile = fromFile(choice);
            }
            QMetaObject::invokeMethod(this, [this, id, profile] {
                if (id == mLast) Q_EMIT found(profile);
            });
        });
}

}  // namespace lacuna::ui
