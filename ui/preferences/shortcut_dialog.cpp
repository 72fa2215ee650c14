// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/preferences/shortcut_dialog.h"

#include "ui/base/focus_order.h"
#include "ui/base/screen_room.h"
#include "ui/preferences/shortcuts.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace lacuna::ui {

namespace {

constexpr QSize kSize(520, 600);

QString nameOf(const QAction& action) {
    QString name = action.text().section(QStringLiteral(": "), 0, 0);
    name.remove(QLatin1Char('&'));
    if (name.endsWith(QStringLiteral(" …"))) name.chop(2);
    return name;
}

QString keysOf(const QAction& action) {
    return QKeySequence::listToString(action.shortcuts(), QKeySequence::NativeText);
}

}  // namespace

ShortcutDialog::ShortcutDialog(Shortcuts& shortcuts, QWidget* parent)
    : QDialog(parent),
      mShortcuts(shortcuts),
      mList(new QTreeWidget(this)),
      mKey(new QKeySequenceEdit(this)),
      mWords(new QLabel(this)),
      mClear(new QPushButton(tr("&No key"), this)),
      mDefault(new QPushButton(tr("&Default"), this)) {
    setWindowTitle(tr("Keyboard shortcuts"));
    mList->setHeaderLabels({tr("Command"), tr("Keys")});
    mList->setRootIsDecorated(false);
    mList->setAccessibleName(tr("Commands and their keys"));
    mList->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    mList->header()->setStretchLastSection(false);
    mList->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    mKey->setAccessibleName(tr("New key"));
    mWords->setWordWrap(true);
    mWords->setMinimumHeight(2 * fontMetrics().lineSpacing());
    mWords->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    auto* label = new QLabel(tr("New &key"), this);
    label->setBuddy(mKey);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto* all = buttons->addButton(tr("&Reset all"), QDialogButtonBox::ResetRole);
    for (QPushButton* button : {mClear, mDefault, all})
        button->setAutoDefault(false);

    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(label);
    row->addWidget(mKey, 1);
    row->addWidget(mClear);
    row->addWidget(mDefault);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 12);
    column->setSpacing(12);
    column->addWidget(mList, 1);
    column->addLayout(row);
    column->addWidget(mWords);
    column->addWidget(buttons);
    resize(withinScreen(*this, kSize));

    connect(mList, &QTreeWidget::currentItemChanged, this, &ShortcutDialog::showChosen);
    connect(mKey, &QKeySequenceEdit::editingFinished, this, &ShortcutDialog::take);
    connect(mClear, &QPushButton::clicked, this, [this] { mShortcuts.set(*chosen(), {}); });
    connect(mDefault, &QPushButton::clicked, this, [this] { mShortcuts.reset(*chosen()); });
    connect(all, &QPushButton::clicked, &mShortcuts, &Shortcuts::resetAll);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(&mShortcuts, &Shortcuts::changed, this, &ShortcutDialog::fill);
    fill();
    mList->setCurrentItem(mList->topLevelItem(0));
    orderFocus({this});
}

void ShortcutDialog::fill() {
    const int row = mList->indexOfTopLevelItem(mList->currentItem());
    {
        const QSignalBlocker quiet(mList);
        mList->clear();
        for (const QAction* action : mShortcuts.actions()) {
            auto* item = new QTreeWidgetItem(mList, {nameOf(*action), keysOf(*action)});
            item->setIcon(0, action->icon());
            if (mShortcuts.isDefault(*action)) continue;
            QFont changed = item->font(1);
            changed.setBold(true);
            item->setFont(1, changed);
            item->setData(1, Qt::AccessibleDescriptionRole, tr("changed"));
        }
    }
    mList->setCurrentItem(mList->topLevelItem(row));
    showChosen();
}

QAction* ShortcutDialog::chosen() const {
    const int row = mList->indexOfTopLevelItem(mList->currentItem());
    return row < 0 ? nullptr : mShortcuts.actions()[row];
}

void ShortcutDialog::showChosen() {
    const QAction* action = chosen();
    for (QWidget* widget : std::initializer_list<QWidget*>{mKey, mClear, mDefault})
        widget->setEnabled(action != nullptr);
    const QSignalBlocker quiet(mKey);
    mKey->setKeySequence(action ? action->shortcut() : QKeySequence());
    mDefault->setEnabled(action && !mShortcuts.isDefault(*action));
    mWords->setText(tr("Choose a command, then press its new key here."));
}

void ShortcutDialog::take() {
    QAction* action = chosen();
    const QKeySequence key = Shortcuts::firstKey(mKey->keySequence());
    if (!action || key == action->shortcut()) return showChosen();
    const Shortcuts::Obstacle obstacle = mShortcuts.obstacleTo(*action, key);
    if (mShortcuts.set(*action, key)) return;
    showChosen();
    const QString name = key.toString(QKeySequence::NativeText);
    mWords->setText(obstacle.by
                        ? tr("“%1” already belongs to “%2”. Choose another key, or change that one first.")
                              .arg(name, nameOf(*obstacle.by))
                        : tr("“%1” is reserved: it has a meaning of its own on the photograph or in "
                             "fields. Choose another key.")
                              .arg(name));
}

}  // namespace lacuna::ui
