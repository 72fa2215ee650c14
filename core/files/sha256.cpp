// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/sha256.h"

#include "core/files/mapped_file.h"

#include <algorithm>
#include <array>
#include <openssl/evp.h>

namespace lacuna {
namespace {

constexpr std::size_t kPiece = std::size_t{16} << 20;

void require(bool done) {
    if (!done) throw Error(ErrorCode::Internal, "", "libcrypto could not compute a SHA-256");
}

}  // namespace

Sha256::Sha256() : mContext(EVP_MD_CTX_new()) {
    require(mContext != nullptr && EVP_DigestInit_ex(mContext, EVP_sha256(), nullptr) == 1);
}

Sha256::~Sha256() {
    EVP_MD_CTX_free(mContext);
}

void Sha256::add(std::span<const std::byte> bytes) {
    require(EVP_DigestUpdate(mContext, bytes.data(), bytes.size()) == 1);
}

std::string Sha256::finish() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int length = 0;
    require(EVP_DigestFinal_ex(mContext, digest.data(), &length) == 1);
    constexpr char kDigits[] = "0123456789abcdef";
    std::string text;
    for (unsigned int i = 0; i < length; ++i) {
        text += kDigits[digest[i] >> 4];
        text += kDigits[digest[i] & 15];
    }
    return text;
}

std::string sha256(std::span<const std::byte> bytes) {
    Sha256 hash;
    hash.add(bytes);
    return hash.finish();
}

std::string hashOfFile(const std::filesystem::path& path, ErrorCode code,
                       const std::function<void(double)>& progress) {
    const MappedFile file(path, code);
    const std::span<const std::byte> bytes = file.bytes();
    Sha256 hash;
    for (std::size_t at = 0; at < bytes.size(); at += kPiece) {
        const auto piece = bytes.subspan(at, std::min(kPiece, bytes.size() - at));
        hash.add(piece);
        if (progress) progress(static_cast<double>(at + piece.size()) / static_cast<double>(bytes.size()));
    }
    return hash.finish();
}

}  // namespace lacuna
