// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/mask_page.h"

#include "ui/base/clamping_spin_box.h"
#include "ui/base/slider_row.h"

#include <QAction>
#include <QCheckBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

namespace lacuna::ui {

MaskPage::MaskPage(const MaskActions& actions, QWidget* parent)
    : SettingsPanel(parent),
      mHint(makeQuietLabel(QString(), this)),
      mRim(new ClampingSpinBox(this)),
      mSensitivity(new SliderRow(tr("Sensitivity"), {0, 100, 100, 1, 0, 1}, tr(" %"), this)),
      mKeep(new QCheckBox(tr("&Keep unmarked pixels exactly"), this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(mHint);
    mFind = makeButton(actions.find);
    mFind->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    layout->addWidget(mFind);
    QGridLayout* form = makeForm(nullptr);
    layout->addLayout(form);
    addFormRow(*form, tr("Sensitivit&y"), mSensitivity,
               tr("How readily something counts as a scratch or dust. Moving this right after a search "
                  "searches again."));
    auto* buttons = new QHBoxLayout;
    auto* rims = new QHBoxLayout;
    for (QHBoxLayout* row : {buttons, rims}) {
        row->setSpacing(4);
        layout->addLayout(row);
    }
    for (QAction* action : actions.whole)
        buttons->addWidget(makeButton(action));
    buttons->addStretch(1);
    for (QAction* action : actions.rim) {
        QToolButton* button = makeButton(action);
        button->setToolButtonStyle(Qt::ToolButtonTextOnly);  // three and the number must fit in one row
        rims->addWidget(button);
    }
    rims->addStretch(1);
    mRim->setRange(1, actions.maxRim);
    mRim->setSuffix(tr(" px"));
    mRim->setKeyboardTracking(false);
    mRim->setAccessibleName(tr("How far to grow, shrink or feather the mask"));
    mRim->setToolTip(tr("How far to grow, shrink or feather the mask, in pixels of the photograph"));
    rims->addWidget(mRim);
    mKeep->setToolTip(
        tr("Pixels that aren't marked stay exactly as they are. Turn this off for a photograph that is noisy "
           "all over, to remove its noise as well."));
    layout->addWidget(mKeep);
    setMarked(false);
    connect(mRim, &QSpinBox::valueChanged, this, &MaskPage::rimEdited);
    connect(mSensitivity, &SliderRow::edited, this,
            [this](double percent) { Q_EMIT sensitivityEdited(percent / 100); });
    connect(mKeep, &QCheckBox::toggled, this, [this](bool on) {
        mSettings.keepUnmasked = on;
        Q_EMIT edited(mSettings, tr("Keep unmarked pixels"), Control::None);
    });
}

QToolButton* MaskPage::makeButton(QAction* action) {
    auto* button = new QToolButton(this);
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setIconSize(QSize(16, 16));
    const auto show = [button, action] {
        button->setText(action->iconText());
        button->setAccessibleName(action->text().remove(QLatin1Char('&')));
    };
    show();
    connect(action, &QAction::changed, button, show);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

void MaskPage::setRim(int pixels) {
    const QSignalBlocker quiet(mRim);
    mRim->setValue(pixels);
}

void MaskPage::setFindMenu(QMenu* menu) {
    mFind->setMenu(menu);
    mFind->setPopupMode(QToolButton::MenuButtonPopup);
}

void MaskPage::setSensitivity(double sensitivity) {
    mSensitivity->setValue(100 * sensitivity);
}

void MaskPage::setMarked(bool anything) {
    mHint->setText(anything ? tr("The marked areas will be filled in from their surroundings.")
                            : tr("Paint over what should be restored: scratches, dust, tears, writing."));
}

void MaskPage::showSettings() {
    const QSignalBlocker quiet(mKeep);
    mKeep->setChecked(mSettings.keepUnmasked);
}

}  // namespace lacuna::ui
