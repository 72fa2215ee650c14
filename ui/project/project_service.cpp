// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project/project_service.h"

#include "ui/project/project_io.h"
#include "ui/project/project_store.h"
#include "ui/services/thumbnail_cache.h"

#include <QFileInfo>

#include <cstdint>
#include <utility>
#include <vector>

namespace lacuna::ui {

namespace {

void storeThumbnail(const QString& path, const Project& project) {
    const DisplayImage& shown = project.shown == ImageDocument::kOriginal
                                    ? project.source.display
                                    : project.results[std::size_t(project.shown)]->display;
    thumbnails::store(path, thumbnails::smallLevel(shown));
}

/// Can be stopped between two parts.
class StoppableSink : public ProjectSink {
  public:
    StoppableSink(ProjectSink& sink, const RunToken& token) : mSink(sink), mToken(token) {}
    bool has(const QString& name) const override { return mSink.has(name); }
    void write(const QString& name, std::vector<std::uint8_t> bytes, bool packed) override {
        mToken.check();
        mSink.write(name, std::move(bytes), packed);
    }
    void finish(const QStringList& names) override {
        mToken.check();
        mSink.finish(names);
    }

  private:
    ProjectSink& mSink;
    const RunToken& mToken;
};

}  // namespace

RunOf<Nothing> ProjectService::save(const QString& path, const Project& project) {
    return mRuns.writing().post(
        {tr("Saving the project “%1” …").arg(QFileInfo(path).fileName()), Run::Kind::Writing},
        [path, project](RunToken& token) {
            ZipSink zip(path);
            StoppableSink sink(zip, token);
            writeProject(project, sink);
            storeThumbnail(path, project);
        });
}

RunOf<Project> ProjectService::open(const QString& path) {
    return mRuns.looking().post(
        {tr("Opening “%1” …").arg(QFileInfo(path).fileName()), Run::Kind::Reading, true},
        [path](RunToken& token) {
            Project project = readProject(ZipSource(path));
            token.check();
            storeThumbnail(path, project);
            return project;
        });
}

RunOf<Nothing> ProjectService::autosave(std::shared_ptr<AutosaveSlot> slot, const Project& project) {
    return mRuns.working().post({{}, Run::Kind::Reading, true},
                                [slot = std::move(slot), project](RunToken& token) {
                                    ProjectFolder folder(slot->folder());
                                    StoppableSink sink(folder, token);
                                    writeProject(project, sink);
                                });
}

RunOf<Project> ProjectService::recover(std::shared_ptr<AutosaveSlot> slot) {
    return mRuns.looking().post(
        {tr("Recovering your work …"), Run::Kind::Reading, true},
        [slot = std::move(slot)](RunToken&) { return readProject(ProjectFolder(slot->folder())); });
}

}  // namespace lacuna::ui
