// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoints/sha256.h"

#include "core/checkpoints/mapped_file.h"
#include "core/error.h"

#include <array>
#include <openssl/evp.h>

namespace lacuna {

std::string sha256(std::span<const std::byte> bytes) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int length = 0;
    if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_sha256(), nullptr) != 1)
        throw Error(ErrorCode::Internal, "", "libcrypto could not compute a SHA-256");
    constexpr char kDigits[] = "0123456789abcdef";
    std::string text;
    for (unsigned int i = 0; i < length; ++i) {
        text += kDigits[digest[i] >> 4];
        text += kDigits[digest[i] & 15];
    }
    return text;
}

std::string sha256OfFile(const std::filesystem::path& path) {
    return sha256(MappedFile(path, ErrorCode::ModelFile).bytes());
}

}  // namespace lacuna
