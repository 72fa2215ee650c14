// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/start/drop_area.h"

#include "core/io/formats.h"
#include "ui/base/contrast.h"
#include "ui/base/quiet_label.h"
#include "ui/base/theme.h"

#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace lacuna::ui {

DropArea::DropArea(QWidget* parent) : QWidget(parent) {
    setMinimumHeight(132);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    auto* words = new QLabel(tr("Drop a photograph here"), this);
    words->setAlignment(Qt::AlignCenter);
    QStringList names;
    for (const std::string& name : readableNames())
        names << QString::fromStdString(name);
    auto* formats = new QuietLabel(QLocale().createSeparatedList(names), this);
    formats->setAlignment(Qt::AlignCenter);
    formats->setWordWrap(true);
    auto* button = new QPushButton(tr("&Open a photograph …"), this);
    button->setAccessibleName(tr("Open photograph"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(4);
    layout->addStretch(1);
    layout->addWidget(words);
    layout->addWidget(formats);
    layout->addSpacing(8);
    layout->addWidget(button, 0, Qt::AlignHCenter);
    layout->addStretch(1);
    connect(button, &QPushButton::clicked, this, &DropArea::clicked);
}

void DropArea::setActive(bool active) {
    mActive = active;
    update();
}

void DropArea::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor accent = accentMark(palette());
    QPen pen(mActive ? accent : Theme::quietText(palette()), mActive ? 2 : 1.2, Qt::CustomDashLine);
    pen.setDashPattern({4, 4});
    painter.setPen(pen);
    if (mActive) painter.setBrush(QColor(accent.red(), accent.green(), accent.blue(), 30));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 8, 8);
}

}  // namespace lacuna::ui
