// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QSettings>
#include <QTranslator>

namespace lacuna::ui {

namespace {

const QString kKey = QStringLiteral("window/language");
const QString kFolder = QStringLiteral(":/translations");

/// The language stored in the settings; empty for System.
QString codeOf(Language language) {
    switch (language) {
        case Language::System:
            break;
        case Language::English:
            return QStringLiteral("en");
        case Language::German:
            return QStringLiteral("de");
    }
    return {};
}

bool install(QCoreApplication& app, const QLocale& locale, const QString& name, const QString& folder) {
    auto* translator = new QTranslator(&app);
    if (translator->load(locale, name, QStringLiteral("_"), folder)) {
        QCoreApplication::installTranslator(translator);
        return true;
    }
    delete translator;
    return false;
}

}  // namespace

Language chosenLanguage() {
    const QString code = QSettings().value(kKey).toString();
    for (const Language language : {Language::English, Language::German}) {
        if (code == codeOf(language)) return language;
    }
    return Language::System;
}

void chooseLanguage(Language language) {
    if (language == Language::System) {
        QSettings().remove(kKey);
    } else {
        QSettings().setValue(kKey, codeOf(language));
    }
}

void loadLanguage(QCoreApplication& app, Language language) {
    const QLocale desktop = QLocale::system();
    QLocale locale = desktop;
    if (language != Language::System) {
        locale = QLocale(codeOf(language));
        // Numbers follow the user's country if this language is spoken there.
        if (locale.language() != desktop.language())
            QLocale::setDefault(QLocale(locale.language(), desktop.territory()));
    }
    const QString own = QStringLiteral("lacuna");
    if (!install(app, locale, own, kFolder)) install(app, QLocale(QLocale::English), own, kFolder);
    // If Qt's translations are not installed, the buttons of its own dialogs stay English.
    install(app, QLocale(loadedLanguage()), QStringLiteral("qtbase"),
            QLibraryInfo::path(QLibraryInfo::TranslationsPath));
}

QString loadedLanguage() {
    //: The two letters of this language's code, not the word.
    return QCoreApplication::translate("Language", "en");
}

}  // namespace lacuna::ui
