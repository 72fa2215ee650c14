// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/image_buffer.h"

#include <cmath>
#include <optional>
#include <string>

namespace lacuna {

class Trajectory;

/// The terms of the loss after one inner step (vml-map.md, "What can be shown of the loss").
struct LossTerms {
    double misfit = 0;        ///< ‖y − H D‖² / (m σ_y²); 1: explained to the noise
    double prior = 0;         ///< ‖x − D‖² / (n σ_t²)
    double stationarity = 0;  ///< ‖v‖ / (σ_t √n)
    /// ΔVML_S since the first inner step at this σ (trapezoid rule); 0 at the first.
    double deltaLoss = 0;
};

/// How far a run is. Sent after every denoiser call; cheap.
struct Progress {
    int region = 0;  ///< 0-based, of `regions` independent parts
    int regions = 1;
    int step = 0;  ///< outer step, 0-based, of `steps`
    int steps = 0;
    int inner = 0;        ///< inner step, 0-based
    int evaluations = 0;  ///< of the network in the whole run; all tiles of an evaluation count as one
    int totalEvaluations = 0;
    double sigma = 0;  ///< on the [−1, 1] scale
    /// How often the region was halved for this step (vml-map.md, "Coarse to fine"); 0: its own size.
    int level = 0;
    int levelWidth = 0;  ///< of the picture that was computed, in its own pixels; Frame shows it enlarged
    int levelHeight = 0;
    /// All 0 where a device hasn't computed it yet and nobody wants it (FrameSink::wantsLoss()).
    LossTerms loss;
    double secondsLeft = -1;     ///< negative: not known yet
    std::optional<double> psnr;  ///< of the estimate in the region, against the job's reference
    std::optional<double> ssim;
};

/// The factor that scales x_t for display, so that its contrast stays that of a photograph. A photograph's
/// deviation on [−1, 1] is taken to be 0.5.
inline double noisyScale(double sigma) {
    return 1 / std::hypot(1, sigma / 0.5);
}

/// An intermediate picture: the denoised estimate D, ready for display. If the first evaluation is done in
/// tiles, each tile comes as a frame of its own.
struct Frame {
    Progress progress;
    ImageBuffer estimate;  ///< 8-bit RGB
    ImageBuffer noisy;     ///< x_t · noisyScale(σ), if wantsNoisy(), 8-bit RGB
    int x = 0;             ///< position of the top left corner in the result
    int y = 0;
    int resultWidth = 0;
    int resultHeight = 0;
};

/// Receives what a run reports. Called on the solver's thread.
class FrameSink {
  public:
    virtual ~FrameSink() = default;
    /// A new stage of the run, as an untranslated identifier: "model" (loading), "plan", "solve".
    virtual void stage(const std::string&) {}
    /// The part of the model that has been read, from 0 to 1, in the stage "model".
    virtual void loading(double) {}
    virtual void progress(const Progress&) {}
    /// Called before progress(): whether to wait for the device, if it is one, so that Progress has the loss.
    virtual bool wantsLoss() { return false; }
    /// How many tiles of the current evaluation are done, if there are several.
    virtual void tile(int /*done*/, int /*of*/) {}
    /// Called before an estimate is copied from the device and converted: whether to do so.
    virtual bool wantsFrame() { return false; }
    /// Whether frames should include the noisy state.
    virtual bool wantsNoisy() { return false; }
    virtual void frame(Frame&&) {}
    /// The trajectory that records every outer step; null: none.
    virtual Trajectory* trajectory() { return nullptr; }
};

}  // namespace lacuna
