// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace lacuna {

/// Bits per sample.
enum class Depth { UInt8 = 8, UInt16 = 16 };

/// Pixels in memory: interleaved, rows top to bottom without padding, native byte order. A plain value.
/// One channel is grey (or a mask, or alpha), three are RGB in the photograph's own colour space.
class ImageBuffer {
  public:
    ImageBuffer() = default;
    /// Zero-filled. width, height ≥ 1; channels 1 or 3 (asserted).
    ImageBuffer(int width, int height, int channels, Depth depth);

    bool isEmpty() const { return mWidth == 0; }
    int width() const { return mWidth; }
    int height() const { return mHeight; }
    int channels() const { return mChannels; }
    Depth depth() const { return mDepth; }
    /// 255 or 65535.
    int maxValue() const { return mDepth == Depth::UInt8 ? 255 : 65535; }
    std::size_t bytesPerRow() const;
    std::size_t byteCount() const { return mBytes.size(); }

    std::byte* data() { return mBytes.data(); }
    const std::byte* data() const { return mBytes.data(); }

    /// The row's width × channels samples. T must be the sample type of depth() (asserted).
    template <typename T>
    T* row(int y) {
        return reinterpret_cast<T*>(rowBytes(y, sizeof(T)));
    }
    template <typename T>
    const T* row(int y) const {
        return reinterpret_cast<const T*>(const_cast<ImageBuffer*>(this)->rowBytes(y, sizeof(T)));
    }

    /// The sample at (x, y, channel) as an integer in 0 … maxValue(). For tests and single look-ups.
    int sample(int x, int y, int channel) const;
    void setSample(int x, int y, int channel, int value);

    /// A copy of the rectangle, which must lie inside (asserted).
    ImageBuffer cropped(int x, int y, int width, int height) const;
    /// Writes `patch` (same channels and depth, asserted) with its top left corner at (x, y), inside.
    void paste(const ImageBuffer& patch, int x, int y);
    /// The same picture at the other depth: ×257, or rounded /257. A copy if it already has that depth.
    ImageBuffer converted(Depth depth) const;

    bool operator==(const ImageBuffer&) const = default;

  private:
    std::byte* rowBytes(int y, std::size_t sampleSize);

    int mWidth = 0;
    int mHeight = 0;
    int mChannels = 0;
    Depth mDepth = Depth::UInt8;
    std::vector<std::byte> mBytes;
};

}  // namespace lacuna
