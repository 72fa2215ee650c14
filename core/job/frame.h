// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/image_buffer.h"

#include <cmath>
#include <optional>
#include <string>

namespace lacuna {

class Trajectory;

/// The quantities of vml-map.md, "What can be shown of the loss", after one inner step.
struct LossTerms {
    double misfit = 0;        ///< ‖y − H D‖² / (m σ_y²); 1: explained to the noise
    double prior = 0;         ///< ‖x − D‖² / (n σ_t²)
    double stationarity = 0;  ///< ‖v‖ / (σ_t √n)
    /// ΔVML_S since the first inner step at this σ (trapezoid rule); 0 at the first.
    double deltaLoss = 0;
};

/// How far a run is. Sent after every denoiser call's step; cheap.
struct Progress {
    int region = 0;  ///< 0-based, of `regions` independent parts
    int regions = 1;
    int step = 0;  ///< outer step, 0-based, of `steps`
    int steps = 0;
    int inner = 0;        ///< inner step, 0-based
    int evaluations = 0;  ///< of the network, whole run, tiles of one evaluation counted as one
    int totalEvaluations = 0;
    double sigma = 0;  ///< on the [−1, 1] scale
    LossTerms loss;
    double secondsLeft = -1;     ///< negative: not known yet
    std::optional<double> psnr;  ///< of the estimate in the region, against the job's reference
    std::optional<double> ssim;
};

/// What x_t is scaled by to be looked at: its contrast stays that of a photograph, whose deviation on [−1, 1]
/// is taken for 0.5.
inline double noisyScale(double sigma) {
    return 1 / std::hypot(1, sigma / 0.5);
}

/// An intermediate picture: the denoised estimate D, ready for display. Of a first evaluation in tiles each
/// tile is a frame of its own, as it comes.
struct Frame {
    Progress progress;
    ImageBuffer estimate;  ///< 8-bit RGB
    ImageBuffer noisy;     ///< x_t · noisyScale(σ), if wantsNoisy(), 8-bit RGB
    int x = 0;             ///< where its top left corner lies in the result
    int y = 0;
    int resultWidth = 0;
    int resultHeight = 0;
};

/// Takes what a run has to show. Called on the thread that runs the solver.
class FrameSink {
  public:
    virtual ~FrameSink() = default;
    /// A stage before the first step: "loading the model", "planning"; untranslated identifiers "model",
    /// "plan", "solve".
    virtual void stage(const std::string&) {}
    /// How much of the model has been read, from 0 to 1, in the stage "model".
    virtual void loading(double) {}
    virtual void progress(const Progress&) {}
    /// How many tiles of the evaluation under way are done, where the network is given a picture in several.
    virtual void tile(int /*done*/, int /*of*/) {}
    /// Asked before an estimate is copied from the device and converted.
    virtual bool wantsFrame() { return false; }
    /// Whether frames bring the noisy state along.
    virtual bool wantsNoisy() { return false; }
    virtual void frame(Frame&&) {}
    /// Where every outer step is kept; null: nowhere.
    virtual Trajectory* trajectory() { return nullptr; }
};

}  // namespace lacuna
