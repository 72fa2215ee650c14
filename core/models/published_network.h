// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/models/network.h"

#include <cstdint>

namespace lacuna {

/// Memory and operations of a U-Net, summed block by block while it is built.
class NetworkCost {
  public:
    /// `level` 0 is the finest; each next one has a quarter of the pixels.
    void residual(std::int64_t level, std::int64_t in, std::int64_t out);
    void attention(std::int64_t level, std::int64_t channels, std::int64_t heads);

    double forwardBytes(double pixels, double bytesPerElement) const;
    double vjpBytes(double pixels, double bytesPerElement) const;
    double flops(double pixels) const { return mFlops * pixels + mFlopsPerPair * pixels * pixels; }

  private:
    double mElements = 0;      ///< per pixel: outputs of all blocks
    double mWidest = 0;        ///< per pixel, of a single block
    double mPairs = 0;         ///< attention: per pixel squared, all blocks
    double mWidestPairs = 0;   ///< of a single block
    double mFlops = 0;         ///< per pixel
    double mFlopsPerPair = 0;  ///< per pixel squared
};

/// Base of the published networks: their costs, and what follows from the size of the pictures they were
/// trained on.
class PublishedNetwork : public Network {
  public:
    PublishedNetwork(std::int64_t preferredSize, double bytesPerElement)
        : mPreferredSize(preferredSize), mBytesPerElement(bytesPerElement) {}

    /// An eighth of the pictures' side: attention sees a whole tile at any overlap.
    int context() const override;
    double forwardBytes(double pixels) const override { return mCost.forwardBytes(pixels, mBytesPerElement); }
    double vjpBytes(double pixels) const override { return mCost.vjpBytes(pixels, mBytesPerElement); }
    double flops(double pixels) const override { return mCost.flops(pixels); }

  protected:
    NetworkCost mCost;

  private:
    std::int64_t mPreferredSize;
    double mBytesPerElement;
};

}  // namespace lacuna
