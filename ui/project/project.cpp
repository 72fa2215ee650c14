// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project/project.h"

#include "ui/document/change_mask_command.h"

namespace lacuna::ui {

Project snapshot(const ImageDocument& document) {
    Project project;
    project.source = document.source();
    project.mask = document.mask();
    project.settings = document.settings();
    project.results = document.results();
    for (const ResultPtr& result : project.results) {
        project.names.push_back(document.givenName(result->stage));
        project.exported.push_back(document.isSaved(result));
    }
    project.shown = document.shownIndex();
    project.moves = document.history().moves();
    return project;
}

KeptWork keptWork(const Project& project) {
    KeptWork kept{project.mask, project.settings, {}, project.names, project.moves};
    for (const ResultPtr& result : project.results)
        kept.results.push_back(result->id);
    return kept;
}

std::unique_ptr<ImageDocument> makeDocument(const Project& project) {
    auto document = std::make_unique<ImageDocument>(project.source);
    document->setSettings(project.settings);
    if (!project.mask.isNull()) ChangeMaskCommand(*document, QString(), project.mask).redo();
    for (std::size_t i = 0; i < project.results.size(); ++i) {
        document->insertResult(int(i), project.results[i]);
        if (!project.names[i].isEmpty()) document->setGivenName(project.results[i]->stage, project.names[i]);
        if (project.exported[i]) document->markSaved(project.results[i]);
    }
    if (project.shown >= 0)
        document->show(indexOfStage(document->results(), project.results[std::size_t(project.shown)]->stage));
    return document;
}

}  // namespace lacuna::ui
