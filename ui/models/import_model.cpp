// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/import_model.h"

#include "core/base/cause.h"
#include "core/base/run_control.h"
#include "core/checkpoints/checkpoint.h"
#include "core/checkpoints/model_description.h"
#include "core/files/atomic_file.h"
#include "core/files/mapped_file.h"
#include "core/models/load_denoiser.h"
#include "core/models/model_catalog.h"
#include "ui/base/thread_guard.h"

#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdint>
#include <system_error>
#include <vector>

namespace lacuna::ui {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPiece = std::size_t{4} << 20;

/// The file or folder that is one model: of a file that other files explain, the folder of them all.
fs::path wholeModel(const fs::path& from) {
    std::error_code error;
    const Checkpoint opened = Checkpoint::open(from);
    checkModel(opened, describeModel(opened));
    if (opened.config().empty()) return from;
    const bool isFolder = fs::is_directory(from, error);
    const fs::path folder = isFolder ? opened.path() : from.parent_path();
    const bool isWhole =
        isFolder && (opened.scheduler().empty() || opened.schedulerFile().parent_path() == folder);
    return folder.filename() == "unet" && !isWhole ? folder.parent_path() : folder;
}

/// As the catalog finds it: a file with another ending gets one of ours.
std::string nameOf(const fs::path& model) {
    const std::string name = model.filename().string();
    return isNamedAsModel(model) ? name : name + ".pt";
}

void requireRoom(const fs::path& folder, std::uint64_t bytes, const fs::path& target) {
    std::error_code error;
    const fs::space_info space = fs::space(folder, error);
    if (!error && space.available < bytes)
        throw Error(
            ErrorCode::DiskFull, target.string(),
            std::to_string(bytes) + " bytes are needed, " + std::to_string(space.available) + " are free");
}

class Copier {
  public:
    Copier(std::uint64_t total, const std::function<void(double)>& progress, const RunControl& control)
        : mTotal(std::max<std::uint64_t>(total, 1)), mProgress(progress), mControl(control) {}

    /// False where it was stopped.
    bool copy(const fs::path& from, const fs::path& to) {
        fs::create_directories(to.parent_path());
        const MappedFile source(from, ErrorCode::ModelFile);
        AtomicFile target(to);
        for (auto rest = source.bytes(); !rest.empty();) {
            if (mControl.stopRequested()) return false;
            const auto piece = rest.first(std::min(kPiece, rest.size()));
            target.write(piece);
            rest = rest.subspan(piece.size());
            mDone += piece.size();
            mProgress(double(mDone) / double(mTotal));
        }
        target.commit();
        return true;
    }

  private:
    std::uint64_t mTotal;
    std::uint64_t mDone = 0;
    const std::function<void(double)>& mProgress;
    const RunControl& mControl;
};

}  // namespace

std::optional<fs::path> importModel(const fs::path& from, const fs::path& folder,
                                    const std::function<void(double)>& progress, const RunControl& control) {
    mustNotBlockGui("importModel");
    const fs::path model = wholeModel(fs::absolute(from).lexically_normal());
    const std::string name = nameOf(model);
    const fs::path target = folder / name;
    if (fs::exists(target))
        throw CausedError(ErrorCode::OutputFile, target.string(),
                          LACUNA_CAUSE("Causes", "there is already a model with that name"));
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) throw Error(ErrorCode::OutputFile, folder.string(), error.message());

    const std::vector<fs::path> sources = Checkpoint::open(model).sources();
    std::uint64_t bytes = 0;
    for (const fs::path& source : sources)
        bytes += fs::file_size(source);
    requireRoom(folder, bytes, target);
    const QTemporaryDir place(QFile::decodeName((folder / ".import-XXXXXX").c_str()));
    if (!place.isValid())
        throw Error(ErrorCode::OutputFile, folder.string(), place.errorString().toStdString());
    const fs::path here = QFile::encodeName(place.path()).toStdString();
    Copier copier(bytes, progress, control);
    for (const fs::path& source : sources) {
        // The model's own name comes first in it: FILE, FILE.json or FOLDER/….
        std::string relative = source.lexically_relative(model.parent_path()).string();
        relative.replace(0, model.filename().string().size(), name);
        if (!copier.copy(source, here / relative)) return std::nullopt;
    }
    const fs::path sidecar = name + ".json";
    if (fs::exists(here / sidecar)) moveIntoPlace(here / sidecar, folder / sidecar);
    moveIntoPlace(here / name, target);
    return target;
}

}  // namespace lacuna::ui
