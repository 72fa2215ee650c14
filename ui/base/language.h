// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QCoreApplication;

namespace lacuna::ui {

/// The studio's language. System: the first of the desktop's languages that the studio knows, else English.
enum class Language { System, English, German };

/// The preference, kept in QSettings.
Language chosenLanguage();
/// Takes effect at the next start.
void chooseLanguage(Language language);

/// Loads the translations of Lacuna and of Qt into `app`, and sets the locale for numbers. Call it once per
/// application, before any text is shown, and after the names for QSettings are set.
void loadLanguage(QCoreApplication& app, Language language = chosenLanguage());

/// The language that was loaded: "en" or "de".
QString loadedLanguage();

}  // namespace lacuna::ui
