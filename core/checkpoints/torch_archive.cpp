// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoints/torch_archive.h"

#include "core/base/error.h"
#include "core/checkpoints/pickle_calls.h"
#include "core/checkpoints/stored_zip.h"
#include "core/checkpoints/unpickler.h"
#include "core/files/in_quotes.h"
#include "core/files/little_endian.h"

#include <array>
#include <map>
#include <string>

namespace lacuna {
namespace {

using Bytes = std::span<const std::byte>;

constexpr int kMostNesting = 3;
constexpr std::array<unsigned char, 4> kZipMagic{'P', 'K', 3, 4};
/// 0x1950a86a20f9469cfc6c, little-endian: what a legacy file begins with, as a pickled number.
constexpr std::array<unsigned char, 10> kLegacyMagic{0x6c, 0xfc, 0x9c, 0x46, 0xf9,
                                                     0x20, 0x6a, 0xa8, 0x50, 0x19};
constexpr std::int64_t kLegacyProtocol = 1001;

template <std::size_t N>
bool equals(Bytes bytes, const std::array<unsigned char, N>& wanted) {
    return bytes.size() == N && std::memcmp(bytes.data(), wanted.data(), N) == 0;
}

class Reader {
  public:
    Reader(PickleArena& arena, int depth) : mArena(arena), mDepth(depth) {}

    TorchArchive read(Bytes bytes) {
        if (bytes.size() >= kZipMagic.size() && equals(bytes.first(kZipMagic.size()), kZipMagic))
            return readZip(bytes);
        PickleRef first = unpickle(bytes, mArena, host());
        if (first->kind != PickleKind::BigInteger || !equals(first->bytes, kLegacyMagic))
            return {TorchFormat::Pickle, first};
        return {TorchFormat::Legacy, readLegacy(bytes)};
    }

  private:
    /// Of one archive: by key, so that a storage that several tensors share is one value.
    using Storages = std::map<std::string, PickleRef, std::less<>>;

    [[noreturn]] void fail(const std::string& reason) const {
        throw Error(ErrorCode::ModelFile, mArena.subject(), reason);
    }

    PickleHost host() {
        PickleHost host;
        if (mDepth < kMostNesting)
            host.nested = [this](Bytes archive) {
                const TorchArchive inner = Reader(mArena, mDepth + 1).read(archive);
                if (inner.root == nullptr) fail("an archive in the pickle is a program");
                return const_cast<PickleRef>(inner.root);
            };
        return host;
    }

    /// ("storage", class, key, device, elements[, view]); in legacy files also ("module", class, file,
    /// source)
    PickleRef storageOf(const PickleValue& id, Storages& storages) {
        if (id.kind == PickleKind::Tuple && id.items.size() >= 2 && id.items[0]->isText("module") &&
            id.items[1]->kind == PickleKind::Global)
            return id.items[1];
        if (id.kind != PickleKind::Tuple || id.items.size() < 5 || !id.items[0]->isText("storage"))
            fail("the pickle refers to something in the archive that is no storage");
        const auto dtype = storageType(*id.items[1]);
        const PickleValue& key = *id.items[2];
        const PickleValue& count = *id.items[4];
        if (!dtype || key.kind != PickleKind::Text || count.kind != PickleKind::Integer || count.integer < 0)
            fail("a storage lacks its type, key or size");
        if (id.items.size() > 5 && id.items[5]->kind != PickleKind::None)
            fail(
                "a storage is a part of another, as torch wrote them before 0.4; save the file anew with a "
                "newer torch");
        const auto [place, isNew] = storages.try_emplace(std::string(key.text()), nullptr);
        if (isNew) {
            place->second = mArena.make(PickleKind::Storage);
            place->second->dtype = *dtype;
            place->second->integer = count.integer;
        } else if (place->second->dtype != *dtype || place->second->integer != count.integer) {
            fail("the storage " + inQuotes(key.text()) + " is of two types or sizes");
        }
        return place->second;
    }

    void fill(PickleValue& storage, Bytes bytes, std::string_view key) const {
        std::uint64_t size = 0;
        if (__builtin_mul_overflow(static_cast<std::uint64_t>(storage.integer), itemSize(storage.dtype),
                                   &size) ||
            size > bytes.size())
            fail("the file is cut short: of the storage " + inQuotes(key) + " only " +
                 std::to_string(bytes.size()) + " bytes are there");
        storage.bytes = bytes.first(size);
    }

    TorchArchive readZip(Bytes bytes) {
        const StoredEntries entries = parseStoredZip(bytes, mArena.subject());
        constexpr std::string_view kPickle = "/data.pkl";
        const auto found = std::find_if(entries.begin(), entries.end(), [&](const auto& entry) {
            return entry.first.ends_with(kPickle) &&
                   entry.first.find('/') == entry.first.size() - kPickle.size();
        });
        if (found == entries.end()) fail("the archive holds no pickle; it isn't torch's");
        const std::string folder = found->first.substr(0, found->first.size() - kPickle.size());
        if (entries.count(folder + "/constants.pkl") != 0) return {TorchFormat::Script, nullptr};
        const auto order = entries.find(folder + "/byteorder");
        if (order != entries.end() && order->second && asText(*order->second) != "little")
            fail("the archive is big-endian");
        Storages storages;
        PickleHost inside = host();
        inside.persistent = [&](const PickleValue& id) { return storageOf(id, storages); };
        if (!found->second) fail("the archive's pickle is compressed; torch.save() never does that");
        Bytes pickle = *found->second;
        const PickleRef root = unpickle(pickle, mArena, inside);
        for (const auto& [key, storage] : storages) {
            const auto data = entries.find(folder + "/data/" + key);
            if (data == entries.end() || !data->second)
                fail("the archive lacks the storage " + inQuotes(key) + ", or it is compressed");
            fill(*storage, *data->second, key);
        }
        return {TorchFormat::Zip, root};
    }

    /// After the magic number: a protocol, the writer's properties, the value, the keys, the storages.
    PickleRef readLegacy(Bytes bytes) {
        const PickleRef protocol = unpickle(bytes, mArena, host());
        if (protocol->kind != PickleKind::Integer || protocol->integer != kLegacyProtocol)
            fail("the torch archive has an unknown protocol");
        const PickleRef writer = unpickle(bytes, mArena, host());
        const PickleValue* little = writer->find("little_endian");
        if (little == nullptr || little->kind != PickleKind::Bool || little->integer == 0)
            fail("the torch archive is not little-endian");
        Storages storages;
        PickleHost inside = host();
        inside.persistent = [&](const PickleValue& id) { return storageOf(id, storages); };
        const PickleRef root = unpickle(bytes, mArena, inside);
        const PickleRef keys = unpickle(bytes, mArena, host());
        if (keys->kind != PickleKind::List) fail("the torch archive lacks the list of its storages");
        std::size_t filled = 0;
        for (const PickleRef key : keys->items) {
            const auto found = key->kind == PickleKind::Text ? storages.find(key->text()) : storages.end();
            if (found == storages.end()) fail("the torch archive lists a storage that nothing uses");
            PickleValue& storage = *found->second;
            constexpr std::size_t kCount = 8;
            if (bytes.size() < kCount ||
                littleEndian<std::uint64_t>(bytes, 0) != static_cast<std::uint64_t>(storage.integer))
                fail("the storage " + inQuotes(key->text()) +
                     " has another size than said (is the file cut short?)");
            bytes = bytes.subspan(kCount);
            filled += storage.bytes.data() == nullptr;
            fill(storage, bytes, key->text());
            bytes = bytes.subspan(storage.bytes.size());
        }
        if (filled != storages.size()) fail("the torch archive lacks a storage that a tensor uses");
        return root;
    }

    PickleArena& mArena;
    int mDepth;
};

}  // namespace

TorchArchive readTorchArchive(std::span<const std::byte> bytes, PickleArena& arena) {
    return Reader(arena, 0).read(bytes);
}

}  // namespace lacuna
