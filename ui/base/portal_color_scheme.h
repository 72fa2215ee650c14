// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusVariant>
#include <QObject>
#include <QString>

#include <optional>

namespace lacuna::ui {

/// The desktop's light or dark preference, from the XDG settings portal (org.freedesktop.appearance,
/// color-scheme), queried asynchronously. Unset if there is no portal or it has no preference.
class PortalColorScheme : public QObject {
    Q_OBJECT

  public:
    explicit PortalColorScheme(QObject* parent = nullptr);
    std::optional<bool> isDark() const { return mDark; }

  Q_SIGNALS:
    void changed();

  private Q_SLOTS:
    void settingChanged(const QString& group, const QString& key, const QDBusVariant& value);

  private:
    void take(const QVariant& value);

    std::optional<bool> mDark;
};

}  // namespace lacuna::ui
