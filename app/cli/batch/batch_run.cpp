// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/batch/batch_run.h"

#include "app/cli/result_file.h"
#include "core/base/run_control.h"
#include "core/engine/model_pool.h"
#include "core/files/atomic_file.h"
#include "core/files/file_bytes.h"
#include "core/files/sha256.h"
#include "core/io/image_io.h"
#include "core/job/frame.h"
#include "core/session.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <new>
#include <span>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace lacuna::cli {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

namespace {

/// Stops a whole batch, since every other photograph would fail in the same way.
struct Hopeless {
    Error error;
};

bool concernsAll(ErrorCode code) {
    return code == ErrorCode::Usage || code == ErrorCode::DiskFull || code == ErrorCode::ModelNotFound ||
           code == ErrorCode::ModelFile || code == ErrorCode::ModelUnsupported ||
           code == ErrorCode::DeviceUnavailable;
}

/// Resident memory of this process.
std::uint64_t residentBytes() {
    std::uint64_t all = 0, resident = 0;
    std::ifstream("/proc/self/statm") >> all >> resident;
    return resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

std::string sha256OfText(const std::string& text) {
    return sha256(std::as_bytes(std::span(text)));
}

/// Passes on how far one photograph is.
class ShareSink : public FrameSink {
  public:
    ShareSink(BatchProgress& progress, std::size_t job, std::size_t stages)
        : mProgress(progress), mJob(job), mStages(static_cast<double>(stages)) {}

    void stage(const std::string& identifier) override {
        if (identifier == "model") mStage += 1;
    }
    void progress(const Progress& progress) override {
        const double share =
            static_cast<double>(progress.evaluations) / std::max(1, progress.totalEvaluations);
        mProgress.advances(mJob, std::min(1.0, (std::max(0.0, mStage - 1) + share) / mStages));
    }

  private:
    BatchProgress& mProgress;
    std::size_t mJob;
    double mStages;
    double mStage = 0;
};

fs::path stagingIn(const fs::path& folder, const fs::path& journal) {
    return folder / ("." + journal.stem().string() + ".part");
}

}  // namespace

BatchRun::BatchRun(const BatchOptions& options, const BatchRestoration& restoration, fs::path folder,
                   Journal& journal, RunControl& control)
    : mOptions(options),
      mRestoration(restoration),
      mFolder(std::move(folder)),
      mStaging(stagingIn(mFolder, journal.path())),
      mSettings(sha256OfText(restoration.settings())),
      mJournal(journal),
      mControl(control),
      mModels(std::make_shared<ModelPool>(restoration.stages().size())),
      mProgress(options.quiet, options.jobs) {
    // The journal's lock makes sure that nobody else is at work there.
    std::error_code fault;
    fs::remove_all(mStaging, fault);
    fs::create_directory(mStaging, fault);
    if (fault) throw Error(ErrorCode::OutputFile, mStaging.string(), "can't be created: " + fault.message());
}

BatchRun::~BatchRun() {
    stop(nullptr);
    mThreads.clear();
    std::error_code ignored;
    fs::remove_all(mStaging, ignored);
}

BatchRun::Decision BatchRun::decide(const BatchItem& item) const {
    if (item.obstacle) return {};
    const fs::path output = mFolder / item.output;
    std::error_code fault;
    const bool exists = fs::exists(fs::symlink_status(output, fault));
    const auto entry = mJournal.find(item.name);
    bool isOurs = entry && entry->output == journalText(item.output) && exists;
    const bool isStaged = isOurs && entry->state == JournalEntry::State::Staged;
    // The process was killed between this line and the result's new name, or right after.
    if (isStaged) isOurs = hashOfFile(output, ErrorCode::OutputFile) == entry->result;
    if (isOurs && entry->state != JournalEntry::State::Failed) {
        const bool sameSettings = entry->settings == mSettings;
        const bool isGone = !fs::exists(item.input.file, fault);
        const bool sameInput = isGone || (entry->input && isUnchanged(*entry->input, item.input.file));
        const bool sameMask = entry->maskFile.has_value() == !item.mask.empty() &&
                              (!entry->maskFile || isUnchanged(*entry->maskFile, item.mask));
        if (sameSettings && sameInput && sameMask)
            return {.fate = Fate::Finished, .reason = {}, .recovers = isStaged};
        if (!mOptions.overwrite)
            return {
                .fate = Fate::LeftAlone,
                .reason = !sameSettings ? "its result was made with other settings; --overwrite replaces it"
                          : !sameInput
                              ? "it has changed since its result was made; --overwrite replaces that"
                              : "its mask has changed since its result was made; --overwrite replaces that",
                .hasOtherSettings = !sameSettings};
    }
    if (exists && !mOptions.overwrite)
        return {.fate = Fate::LeftAlone,
                .reason = output.string() + " is there already; --overwrite replaces it"};
    return {};
}

void BatchRun::add(BatchItem item) {
    const Decision decision = decide(item);
    add(std::move(item), decision);
}

void BatchRun::add(BatchItem item, const Decision& decision) {
    switch (decision.fate) {
        case Fate::Finished:
            if (decision.recovers) mJournal.append(recoveredLine(item));
            mSummary.finishedBefore();
            mProgress.finishedBefore();
            return;
        case Fate::LeftAlone: {
            Json line = lineFor("left-alone", item);
            line["reason"] = decision.reason;
            mJournal.append(std::move(line));
            mSummary.leftAlone(item.name, decision.reason);
            return;
        }
        case Fate::Restore:
            break;
    }
    mProgress.expect(1);
    {
        const std::lock_guard lock(mMutex);
        mQueue.push_back(std::move(item));
    }
    mWake.notify_one();
}

void BatchRun::start() {
    for (std::size_t job = 0; job < static_cast<std::size_t>(mOptions.jobs); ++job)
        mThreads.emplace_back([this, job] {
            try {
                work(job);
            } catch (...) {
                stop(std::current_exception());
            }
        });
}

void BatchRun::finish() {
    {
        const std::lock_guard lock(mMutex);
        mIsClosed = true;
    }
    mWake.notify_all();
    mThreads.clear();
    if (mFault) std::rethrow_exception(mFault);
}

bool BatchRun::hasStopped() const {
    const std::lock_guard lock(mMutex);
    return mFault != nullptr;
}

void BatchRun::stop(std::exception_ptr fault) {
    {
        const std::lock_guard lock(mMutex);
        mIsClosed = true;
        mQueue.clear();
        if (!mFault) mFault = std::move(fault);
    }
    mControl.stop();
    mWake.notify_all();
}

std::optional<BatchItem> BatchRun::next() {
    std::unique_lock lock(mMutex);
    mWake.wait(lock, [this] { return mIsClosed || !mQueue.empty(); });
    if (mQueue.empty() || mControl.stopRequested()) return std::nullopt;
    BatchItem item = std::move(mQueue.front());
    mQueue.pop_front();
    return item;
}

void BatchRun::work(std::size_t job) {
    Session session(mModels);
    bool isReady = false;
    while (const std::optional<BatchItem> item = next()) {
        bool succeeded = false;
        try {
            if (!isReady) {
                // Sets the number of threads, too, which finding damage needs before the first run.
                const RecipeStage& first = mRestoration.stages().front();
                session.preload(first.model, first.compute);
                isReady = true;
            }
            mProgress.begins(job, item->name);
            restore(*item, job, session);
            succeeded = true;
        } catch (const Hopeless& fault) {
            throw fault.error;
        } catch (const Error& error) {
            if (!isReady || error.code() == ErrorCode::DiskFull) throw;
            fail(*item, error);
        } catch (const std::bad_alloc&) {
            fail(*item, Error(ErrorCode::OutOfMemory, "", "there isn't enough memory"));
        } catch (const std::exception& error) {
            fail(*item, Error(ErrorCode::Internal, "", error.what()));
        }
        if (mControl.stopRequested()) return;
        mProgress.ends(job, succeeded);
    }
}

Json BatchRun::lineFor(const char* event, const BatchItem& item) const {
    Json line{{"event", event},
              {"name", item.name},
              {"input", journalText(fs::absolute(item.input.file))},
              {"output", journalText(item.output)},
              {"settings", mSettings}};
    if (!item.mask.empty()) line["mask"] = journalText(fs::absolute(item.mask));
    return line;
}

Json BatchRun::recoveredLine(const BatchItem& item) const {
    const std::optional<JournalEntry> entry = mJournal.find(item.name);
    Json line = lineFor("done", item);
    line["recovered"] = true;
    if (entry->input) line["input_file"] = toJson(*entry->input);
    if (entry->maskFile) line["mask_file"] = toJson(*entry->maskFile);
    line["result_sha256"] = entry->result;
    return line;
}

void BatchRun::fail(const BatchItem& item, const Error& error) {
    // The photograph's own path needn't be said twice.
    const bool isAboutPhoto = error.subject() == item.input.file.string();
    const Error shown(error.code(), isAboutPhoto ? "" : error.subject(), error.detail());
    Json line = lineFor("failed", item);
    line["code"] = toString(shown.code());
    line["error"] = journalText(shown.what());
    mJournal.append(std::move(line));
    mSummary.failed(item.name, shown);
    mProgress.message("failed: " + item.name + ": " + shown.what());
}

void BatchRun::restore(const BatchItem& item, std::size_t job, Session& session) {
    if (item.obstacle) throw *item.obstacle;
    const auto begin = std::chrono::steady_clock::now();
    Json line = lineFor("staged", item);
    // Before the file is read: if it changes from now on, a later run notices.
    line["input_file"] = toJson(markOf(item.input.file));
    if (!item.mask.empty()) line["mask_file"] = toJson(markOf(item.mask));
    RestorationJob read = mRestoration.read(item.input.file, item.mask);
    const std::string output = (mFolder / item.output).string();
    const ResultFile file(read.photo, mRestoration.keepsUnmarked(), mRestoration.shape(),
                          item.input.file.string(), output);
    ShareSink sink(mProgress, job, mRestoration.stages().size());
    BatchRestoration::Result result;
    try {
        result = mRestoration.run(session, std::move(read), sink, mControl);
        if (result.outcome.report.isStoppedByMemory())
            throw Error(ErrorCode::OutOfMemory, "", "memory ran out before the end");
    } catch (const Error& error) {
        if (concernsAll(error.code())) throw Hopeless{error};
        throw namingFile(error, {{"mask", item.mask.string()}});
    }
    if (mControl.stopRequested()) return;

    RunContext context;
    context.input = item.input.file.string();
    context.output = output;
    context.noiseMethod = result.noiseMethod;
    context.losses = file.losses();
    context.losses.insert(context.losses.end(), result.notes.begin(), result.notes.end());
    context.before = std::move(result.before);
    const fs::path staged = mStaging / (std::to_string(job) + item.output.extension().string());
    if (result.isUnchanged &&
        mRestoration.copiesUnchanged(result.outcome.image, item.input.file, item.output)) {
        writeFile(staged, readFile(item.input.file));
    } else {
        context.blocks = file.writeAs(result.outcome.image, staged.string());
    }
    line["result_sha256"] = hashOfFile(staged, ErrorCode::OutputFile);
    mJournal.append(line);
    place(staged, item);

    line["event"] = "done";
    std::vector<Note> notes = context.losses;
    if (result.isUnchanged) {
        line["unchanged"] = true;
    } else {
        const std::vector<Note>& more = result.outcome.report.notes;
        notes.insert(notes.end(), more.begin(), more.end());
        line["report"] = reportToJson(result.outcome.report, context);
    }
    line["seconds"] = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    line["rss_bytes"] = residentBytes();
    mJournal.append(std::move(line));
    mSummary.restored(item.name, result.isUnchanged, notes);
}

void BatchRun::place(const fs::path& staged, const BatchItem& item) const {
    const fs::path target = mFolder / item.output;
    std::error_code fault;
    fs::create_directories(target.parent_path(), fault);
    if (fault)
        throw Error(ErrorCode::OutputFile, target.parent_path().string(),
                    "the folder can't be created: " + fault.message());
    if (mOptions.overwrite) {
        moveOver(staged, target);
    } else {
        moveIntoPlace(staged, target);
    }
}

}  // namespace lacuna::cli
