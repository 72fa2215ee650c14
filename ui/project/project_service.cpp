// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project/project_service.h"

#include "ui/project/project_io.h"
#include "ui/project/project_store.h"
#include "ui/services/thumbnail_cache.h"

#include <utility>

namespace lacuna::ui {

namespace {

void storeThumbnail(const QString& path, const Project& project) {
    const DisplayImage& shown = project.shown == ImageDocument::kOriginal
                                    ? project.source.display
                                    : project.results[std::size_t(project.shown)]->display;
    thumbnails::store(path, thumbnails::smallLevel(shown));
}

}  // namespace

ProjectService::ProjectService(QObject* parent) : QObject(parent), mThread(QStringLiteral("projects")) {}

void ProjectService::run(std::function<std::function<void()>()> work,
                         std::function<void(const Failure&)> failed) {
    mThread.post([this, work = std::move(work), failed = std::move(failed)] {
        std::function<void()> answer;
        try {
            answer = work();
        } catch (...) {
            answer = [failed, failure = currentFailure()] { failed(failure); };
        }
        // Dropped with this object, should it go first.
        QMetaObject::invokeMethod(this, std::move(answer));
    });
}

void ProjectService::save(const QString& path, const Project& project) {
    ++mSaves;
    run(
        [this, path, project] {
            ZipSink sink(path);
            writeProject(project, sink);
            storeThumbnail(path, project);
            return [this, path, project] {
                --mSaves;
                Q_EMIT saved(path, project);
            };
        },
        [this](const Failure& failure) {
            --mSaves;
            Q_EMIT saveFailed(failure);
        });
}

void ProjectService::open(const QString& path) {
    run(
        [this, path] {
            const Project project = readProject(ZipSource(path));
            storeThumbnail(path, project);
            return [this, path, project] { Q_EMIT opened(path, project); };
        },
        [this, path](const Failure& failure) { Q_EMIT openFailed(path, failure); });
}

void ProjectService::autosave(std::shared_ptr<AutosaveSlot> slot, const Project& project) {
    run(
        [this, slot = std::move(slot), project] {
            ProjectFolder folder(slot->folder());
            writeProject(project, folder);
            return [this, path = slot->folder()] { Q_EMIT autosaved(path); };
        },
        [this](const Failure& failure) { Q_EMIT autosaveFailed(failure); });
}

void ProjectService::recover(std::shared_ptr<AutosaveSlot> slot) {
    run(
        [this, slot = std::move(slot)] {
            const Project project = readProject(ProjectFolder(slot->folder()));
            return [this, project] { Q_EMIT recovered(project); };
        },
        [this](const Failure& failure) { Q_EMIT recoverFailed(failure); });
}

}  // namespace lacuna::ui
