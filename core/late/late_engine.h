// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

namespace lacuna {

class EngineDoor;

/// The engine with LibTorch, which takes a tenth of a second to several seconds to load. The first caller
/// loads it, and others wait until it is there. Any thread but the GUI's. Throws Error Internal, naming the
/// file and the cause, if it can't be loaded; the next call tries again.
///
/// liblacuna-engine.so is looked for beside the running program, where the build and the installation put it.
/// For tests, LACUNA_ENGINE_DELAY sets a delay before it is loaded, in milliseconds.
const EngineDoor& lateEngine();

/// `mayLoad` is called before the engine is loaded, on the thread that asked for it, and may wait. False: it
/// isn't wanted any more, and lateEngine() throws. Set it before the first call.
void setLateEngineGate(std::function<bool()> mayLoad);

/// While one exists, the engine computes: if the program calls exit() then, as it does when it loses its X
/// server, it says so in the log and ends at once with that status, before LibTorch is torn down under the
/// computation.
class Computing {
  public:
    Computing();
    ~Computing();
    Computing(const Computing&) = delete;
    Computing& operator=(const Computing&) = delete;
};

}  // namespace lacuna
