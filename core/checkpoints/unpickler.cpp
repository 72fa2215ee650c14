// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoints/unpickler.h"

#include "core/base/error.h"
#include "core/checkpoints/pickle_calls.h"
#include "core/files/little_endian.h"

#include <bit>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace lacuna {
namespace {

using Bytes = std::span<const std::byte>;

/// The opcodes of Python's pickletools that protocols 2 to 5 use.
enum class Op : std::uint8_t {
    Mark = '(',
    Stop = '.',
    Pop = '0',
    PopMark = '1',
    Dup = '2',
    BinFloat = 'G',
    BinInt = 'J',
    BinInt1 = 'K',
    BinInt2 = 'M',
    None = 'N',
    BinPersistentId = 'Q',
    Reduce = 'R',
    BinString = 'T',
    ShortBinString = 'U',
    BinUnicode = 'X',
    Append = 'a',
    Build = 'b',
    Global = 'c',
    Dict = 'd',
    EmptyDict = '}',
    Appends = 'e',
    BinGet = 'h',
    LongBinGet = 'j',
    List = 'l',
    EmptyList = ']',
    BinPut = 'q',
    LongBinPut = 'r',
    SetItem = 's',
    Tuple = 't',
    EmptyTuple = ')',
    SetItems = 'u',
    BinBytes = 'B',
    ShortBinBytes = 'C',
    Proto = 0x80,
    NewObject = 0x81,
    Tuple1 = 0x85,
    Tuple2 = 0x86,
    Tuple3 = 0x87,
    NewTrue = 0x88,
    NewFalse = 0x89,
    Long1 = 0x8a,
    Long4 = 0x8b,
    ShortBinUnicode = 0x8c,
    BinUnicode8 = 0x8d,
    BinBytes8 = 0x8e,
    EmptySet = 0x8f,
    AddItems = 0x90,
    FrozenSet = 0x91,
    NewObjectEx = 0x92,
    StackGlobal = 0x93,
    Memoize = 0x94,
    Frame = 0x95,
    ByteArray8 = 0x96
};

class Machine {
  public:
    Machine(Bytes bytes, PickleArena& arena, const PickleHost& host)
        : mBytes(bytes), mArena(arena), mHost(host) {}

    PickleRef run() {
        while (true) {
            mArena.spend(1);
            const auto op = static_cast<Op>(number<std::uint8_t>());
            if (op == Op::Stop) return pop();
            if (!scalar(op) && !container(op) && !memo(op) && !object(op))
                fail("the pickle has the unknown or outdated instruction " +
                     std::to_string(static_cast<int>(op)));
        }
    }
    std::size_t position() const { return mPosition; }

  private:
    [[noreturn]] void fail(const std::string& reason) const {
        throw Error(ErrorCode::ModelFile, mArena.subject(), reason);
    }

    Bytes take(std::uint64_t count) {
        if (count > mBytes.size() - mPosition) fail("the file is cut short: its pickle ends too early");
        const Bytes taken = mBytes.subspan(mPosition, count);
        mPosition += count;
        return taken;
    }
    template <typename T>
    T number() {
        return littleEndian<T>(take(sizeof(T)), 0);
    }
    std::string_view line() {
        const std::string_view rest = asText(mBytes.subspan(mPosition));
        const std::size_t end = rest.find('\n');
        if (end == std::string_view::npos) fail("the file is cut short: its pickle ends too early");
        mPosition += end + 1;
        return rest.substr(0, end);
    }

    void push(PickleRef value) { mStack.push_back(value); }
    PickleRef pop() {
        if (mStack.empty() || (!mMarks.empty() && mStack.size() <= mMarks.back()))
            fail("the pickle takes a value from an empty stack");
        PickleRef value = mStack.back();
        mStack.pop_back();
        return value;
    }
    PickleRef top() {
        PickleRef value = pop();
        push(value);
        return value;
    }
    /// The values above the last mark, which goes too.
    std::vector<PickleRef> popMarked() {
        if (mMarks.empty()) fail("the pickle lacks a mark");
        const auto first = mStack.begin() + static_cast<std::ptrdiff_t>(mMarks.back());
        std::vector<PickleRef> values(first, mStack.end());
        mArena.spend(values.size());
        mStack.erase(first, mStack.end());
        mMarks.pop_back();
        return values;
    }

    void pushBytes(PickleKind kind, Bytes bytes) {
        PickleRef value = mArena.make(kind);
        value->bytes = bytes;
        push(value);
    }
    void pushInteger(PickleKind kind, std::int64_t integer) {
        PickleRef value = mArena.make(kind);
        value->integer = integer;
        push(value);
    }
    void pushLong(Bytes bytes) {
        if (bytes.size() > 8) return pushBytes(PickleKind::BigInteger, bytes);
        std::uint64_t value = bytes.empty() || std::to_integer<int>(bytes.back()) < 0x80 ? 0 : ~0ULL;
        for (std::size_t i = bytes.size(); i-- > 0;)
            value = value << 8 | std::to_integer<std::uint64_t>(bytes[i]);
        pushInteger(PickleKind::Integer, static_cast<std::int64_t>(value));
    }
    void pushReal(Bytes bigEndian) {
        std::uint64_t bits = 0;
        for (const std::byte byte : bigEndian)
            bits = bits << 8 | std::to_integer<std::uint64_t>(byte);
        PickleRef value = mArena.make(PickleKind::Real);
        value->real = std::bit_cast<double>(bits);
        push(value);
    }
    void pushItems(PickleKind kind, std::vector<PickleRef> items) {
        PickleRef value = mArena.make(kind);
        value->items = std::move(items);
        push(value);
    }

    bool scalar(Op op) {
        switch (op) {
            case Op::None:
                push(mArena.make(PickleKind::None));
                return true;
            case Op::NewTrue:
            case Op::NewFalse:
                pushInteger(PickleKind::Bool, op == Op::NewTrue);
                return true;
            case Op::BinInt:
                pushInteger(PickleKind::Integer, static_cast<std::int32_t>(number<std::uint32_t>()));
                return true;
            case Op::BinInt1:
                pushInteger(PickleKind::Integer, number<std::uint8_t>());
                return true;
            case Op::BinInt2:
                pushInteger(PickleKind::Integer, number<std::uint16_t>());
                return true;
            case Op::Long1:
                pushLong(take(number<std::uint8_t>()));
                return true;
            case Op::Long4:
                pushLong(take(number<std::uint32_t>()));
                return true;
            case Op::BinFloat:
                pushReal(take(8));
                return true;
            case Op::ShortBinString:
            case Op::ShortBinUnicode:
                pushBytes(PickleKind::Text, take(number<std::uint8_t>()));
                return true;
            case Op::BinString:
            case Op::BinUnicode:
                pushBytes(PickleKind::Text, take(number<std::uint32_t>()));
                return true;
            case Op::BinUnicode8:
                pushBytes(PickleKind::Text, take(number<std::uint64_t>()));
                return true;
            case Op::ShortBinBytes:
                pushBytes(PickleKind::Bytes, take(number<std::uint8_t>()));
                return true;
            case Op::BinBytes:
                pushBytes(PickleKind::Bytes, take(number<std::uint32_t>()));
                return true;
            case Op::BinBytes8:
            case Op::ByteArray8:
                pushBytes(PickleKind::Bytes, take(number<std::uint64_t>()));
                return true;
            default:
                return false;
        }
    }

    bool container(Op op) {
        switch (op) {
            case Op::Mark:
                mMarks.push_back(mStack.size());
                return true;
            case Op::EmptyList:
            case Op::EmptyTuple:
            case Op::EmptyDict:
            case Op::EmptySet:
                push(mArena.make(op == Op::EmptyList    ? PickleKind::List
                                 : op == Op::EmptyTuple ? PickleKind::Tuple
                                 : op == Op::EmptyDict  ? PickleKind::Dict
                                                        : PickleKind::Set));
                return true;
            case Op::List:
                pushItems(PickleKind::List, popMarked());
                return true;
            case Op::Tuple:
                pushItems(PickleKind::Tuple, popMarked());
                return true;
            case Op::FrozenSet:
                pushItems(PickleKind::Set, popMarked());
                return true;
            case Op::Tuple1:
            case Op::Tuple2:
            case Op::Tuple3: {
                std::vector<PickleRef> items(static_cast<std::size_t>(op) -
                                             static_cast<std::size_t>(Op::Tuple1) + 1);
                for (std::size_t i = items.size(); i-- > 0;)
                    items[i] = pop();
                pushItems(PickleKind::Tuple, std::move(items));
                return true;
            }
            case Op::Dict: {
                std::vector<PickleRef> items = popMarked();
                if (items.size() % 2 != 0) fail("the pickle has a key without a value");
                pushItems(PickleKind::Dict, std::move(items));
                return true;
            }
            case Op::Append:
                extendBy(PickleKind::List, {pop()});
                return true;
            case Op::Appends:
                extendBy(PickleKind::List, popMarked());
                return true;
            case Op::AddItems:
                extendBy(PickleKind::Set, popMarked());
                return true;
            case Op::SetItem: {
                PickleRef value = pop();
                PickleRef key = pop();
                extendBy(PickleKind::Dict, {key, value});
                return true;
            }
            case Op::SetItems:
                extendBy(PickleKind::Dict, popMarked());
                return true;
            default:
                return false;
        }
    }

    void extendBy(PickleKind kind, const std::vector<PickleRef>& items) {
        PickleRef target = top();
        // An object that is filled like a container is one, whatever its class adds to that.
        if (target->kind == PickleKind::Record && target->items.empty()) target->kind = kind;
        if (target->kind != kind || (kind == PickleKind::Dict && items.size() % 2 != 0))
            fail("the pickle fills what is no container of that kind");
        target->items.insert(target->items.end(), items.begin(), items.end());
    }

    bool memo(Op op) {
        switch (op) {
            case Op::Pop:
                if (!mMarks.empty() && mMarks.back() == mStack.size())
                    mMarks.pop_back();
                else
                    pop();
                return true;
            case Op::PopMark:
                popMarked();
                return true;
            case Op::Dup:
                push(top());
                return true;
            case Op::BinPut:
                remember(number<std::uint8_t>());
                return true;
            case Op::LongBinPut:
                remember(number<std::uint32_t>());
                return true;
            case Op::Memoize:
                remember(static_cast<std::uint32_t>(mMemo.size()));
                return true;
            case Op::BinGet:
                push(recall(number<std::uint8_t>()));
                return true;
            case Op::LongBinGet:
                push(recall(number<std::uint32_t>()));
                return true;
            default:
                return false;
        }
    }

    void remember(std::uint32_t index) {
        mMemo[index] = top();
        // There are no more values than that.
        constexpr std::size_t kMostRemembered = 1'000'000;
        if (mMemo.size() > kMostRemembered) fail("the pickle remembers more values than any model has");
    }

    PickleRef recall(std::uint32_t index) const {
        const auto found = mMemo.find(index);
        if (found == mMemo.end()) fail("the pickle remembers what it never saw");
        return found->second;
    }

    bool object(Op op) {
        switch (op) {
            case Op::Proto:
                if (number<std::uint8_t>() > 5) fail("the pickle's protocol is newer than 5");
                return true;
            case Op::Frame:
                number<std::uint64_t>();
                return true;
            case Op::Global: {
                const std::string_view moduleName = line();
                push(knownGlobal(moduleName, line(), mArena));
                return true;
            }
            case Op::StackGlobal: {
                const PickleRef name = pop();
                const PickleRef moduleName = pop();
                if (name->kind != PickleKind::Text || moduleName->kind != PickleKind::Text)
                    fail("the pickle names a class by what is no text");
                push(knownGlobal(moduleName->text(), name->text(), mArena));
                return true;
            }
            case Op::NewObjectEx:
                if (pop()->kind != PickleKind::Dict) fail("the pickle calls a class wrongly");
                call();
                return true;
            case Op::Reduce:
            case Op::NewObject:
                call();
                return true;
            case Op::Build: {
                PickleRef state = pop();
                buildState(*top(), state, mArena);
                return true;
            }
            case Op::BinPersistentId: {
                if (!mHost.persistent) fail("the pickle refers to an archive around it, and there is none");
                push(mHost.persistent(*pop()));
                return true;
            }
            default:
                return false;
        }
    }

    void call() {
        const PickleRef arguments = pop();
        const PickleRef function = pop();
        if (arguments->kind == PickleKind::Tuple && function->kind == PickleKind::Record)
            return push(mArena.make(PickleKind::Record));  // of a method of an inert object
        if (function->kind != PickleKind::Global || arguments->kind != PickleKind::Tuple)
            fail("the pickle calls what is no function");
        push(callGlobal(*function, *arguments, mArena, mHost));
    }

    Bytes mBytes;
    std::size_t mPosition = 0;
    PickleArena& mArena;
    const PickleHost& mHost;
    std::vector<PickleRef> mStack;
    std::vector<std::size_t> mMarks;
    std::unordered_map<std::uint32_t, PickleRef> mMemo;
};

}  // namespace

PickleRef unpickle(std::span<const std::byte>& bytes, PickleArena& arena, const PickleHost& host) {
    Machine machine(bytes, arena, host);
    const PickleRef value = machine.run();
    bytes = bytes.subspan(machine.position());
    return value;
}

}  // namespace lacuna
