// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/focus_order.h"

#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QGridLayout>
#include <QScrollArea>
#include <QSplitter>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace lacuna::ui {

namespace {

void collect(QWidget* widget, QList<QWidget*>& found);

/// By row and column if the layout is a grid.
void collect(const QLayout& layout, QList<QWidget*>& found) {
    std::vector<std::pair<std::array<int, 2>, QLayoutItem*>> items;
    const auto* grid = qobject_cast<const QGridLayout*>(&layout);
    for (int i = 0; i < layout.count(); ++i) {
        std::array<int, 2> place{0, i};
        int rows = 0, columns = 0;
        if (grid) grid->getItemPosition(i, &place[0], &place[1], &rows, &columns);
        items.emplace_back(place, layout.itemAt(i));
    }
    std::stable_sort(items.begin(), items.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [place, item] : items) {
        if (item->widget()) {
            collect(item->widget(), found);
        } else if (item->layout()) {
            collect(*item->layout(), found);
        }
    }
}

void collect(QWidget* widget, QList<QWidget*>& found) {
    if (!widget) return;
    if (widget->focusPolicy() & Qt::TabFocus) found << widget;
    if (const auto* area = qobject_cast<QScrollArea*>(widget)) {
        collect(area->widget(), found);
    } else if (const auto* split = qobject_cast<QSplitter*>(widget)) {
        for (int i = 0; i < split->count(); ++i)
            collect(split->widget(i), found);
    } else if (qobject_cast<QAbstractSpinBox*>(widget) || qobject_cast<QComboBox*>(widget) ||
               qobject_cast<QAbstractSlider*>(widget) || qobject_cast<QAbstractItemView*>(widget)) {
        return;  // its children have no focus of their own
    } else if (widget->layout()) {
        collect(*widget->layout(), found);
    }
}

}  // namespace

void orderFocus(const QList<QWidget*>& widgets) {
    QList<QWidget*> found;
    for (QWidget* widget : widgets)
        collect(widget, found);
    for (qsizetype i = 1; i < found.size(); ++i)
        QWidget::setTabOrder(found[i - 1], found[i]);
}

}  // namespace lacuna::ui
