// SPDX-License-Identifier: GPL-3.0-or-later
// lacuna-train: learns a prior from a folder of photographs.
#include "core/base/error.h"
#include "core/base/run_control.h"
#include "core/files/file_bytes.h"
#include "core/training/trainer.h"

#include <CLI/CLI.hpp>

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <thread>

namespace {

std::atomic<bool> interrupted = false;
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler may only touch lock-free atomics");

/// Passes a signal on to the training, which stops between two steps and writes its checkpoint.
class Interruption {
  public:
    explicit Interruption(lacuna::RunControl& control)
        : mThread([&control](const std::stop_token& stop) {
              while (!stop.stop_requested()) {
                  if (interrupted) return control.stop();
                  std::this_thread::sleep_for(std::chrono::milliseconds(100));
              }
          }) {
        for (const int number : {SIGINT, SIGTERM})
            std::signal(number, [](int) { interrupted = true; });
    }

  private:
    std::jthread mThread;
};

class Printer : public lacuna::TrainingObserver {
  public:
    void progress(const lacuna::TrainingProgress& p) override {
        const auto minutes = static_cast<long>(p.secondsLeft / 60);
        std::printf("step %lld of %lld, loss %.4f, %.1f patches/s, %ld h %02ld min left\n",
                    static_cast<long long>(p.step), static_cast<long long>(p.steps), p.loss,
                    p.picturesPerSecond, minutes / 60, minutes % 60);
        std::fflush(stdout);
    }
    void validated(const lacuna::ValidationTable& table) override {
        std::printf("validation at step %lld, PSNR in dB at noise", static_cast<long long>(table.step));
        for (const double level : table.levels)
            std::printf(" %g", level);
        std::printf("\n");
        for (std::size_t i = 0; i < table.psnr.size(); ++i) {
            std::printf("  average %zu%s:", i, static_cast<int>(i) == table.best ? " (best)" : "");
            for (const double psnr : table.psnr[i])
                std::printf(" %.2f", psnr);
            std::printf("\n");
        }
        std::fflush(stdout);
    }
    void wrote(const std::filesystem::path& path) override {
        std::printf("wrote %s\n", path.c_str());
        std::fflush(stdout);
    }
};

/// The settings of a file; missing ones are taken from `base`.
lacuna::TrainingConfig readConfig(const std::string& path, const lacuna::TrainingConfig& base) {
    return lacuna::TrainingConfig::fromJson(lacuna::readText(path), path, base);
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("Trains a denoising prior for Lacuna from a folder of photographs.", "lacuna-train");
    lacuna::TrainingRun run;
    std::string config;
    std::string optimizer;
    app.add_option("--photos", run.photos, "folder of photographs, searched with the folders in it")
        ->required();
    app.add_option("--out", run.out, "file to write the weights to (safetensors)")->required();
    app.add_option("--validation", run.validation, "folder of photographs for choosing the best average");
    app.add_option("--photo-list", run.photoList,
                   "file that says how often each photograph is drawn: lines of PATH (in --photos), a tab "
                   "and WEIGHT; 0 leaves it out, photographs that aren't listed have 1");
    auto* configOption =
        app.add_option("--config", config, "settings (JSON); --print-config shows all of them");
    auto* init = app.add_option("--init", run.init,
                                "start from these weights and their network; --config may add blocks, or "
                                "leave out blocks and channels");
    app.add_option("--teacher", run.teacher,
                   "learn from the output of this (larger) model rather than from the photographs, at the "
                   "noise levels that it knows; any model that Lacuna opens, but TorchScript");
    app.add_option("--teacher-share", run.teacherShare,
                   "how much of the target is the teacher's, from 0 to 1; the rest is the clean photograph's")
        ->check(CLI::Range(0.0, 1.0))
        ->capture_default_str();
    app.add_option("--teacher-above", run.teacherAbove,
                   "least noise at which the teacher is asked, in 8-bit levels")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    auto* optimizerOption = app.add_option("--optimizer", optimizer,
                                           "optimizer for the convolutions' filters; everything else uses "
                                           "adamw (default: as in --config, else adamw)")
                                ->check(CLI::IsMember({"adamw", "muon"}));
    app.add_option("--resume", run.resume, "continue from this checkpoint, with its settings")
        ->excludes(configOption)
        ->excludes(optimizerOption)
        ->excludes(init);
    app.add_option("--hours", run.hours,
                   "training time; the number of steps follows from the speed of the first ones");
    app.add_option("--steps", run.steps, "number of steps");
    app.add_option("--checkpoint", run.checkpoint,
                   "file for the full training state (default: OUT.checkpoint)");
    app.add_option("--checkpoint-every", run.checkpointMinutes, "minutes")->capture_default_str();
    app.add_option("--validate-every", run.validationMinutes, "minutes")->capture_default_str();
    app.add_option("--name", run.name, "name of the model")->capture_default_str();
    app.add_option("--licence", run.licence, "SPDX licence identifier to write into the weights");
    app.add_option("--threads", run.threads, "number of threads; 0: one per core")->capture_default_str();
    app.add_flag_callback(
        "--print-config",
        [] {
            std::printf("%s\n", lacuna::TrainingConfig{}.toJson().c_str());
            throw CLI::Success{};
        },
        "print all settings with their defaults, then exit");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }

    try {
        if (!run.init.empty()) run.config = lacuna::configOfWeights(run.init);
        if (!config.empty()) run.config = readConfig(config, run.config);
        if (!optimizer.empty()) {
            run.config = lacuna::TrainingConfig::fromJson(R"({"optimizer": ")" + optimizer + "\"}",
                                                          "--optimizer", run.config);
        }
        lacuna::RunControl control;
        const Interruption interruption(control);
        Printer printer;
        lacuna::train(run, printer, control);
        return interrupted ? 130 : 0;
    } catch (const lacuna::Error& error) {
        std::fprintf(stderr, "lacuna-train: %s\n", error.what());
        return lacuna::exitStatus(error.code());
    } catch (const std::exception& error) {
        std::fprintf(stderr, "lacuna-train: %s\n", error.what());
        return 1;
    }
}
