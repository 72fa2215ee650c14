// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/language_chooser.h"

#include "ui/base/language.h"
#include "ui/base/quiet_label.h"

#include <QComboBox>
#include <QVBoxLayout>

namespace lacuna::ui {

LanguageChooser::LanguageChooser(QWidget* parent) : QWidget(parent), mList(new QComboBox(this)) {
    // Every language has its own name, so that people who read only that one can find it.
    mList->addItem(tr("Same as the desktop"), int(Language::System));
    mList->addItem(QStringLiteral("English"), int(Language::English));
    mList->addItem(QStringLiteral("Deutsch"), int(Language::German));
    mList->setAccessibleName(tr("Language"));
    mList->setCurrentIndex(mList->findData(int(chosenLanguage())));
    auto* later = new QuietLabel(tr("Takes effect when Lacuna is restarted."), this);
    later->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(mList);
    column->addWidget(later);
    setFocusProxy(mList);
    connect(mList, &QComboBox::activated, this, [this, later, before = mList->currentIndex()](int index) {
        chooseLanguage(Language(mList->itemData(index).toInt()));
        later->setVisible(index != before);
    });
}

}  // namespace lacuna::ui
