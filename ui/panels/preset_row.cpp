// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/preset_row.h"

#include "ui/base/icons.h"

#include <QAction>
#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QMenu>
#include <QSignalBlocker>
#include <QToolButton>

#include <algorithm>
#include <utility>

namespace lacuna::ui {

namespace {
/// Data of list items that aren't a Strength (≥ 0).
constexpr int kUsers = -1;
constexpr int kCustom = -2;
}  // namespace

PresetRow::PresetRow(QWidget* parent)
    : SettingsPanel(parent),
      mPreset(new QComboBox(this)),
      mEffort(new QComboBox(this)),
      mMenu(new QMenu(this)) {
    QGridLayout* form = makeForm(this);
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    mPreset->setParent(row);
    mPreset->setAccessibleName(tr("Preset"));
    mPreset->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    layout->addWidget(mPreset, 1);
    auto* more = new QToolButton(row);
    more->setIcon(themedIcon(QStringLiteral("more")));
    more->setAccessibleName(tr("Save or delete presets"));
    more->setToolTip(tr("Save these settings as a preset, or delete one of yours"));
    more->setPopupMode(QToolButton::InstantPopup);
    more->setFocusPolicy(Qt::TabFocus);
    more->setMenu(mMenu);
    layout->addWidget(more);
    row->setFocusProxy(mPreset);
    addFormRow(*form, tr("&Preset"), row,
               tr("Gentle keeps more of the photograph's texture, and of its noise; strong makes it cleaner "
                  "and smoother. (λ)"));
    mEffort->setPlaceholderText(tr("custom"));
    mEffort->addItem(tr("Quick"), int(Effort::Quick));
    mEffort->addItem(tr("Normal"), int(Effort::Normal));
    mEffort->addItem(tr("Thorough"), int(Effort::Thorough));
    addFormRow(*form, tr("Eff&ort"), mEffort,
               tr("Quick takes half as long but misses fine detail; thorough takes twice as long. (N)"));

    mKeep = mMenu->addAction(tr("&Save as preset …"));
    mRemove = mMenu->addAction(QString());
    connect(mKeep, &QAction::triggered, this, &PresetRow::askForName);
    connect(mRemove, &QAction::triggered, this, [this] {
        if (const UserPreset* preset = current()) Q_EMIT removeWanted(QString::fromStdString(preset->name));
    });
    connect(mPreset, &QComboBox::activated, this, &PresetRow::choose);
    connect(mEffort, &QComboBox::activated, this, [this](int index) {
        mSettings.effort = Effort(mEffort->itemData(index).toInt());
        mSettings.isCustom = false;
        Q_EMIT edited(mSettings, tr("Effort"), Control::None);
    });
}

void PresetRow::setUserPresets(const std::vector<UserPreset>& presets) {
    mUser = presets;
    showSettings();
}

const UserPreset* PresetRow::current() const {
    if (!mSettings.isCustom) return nullptr;
    const auto found = std::find_if(mUser.begin(), mUser.end(), [this](const UserPreset& preset) {
        return preset.task == mSettings.task && preset.solver == mSettings.solver();
    });
    return found == mUser.end() ? nullptr : &*found;
}

void PresetRow::choose(int index) {
    const int kind = mPreset->itemData(index).toInt();
    if (kind == kCustom) return;
    mSettings.isCustom = kind == kUsers;
    if (kind == kUsers) {
        const std::string name = mPreset->itemText(index).toStdString();
        const auto preset = std::find_if(mUser.begin(), mUser.end(), [&](const UserPreset& each) {
            return each.task == mSettings.task && each.name == name;
        });
        if (preset == mUser.end()) return;
        mSettings.custom = preset->solver;
    } else {
        mSettings.strength = Strength(kind);
    }
    Q_EMIT edited(mSettings, tr("Preset"), Control::None);
}

void PresetRow::askForName() {
    auto* dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Save as preset"));
    dialog->setLabelText(tr("Name of the preset:"));
    const UserPreset* now = current();
    dialog->setTextValue(now ? QString::fromStdString(now->name) : QString());
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString& text) {
        const QString name = text.simplified();
        if (name.isEmpty()) return;
        Q_EMIT keepWanted({name.toStdString(), mSettings.task, mSettings.solver()});
    });
    dialog->open();
}

void PresetRow::rebuild() {
    mPreset->clear();
    mPreset->addItem(tr("Gentle"), int(Strength::Gentle));
    mPreset->addItem(tr("Balanced"), int(Strength::Balanced));
    mPreset->addItem(tr("Strong"), int(Strength::Strong));
    bool first = true;
    for (const UserPreset& preset : mUser) {
        if (preset.task != mSettings.task) continue;
        if (std::exchange(first, false)) mPreset->insertSeparator(mPreset->count());
        mPreset->addItem(QString::fromStdString(preset.name), kUsers);
    }
    if (mSettings.isCustom && !current()) mPreset->addItem(tr("Custom"), kCustom);
}

void PresetRow::showSettings() {
    const QSignalBlocker quiet(mPreset);
    rebuild();
    const UserPreset* preset = current();
    if (preset) {
        int row = mPreset->findData(kUsers);
        while (mPreset->itemText(row).toStdString() != preset->name)
            ++row;
        mPreset->setCurrentIndex(row);
    } else {
        mPreset->setCurrentIndex(mPreset->findData(mSettings.isCustom ? kCustom : int(mSettings.strength)));
    }
    mEffort->setCurrentIndex(mSettings.isCustom ? -1 : mEffort->findData(int(mSettings.effort)));
    mRemove->setVisible(preset != nullptr);
    if (preset) mRemove->setText(tr("&Delete preset “%1”").arg(QString::fromStdString(preset->name)));
}

}  // namespace lacuna::ui
