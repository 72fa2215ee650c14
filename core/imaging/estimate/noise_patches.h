// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <opencv2/core.hpp>

#include <vector>

namespace lacuna {

class ImageBuffer;

/// Square parts of a photograph, less their quadratic trends, in 8-bit levels.
class NoisePatches {
  public:
    /// `side` is a power of 2. Leaves out parts with pixels at black or white, and parts without anything.
    NoisePatches(const ImageBuffer& pixels, int side);

    int side() const { return mSide; }
    /// Number of frequencies on an axis, from 0 to 1/2 cycle per pixel.
    int frequencies() const { return mSide / 2 + 1; }
    std::size_t size() const { return mBrightness.size(); }
    int channels() const { return mChannels; }
    double brightness(std::size_t i) const { return mBrightness[i]; }  ///< 0 … 255
    double variance(std::size_t i) const { return mVariance[i]; }      ///< mean of the channels'

    /// The mean covariance of the channels over these patches.
    cv::Mat1d covariance(const std::vector<std::size_t>& which) const;
    /// For each patch channels() × frequencies()² powers: periodograms in the channels that the rows of
    /// `basis` describe, relative to those of white noise of variance 1, averaged over the signs of the
    /// frequencies. 0 where the trend takes most of the power (isSeen()).
    std::vector<std::vector<float>> periodograms(const cv::Mat1d& basis) const;
    /// The spectrum, channels() × frequencies()² powers, that these patches' periodograms() scatter around:
    /// their mean. Hidden frequencies (isSeen()) have the power of those around them.
    std::vector<double> spectrumOf(const std::vector<std::vector<float>>& periodograms,
                                   const std::vector<std::size_t>& which) const;
    /// The same from a quantile of them: as much as noise with that quantile has on average, and between half
    /// of the mean and the mean, since what a JPEG has coarsened is 0 in most patches. Texture in fewer than
    /// half of the patches hardly changes the median; a lower quantile changes even less with it, and
    /// scatters more.
    enum class Quantile { Median, Low };
    std::vector<double> quantileSpectrumOf(const std::vector<std::vector<float>>& periodograms,
                                           const std::vector<std::size_t>& which, Quantile quantile) const;
    bool isSeen(int v, int u) const { return mSeen(v, u) != 0; }
    /// How often a frequency occurs in the whole plane.
    int multiplicity(int v, int u) const;

  private:
    void fillHidden(std::vector<double>& spectrum) const;
    double hiddenPower(const std::vector<double>& spectrum, int channel, int v, int u) const;

    int mSide;
    int mChannels;
    std::vector<cv::Mat1f> mRest;  ///< channels × side²
    std::vector<double> mBrightness;
    std::vector<double> mVariance;
    cv::Mat1d mWindow;    ///< side × side
    cv::Mat1d mResponse;  ///< of white noise: side × side
    cv::Mat1b mSeen;      ///< frequencies × frequencies
};

}  // namespace lacuna
