// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project/missing_text.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <array>

namespace lacuna::ui {

namespace {

using What = Project::Missing::What;

struct Line {
    What what;
    const char* text;
};

/// In the order of importance. %n is how many there are of a kind.
constexpr std::array<Line, 8> kLines = {
    {{What::Photograph, QT_TRANSLATE_NOOP("Missing",
                                          "The photograph in it is damaged. The original file is shown "
                                          "instead or, without that, a grey picture.")},
     {What::Result, QT_TRANSLATE_N_NOOP("Missing", "%n result(s) could not be read.")},
     {What::ResultFacts, QT_TRANSLATE_N_NOOP("Missing", "How %n result(s) were made is no longer known.")},
     {What::Steps, QT_TRANSLATE_N_NOOP("Missing", "The timeline(s) of %n result(s) could not be read.")},
     {What::CleanPhotograph, QT_TRANSLATE_NOOP("Missing", "The undamaged photograph could not be read.")},
     {What::Mask, QT_TRANSLATE_NOOP("Missing", "The mask could not be read.")},
     {What::Settings, QT_TRANSLATE_NOOP("Missing", "The settings could not be read.")},
     {What::Index,
      QT_TRANSLATE_NOOP("Missing", "The list of contents is damaged; names and settings are lost.")}}};

}  // namespace

Message describeMissing(const Project& project, const QString& name) {
    QStringList lines, details;
    for (const Line& line : kLines) {
        const auto count =
            std::count_if(project.missing.begin(), project.missing.end(),
                          [&line](const Project::Missing& missing) { return missing.what == line.what; });
        if (count > 0) lines << QCoreApplication::translate("Missing", line.text, nullptr, int(count));
    }
    for (const Project::Missing& missing : project.missing)
        details << (missing.result.isEmpty() ? missing.detail
                                             : missing.result + QStringLiteral(": ") + missing.detail);
    lines << QCoreApplication::translate("Missing",
                                         "Everything else was opened, and the damaged file is unchanged. "
                                         "Save what you need as a new project.");
    return {Message::Kind::Warning,
            QCoreApplication::translate("Missing", "“%1” was opened, but not all of it.").arg(name),
            lines.join(QLatin1Char(' ')), details.join(QLatin1Char('\n'))};
}

}  // namespace lacuna::ui
