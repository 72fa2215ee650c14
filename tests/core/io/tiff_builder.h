// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace lacuna::test {

/// Puts together TIFFs as other programs write them, byte by byte and without libtiff.
class TiffBuilder {
  public:
    using Bytes = std::vector<std::uint8_t>;

    explicit TiffBuilder(bool big = false) : mBig(big) {}

    struct Page {
        std::vector<std::pair<int, std::pair<int, Bytes>>> tags;  ///< tag, type, value
        Bytes samples;

        Page& add(int tag, int type, const Bytes& value) {
            tags.push_back({tag, {type, value}});
            return *this;
        }
        Page& text(int tag, const std::string& value) {
            Bytes bytes(value.begin(), value.end());
            bytes.push_back(0);
            return add(tag, 2, bytes);
        }
        Page& shorts(int tag, const std::vector<int>& values) {
            Bytes bytes;
            for (const int value : values) {
                bytes.push_back(static_cast<std::uint8_t>(value));
                bytes.push_back(static_cast<std::uint8_t>(value >> 8));
            }
            return add(tag, 3, bytes);
        }
        Page& rational(int tag, std::uint32_t numerator, std::uint32_t denominator) {
            Bytes bytes;
            for (const std::uint32_t value : {numerator, denominator}) {
                for (int shift = 0; shift < 32; shift += 8)
                    bytes.push_back(static_cast<std::uint8_t>(value >> shift));
            }
            return add(tag, 5, bytes);
        }
    };

    /// A page without compression, in one strip. `format`: 1 unsigned, 3 floating-point.
    Page& page(int width, int height, int samples, int bits, int photometric, const Bytes& data,
               int format = 1) {
        Page page;
        page.samples = data;
        page.shorts(256, {width}).shorts(257, {height});
        page.shorts(258, std::vector<int>(static_cast<std::size_t>(samples), bits)).shorts(259, {1});
        page.shorts(262, {photometric}).shorts(277, {samples}).shorts(278, {height});
        page.shorts(339, std::vector<int>(static_cast<std::size_t>(samples), format));
        mPages.push_back(page);
        return mPages.back();
    }

    Bytes build() const {
        Bytes out;
        put(out, 0x4949, 2);
        put(out, mBig ? 43 : 42, 2);
        if (mBig) put(out, 8, 4);
        std::size_t link = out.size();
        put(out, 0, wide());
        for (const Page& page : mPages) {
            const std::size_t pixels = out.size();
            out.insert(out.end(), page.samples.begin(), page.samples.end());
            auto tags = page.tags;
            const auto number = [this](std::size_t value) {
                Bytes bytes;
                put(bytes, value, wide());
                return bytes;
            };
            tags.push_back({273, {mBig ? 16 : 4, number(pixels)}});
            tags.push_back({279, {mBig ? 16 : 4, number(page.samples.size())}});
            std::stable_sort(tags.begin(), tags.end(),
                             [](const auto& a, const auto& b) { return a.first < b.first; });
            std::vector<Bytes> fields;
            for (const auto& [tag, value] : tags) {
                Bytes field = value.second;
                if (field.size() > wide()) {
                    if (out.size() % 2 != 0) out.push_back(0);
                    const std::size_t at = out.size();
                    out.insert(out.end(), field.begin(), field.end());
                    field = number(at);
                }
                field.resize(wide());
                fields.push_back(field);
            }
            if (out.size() % 2 != 0) out.push_back(0);
            Bytes linked;
            put(linked, out.size(), wide());
            std::copy(linked.begin(), linked.end(), out.begin() + static_cast<std::ptrdiff_t>(link));
            put(out, tags.size(), mBig ? 8 : 2);
            for (std::size_t i = 0; i < tags.size(); ++i) {
                put(out, static_cast<std::size_t>(tags[i].first), 2);
                put(out, static_cast<std::size_t>(tags[i].second.first), 2);
                put(out, tags[i].second.second.size() / sizeOf(tags[i].second.first), wide());
                out.insert(out.end(), fields[i].begin(), fields[i].end());
            }
            link = out.size();
            put(out, 0, wide());
        }
        return out;
    }

  private:
    std::size_t wide() const { return mBig ? 8 : 4; }
    static std::size_t sizeOf(int type) {
        return type == 3 ? 2 : type == 4 ? 4 : type == 5 || type == 10 || type == 16 ? 8 : 1;
    }
    static void put(Bytes& out, std::size_t value, std::size_t size) {
        for (std::size_t i = 0; i < size; ++i)
            out.push_back(static_cast<std::uint8_t>(value >> 8 * i));
    }

    bool mBig;
    std::vector<Page> mPages;
};

}  // namespace lacuna::test
