// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QCoreApplication;

namespace lacuna::ui {

/// What the studio speaks; System: the first of the desktop's languages that it knows, else English.
enum class Language { System, English, German };

/// The preference, kept in QSettings.
Language chosenLanguage();
/// From the next start on.
void chooseLanguage(Language language);

/// Loads the translations of Lacuna and of Qt into `app`, and sets the locale that numbers are written in.
/// Before the first text is asked for; once per application. QSettings must know whose settings it reads.
void loadLanguage(QCoreApplication& app, Language language = chosenLanguage());

/// "en" or "de": what was loaded.
QString loadedLanguage();

}  // namespace lacuna::ui
