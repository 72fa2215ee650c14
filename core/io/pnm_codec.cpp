// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/byte_reader.h"
#include "core/io/format_rows.h"
#include "core/io/png_chunks.h"

#include <algorithm>
#include <cctype>
#include <charconv>

// PBM, PGM and PPM, as text (P1–P3) or bytes (P4–P6), and PAM (P7). Only read.
namespace lacuna::io {
namespace {

struct Header {
    int kind = 0;  ///< the digit after P
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::uint32_t samples = 1;
    std::uint32_t most = 1;  ///< the value of white
    std::vector<std::string> comments;

    bool isText() const { return kind <= 3; }
    bool isBits() const { return kind == 1 || kind == 4; }
};

bool isSpace(std::uint8_t value) {
    return std::isspace(static_cast<unsigned char>(value)) != 0;
}

/// The next word of the header; comments, which are collected, reach from # to the end of their line.
std::string readWord(ByteReader& reader, std::vector<std::string>& comments) {
    constexpr std::size_t kLongest = 64;
    std::uint8_t next = reader.byte();
    while (isSpace(next) || next == '#') {
        if (next == '#') {
            std::string comment;
            while ((next = reader.byte()) != '\n')
                comment += static_cast<char>(next);
            comments.push_back(comment.substr(std::min(comment.find_first_not_of(' '), comment.size())));
        }
        next = reader.byte();
    }
    std::string word;
    while (!isSpace(next)) {
        word += static_cast<char>(next);
        if (word.size() > kLongest)
            throw Fault(LACUNA_CAUSE("Causes", "it is damaged: its header makes no sense"));
        next = reader.byte();
    }
    return word;
}

std::uint32_t numberFrom(const std::string& word) {
    std::uint32_t number = 0;
    const auto [end, fault] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (fault != std::errc{} || end != word.data() + word.size())
        throw Fault(LACUNA_CAUSE("Causes", "it is damaged: its header makes no sense"));
    return number;
}

Header readHeader(ByteReader& reader) {
    Header header;
    const auto word = [&] { return readWord(reader, header.comments); };
    reader.skip(1);
    header.kind = reader.byte() - '0';
    if (header.kind == 7) {
        for (std::string key = word(); key != "ENDHDR"; key = word()) {
            const std::string value = word();
            if (key == "WIDTH") header.width = numberFrom(value);
            if (key == "HEIGHT") header.height = numberFrom(value);
            if (key == "DEPTH") header.samples = numberFrom(value);
            if (key == "MAXVAL") header.most = numberFrom(value);
        }
    } else {
        header.width = numberFrom(word());
        header.height = numberFrom(word());
        if (!header.isBits()) header.most = numberFrom(word());
        header.samples = header.kind == 3 || header.kind == 6 ? 3 : 1;
    }
    if (header.most < 1 || header.most > 65535 || header.samples < 1 || header.samples > 4)
        throw Fault(LACUNA_CAUSE("Causes", "a PNM of this kind isn't supported"));
    return header;
}

/// One row of samples, with the file's values.
class Rows {
  public:
    Rows(ByteReader& reader, const Header& header) : mReader(reader), mHeader(header) {
        const std::size_t count = std::size_t{header.width} * header.samples;
        mSamples.resize(count);
        mSamplesOfAll = std::uint64_t{count} * header.height;
        mBytes = header.isBits() ? (count + 7) / 8 : count * (header.most > 255 ? 2 : 1);
    }

    const std::vector<std::uint32_t>& next() {
        if (mHeader.isText()) {
            for (std::uint32_t& sample : mSamples)
                sample = nextNumber();
            return mSamples;
        }
        const ByteView bytes = mReader.take(mBytes);
        for (std::size_t i = 0; i < mSamples.size(); ++i) {
            if (mHeader.isBits()) {
                mSamples[i] = bytes[i / 8] >> (7 - i % 8) & 1;
            } else if (mHeader.most > 255) {
                mSamples[i] = static_cast<std::uint32_t>(bytes[2 * i]) << 8 | bytes[2 * i + 1];
            } else {
                mSamples[i] = bytes[i];
            }
        }
        return mSamples;
    }

    std::size_t bytesPerRow() const { return mHeader.isText() ? mSamples.size() : mBytes; }

  private:
    std::uint32_t nextNumber() {
        ++mSamplesRead;
        std::uint8_t next = mReader.byte();
        while (isSpace(next))
            next = mReader.byte();
        std::uint32_t number = 0;
        while (!isSpace(next)) {
            if (next < '0' || next > '9') throw Fault(LACUNA_CAUSE("Causes", "its picture data is damaged"));
            number = std::min(number * 10 + (next - '0'), 1U << 20);
            // In a bitmap digits may stand side by side; only the last number may end with the file.
            if (mHeader.isBits()) break;
            if (mReader.left() == 0 && mSamplesRead == mSamplesOfAll) break;
            next = mReader.byte();
        }
        return number;
    }

    ByteReader& mReader;
    const Header& mHeader;
    std::vector<std::uint32_t> mSamples;
    std::size_t mBytes = 0;
    std::uint64_t mSamplesRead = 0;
    std::uint64_t mSamplesOfAll = 0;
};

template <typename T>
void store(const std::vector<std::uint32_t>& samples, const Header& header, int y, Photograph& photo,
           std::vector<std::byte>& row) {
    constexpr std::uint64_t kTop = sizeof(T) == 1 ? 255 : 65535;
    auto* to = reinterpret_cast<T*>(row.data());
    for (const std::uint32_t sample : samples) {
        const std::uint64_t value = std::min(sample, header.most);
        const std::uint64_t bright = header.isBits() ? header.most - value : value;  // there, 1 is black
        *to++ = static_cast<T>((bright * kTop + header.most / 2) / header.most);
    }
    splitRow(row.data(), static_cast<int>(header.samples), y, photo.pixels, photo.alpha);
}

Decoded decodePnm(ByteView file, const ReadOptions& options) {
    ByteReader reader(file);
    const Header header = readHeader(reader);
    const bool deep = header.most > 255;
    checkSize(header.width, header.height, static_cast<int>(header.samples), deep ? 2 : 1);
    Rows rows(reader, header);
    checkRatio(rows.bytesPerRow() * header.height, file.size(), 1, options.partial);

    Decoded out;
    out.ownMetadata = true;
    Photograph& photo = out.photo;
    photo.format = FileFormat::Png;
    const int width = static_cast<int>(header.width), height = static_cast<int>(header.height);
    const Depth depth = deep ? Depth::UInt16 : Depth::UInt8;
    photo.pixels = ImageBuffer(width, height, header.samples >= 3 ? 3 : 1, depth);
    if (header.samples % 2 == 0) photo.alpha = ImageBuffer(width, height, 1, depth);
    std::vector<std::byte> row(photo.pixels.bytesPerRow() + photo.alpha.bytesPerRow());
    int y = 0;
    try {
        for (; y < height; ++y) {
            deep ? store<std::uint16_t>(rows.next(), header, y, photo, row)
                 : store<std::uint8_t>(rows.next(), header, y, photo, row);
        }
    } catch (const Fault&) {
        if (!options.partial || y == 0) throw;
        markMissing(photo, y, height - y);
    }
    for (const std::string& comment : header.comments)
        photo.metadata.blocks.push_back(png::commentChunk(comment));
    // Another picture may follow.
    while (reader.left() > 0 && isSpace(file[reader.position()]))
        reader.skip(1);
    out.furtherBytes = photo.missing.isEmpty() ? reader.left() : 0;
    return out;
}

}  // namespace

FormatRow pnmFormat() {
    FormatRow row;
    row.name = "PNM";
    row.extensions = {".ppm", ".pgm", ".pbm", ".pnm", ".pam"};
    row.recognises = [](ByteView file) {
        return file.size() > 2 && file[0] == 'P' && file[1] >= '1' && file[1] <= '7' && isSpace(file[2]);
    };
    row.decode = decodePnm;
    return row;
}

}  // namespace lacuna::io
