// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/late/late_engine.h"

#include "core/base/cause.h"
#include "core/base/error.h"
#include "core/base/log.h"
#include "core/late/engine_door.h"

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <dlfcn.h>
#include <filesystem>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

namespace lacuna {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

[[noreturn]] void cannotLoad(const fs::path& file, const char* cause) {
    throw CausedError(ErrorCode::Internal, file.string(),
                      {LACUNA_CAUSE("Causes",
                                    "the part of Lacuna that restores photographs can't be loaded; "
                                    "install Lacuna again (%1)"),
                       {cause ? cause : "?"}});
}

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr int kAmongThemselves = 0;  // a sanitizer's functions must come first
#else
constexpr int kAmongThemselves = RTLD_DEEPBIND;
#endif

/// Never closed: LibTorch's threads and registries don't survive that.
void* open(const fs::path& file, int more) {
    void* library = ::dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL | more);
    if (!library) cannotLoad(file, ::dlerror());
    return library;
}

std::function<bool()>& gate() {
    static std::function<bool()> mayLoad;
    return mayLoad;
}

const EngineDoor* load() {
    if (gate() && !gate()())
        throw Error(ErrorCode::Internal, {}, "the program ends before the engine is there");
    if (const char* delay = std::getenv("LACUNA_ENGINE_DELAY"))
        std::this_thread::sleep_for(std::chrono::milliseconds(std::atol(delay)));
    const fs::path folder =
        (fs::read_symlink("/proc/self/exe").parent_path() / LACUNA_ENGINE_FOLDER).lexically_normal();
    const fs::path file = folder / "liblacuna-engine.so";
    const auto begin = Clock::now();
    // LibTorch looks for its BLAS in itself first: OpenCV has brought another into the program, which is
    // slower and computes other last bits. The engine looks in the program first, with which it shares the
    // log and all.
    open(folder / "liblacuna-torch.so", kAmongThemselves);
    void* library = open(file, 0);
    const auto enter = reinterpret_cast<EngineDoorFunction*>(::dlsym(library, kEngineDoorName));
    if (!enter) cannotLoad(file, ::dlerror());
    const EngineDoor* door = enter();
    if (door->shared() != reinterpret_cast<const void*>(&log::write))
        cannotLoad(file, "it doesn't share the program's state");
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begin);
    log::debug("loaded " + file.string() + " in " + std::to_string(took.count()) + " ms");
    return door;
}

constexpr int kMostRegistered = 100;
std::atomic<int> gComputing{0};

/// Nobody who calls exit() has asked the engine's thread to stop, or would wait for it.
void endWithoutTearingDown(int status, void*) {
    if (gComputing == 0) return;
    log::write(log::Level::Error, "the program was ended in the middle of a computation");
    std::_Exit(status);
}

}  // namespace

Computing::Computing() {
    ++gComputing;
    // What is registered last is called first: before all that LibTorch has set up by now. It sets up more as
    // it is used, but hardly any after so many computations.
    static std::atomic<int> registered{0};
    if (registered++ < kMostRegistered) ::on_exit(endWithoutTearingDown, nullptr);
}
Computing::~Computing() {
    --gComputing;
}

const EngineDoor& lateEngine() {
    static std::mutex mutex;
    static const EngineDoor* door = nullptr;
    const std::lock_guard lock(mutex);
    if (!door) door = load();
    return *door;
}

void setLateEngineGate(std::function<bool()> mayLoad) {
    gate() = std::move(mayLoad);
}

}  // namespace lacuna
