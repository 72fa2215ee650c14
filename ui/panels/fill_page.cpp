// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/fill_page.h"

#include "core/imaging/hug_damage.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QSignalBlocker>

namespace lacuna::ui {

FillPage::FillPage(QWidget* parent)
    : SettingsPanel(parent),
      mFill(new QComboBox(this)),
      mAdvice(makeQuietLabel(tr("A hole is so wide that its most probable fill will be smooth. Borrowed "
                                "texture would look more natural."),
                             this)),
      mGrain(new QComboBox(this)),
      mHug(new QCheckBox(tr("Incl&ude damage around the mask"), this)) {
    mFill->addItem(tr("Most probable"), int(Fill::MostProbable));
    mFill->addItem(tr("Borrowed texture"), int(Fill::Borrowed));
    mGrain->addItem(tr("Where there is grain"), int(Grain::Auto));
    mGrain->addItem(tr("Always"), int(Grain::On));
    mGrain->addItem(tr("Never"), int(Grain::Off));
    for (QComboBox* box : {mFill, mGrain})
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    QGridLayout* form = makeForm(this);
    addFormRow(*form, tr("F&ill"), mFill,
               tr("What goes into the marked areas. Most probable: what the model expects there, which is "
                  "smooth in a wide hole. Borrowed texture: copied from similar places in this photograph; "
                  "the model blends the seams and matches the colours."));
    form->addWidget(mAdvice, form->rowCount(), 1);
    addFormRow(*form, tr("&Grain"), mGrain,
               tr("Adds the grain of the surrounding photograph to the filled areas, so that they don't look "
                  "too clean. Works only while unmarked pixels are kept exactly."));
    form->addWidget(mHug, form->rowCount(), 0, 1, 2);
    mHug->setToolTip(
        tr("Before a run, the mask grows over any rim of damage left around it, by at most %n pixel(s). What "
           "you painted stays as it is.",
           nullptr, kMostRim));
    connect(mFill, &QComboBox::activated, this, [this](int index) {
        mSettings.fill = Fill(mFill->itemData(index).toInt());
        Q_EMIT edited(mSettings, tr("Fill"), Control::None);
    });
    connect(mGrain, &QComboBox::activated, this, [this](int index) {
        mSettings.grain = Grain(mGrain->itemData(index).toInt());
        Q_EMIT edited(mSettings, tr("Grain"), Control::None);
    });
    connect(mHug, &QCheckBox::toggled, this, [this](bool on) {
        mSettings.hug = on;
        Q_EMIT edited(mSettings, tr("Include damage around the mask"), Control::None);
    });
    showAdvice();
}

void FillPage::setWideHole(bool wide) {
    mWide = wide;
    showAdvice();
}

void FillPage::showAdvice() {
    mAdvice->setVisible(mWide && mSettings.fill == Fill::MostProbable);
}

void FillPage::showSettings() {
    const QSignalBlocker quiet(mHug);
    mFill->setCurrentIndex(mFill->findData(int(mSettings.fill)));
    mGrain->setCurrentIndex(mGrain->findData(int(mSettings.grain)));
    mGrain->setEnabled(mSettings.takesGrain());
    mHug->setChecked(mSettings.hug);
    showAdvice();
}

}  // namespace lacuna::ui
