// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/image_buffer.h"

#include <cassert>
#include <cstring>

namespace lacuna {
namespace {

std::size_t bytesPerSample(Depth depth) {
    return depth == Depth::UInt8 ? 1 : 2;
}

}  // namespace

ImageBuffer::ImageBuffer(int width, int height, int channels, Depth depth)
    : mWidth(width), mHeight(height), mChannels(channels), mDepth(depth) {
    assert(width > 0 && height > 0 && (channels == 1 || channels == 3));
    mBytes.resize(bytesPerRow() * static_cast<std::size_t>(height));
}

std::size_t ImageBuffer::bytesPerRow() const {
    return static_cast<std::size_t>(mWidth) * static_cast<std::size_t>(mChannels) * bytesPerSample(mDepth);
}

std::byte* ImageBuffer::rowBytes(int y, [[maybe_unused]] std::size_t sampleSize) {
    assert(y >= 0 && y < mHeight && sampleSize == bytesPerSample(mDepth));
    return mBytes.data() + bytesPerRow() * static_cast<std::size_t>(y);
}

int ImageBuffer::sample(int x, int y, int channel) const {
    const auto index = static_cast<std::size_t>(x) * mChannels + channel;
    return mDepth == Depth::UInt8 ? int{row<std::uint8_t>(y)[index]} : int{row<std::uint16_t>(y)[index]};
}

void ImageBuffer::setSample(int x, int y, int channel, int value) {
    const auto index = static_cast<std::size_t>(x) * mChannels + channel;
    if (mDepth == Depth::UInt8) {
        row<std::uint8_t>(y)[index] = static_cast<std::uint8_t>(value);
    } else {
        row<std::uint16_t>(y)[index] = static_cast<std::uint16_t>(value);
    }
}

ImageBuffer ImageBuffer::cropped(int x, int y, int width, int height) const {
    assert(x >= 0 && y >= 0 && x + width <= mWidth && y + height <= mHeight);
    ImageBuffer out(width, height, mChannels, mDepth);
    const std::size_t pixel = bytesPerSample(mDepth) * static_cast<std::size_t>(mChannels);
    for (int r = 0; r < height; ++r) {
        std::memcpy(out.mBytes.data() + out.bytesPerRow() * r,
                    mBytes.data() + bytesPerRow() * (y + r) + pixel * x, out.bytesPerRow());
    }
    return out;
}

void ImageBuffer::paste(const ImageBuffer& patch, int x, int y) {
    assert(patch.mChannels == mChannels && patch.mDepth == mDepth);
    assert(x >= 0 && y >= 0 && x + patch.mWidth <= mWidth && y + patch.mHeight <= mHeight);
    const std::size_t pixel = bytesPerSample(mDepth) * static_cast<std::size_t>(mChannels);
    for (int r = 0; r < patch.mHeight; ++r) {
        std::memcpy(mBytes.data() + bytesPerRow() * (y + r) + pixel * x,
                    patch.mBytes.data() + patch.bytesPerRow() * r, patch.bytesPerRow());
    }
}

ImageBuffer ImageBuffer::converted(Depth depth) const {
    if (isEmpty() || depth == mDepth) return *this;
    ImageBuffer out(mWidth, mHeight, mChannels, depth);
    const int samples = mWidth * mChannels;
    for (int y = 0; y < mHeight; ++y) {
        if (depth == Depth::UInt16) {
            const auto* from = row<std::uint8_t>(y);
            auto* to = out.row<std::uint16_t>(y);
            for (int i = 0; i < samples; ++i)
                to[i] = static_cast<std::uint16_t>(from[i] * 257);
        } else {
            const auto* from = row<std::uint16_t>(y);
            auto* to = out.row<std::uint8_t>(y);
            for (int i = 0; i < samples; ++i)
                to[i] = static_cast<std::uint8_t>((from[i] + 128) / 257);
        }
    }
    return out;
}

}  // namespace lacuna
