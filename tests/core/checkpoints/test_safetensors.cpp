// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/checkpoints/safetensors.h"
#include "core/files/sha256.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <array>
#include <cstring>

using namespace lacuna;

namespace {

std::string lengthBytes(std::uint64_t length) {
    std::string bytes;
    for (int i = 0; i < 8; ++i)
        bytes += static_cast<char>(length >> (8 * i));
    return bytes;
}

/// A file of that header and so many bytes of data.
QByteArray fileOf(const std::string& header, int dataBytes) {
    return QByteArray::fromStdString(lengthBytes(header.size()) + header) + QByteArray(dataBytes, '\1');
}

/// A header's object of these entries.
std::string object(std::initializer_list<std::string> entries) {
    std::string text;
    for (const std::string& entry : entries)
        text.append(text.empty() ? "{" : ",").append(entry);
    return text.append("}");
}

std::string entry(const char* name, const char* dtype, const char* shape, int begin, int end) {
    const QString text = R"("%1":{"dtype":"%2","shape":%3,"data_offsets":[%4,%5]})";
    return text.arg(name, dtype, shape, QString::number(begin), QString::number(end)).toStdString();
}

std::span<const std::byte> bytesOf(const QByteArray& data) {
    return std::as_bytes(std::span(data.constData(), static_cast<std::size_t>(data.size())));
}

class TestSafetensors : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void brokenFiles_data() {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("reason");
        const std::string good = entry("a", "F32", "[2]", 0, 8);
        const auto row = [](const char* name, const QByteArray& file, const char* reason) {
            QTest::newRow(name) << file << QString(reason);
        };
        const auto lone = [](const std::string& text) { return fileOf(object({text}), 8); };
        row("empty", QByteArray(), "empty");
        row("seven bytes", QByteArray(7, '\0'), "too short");
        row("header length zero", QByteArray(8, '\0'), "not a JSON object");
        row("header beyond the file", QByteArray::fromStdString(lengthBytes(1000) + "{}"),
            "ends within its header");
        row("header length above 100 MB", QByteArray::fromStdString(lengthBytes(100'000'001) + "{}"),
            "100 MB");
        row("header length 2^64 - 1", QByteArray(8, '\xff') + "{}", "100 MB");
        row("header length one too small",
            QByteArray::fromStdString(lengthBytes(good.size() + 1) + object({good})) + QByteArray(8, '\1'),
            "not valid JSON");
        row("header length one too large",
            QByteArray::fromStdString(lengthBytes(good.size() + 3) + object({good})) + QByteArray(8, '\1'),
            "not valid JSON");
        row("text", QByteArray("This is no model file at all, but it is long enough."), "100 MB");
        row("header is a list", fileOf("[]", 0), "not a JSON object");
        row("header is cut", lone("\"a\":{\"dtype\":\"F32\""), "not valid JSON");
        row("header is not UTF-8", lone("\"a\xff\":{}"), "not valid JSON");
        row("a name with controls", lone("\"a\\n\\u001b[31m\":{\"b\":1}"), "\"a??[31m\" has an unknown");
        row("a long type", lone(entry("a", std::string(5000, 'Q').c_str(), "[2]", 0, 8)), "QQ…\"");
        std::string many;
        for (int i = 0; i < 100'001; ++i)
            many += (i > 0 ? ",\"" : "\"") + std::to_string(i) + "\":{}";
        row("many entries", fileOf("{" + many + "}", 0), "more tensors");
        std::string sides = "[1";
        for (int i = 0; i < 100; ++i)
            sides += ",1";
        row("many sides", lone(entry("a", "F32", (sides + "]").c_str(), 0, 8)), "more numbers");
        row("text after the header's object", fileOf("{} {}", 0), "not valid JSON");
        row("nested lists", fileOf("{\"a\":" + std::string(100'000, '['), 0), "wrong kind");
        row("entry is a number", lone("\"a\":3"), "wrong kind");
        row("metadata is a list", lone("\"__metadata__\":[]"), "wrong kind");
        row("metadata value is a number", lone(R"("__metadata__":{"k":1})"), "wrong kind");
        row("metadata key repeats", lone(R"("__metadata__":{"k":"1","k":"2"})"), "repeats");
        row("metadata repeats", lone(R"("__metadata__":{},"__metadata__":{})"), "repeats");
        row("tensor repeats", fileOf(object({good, entry("a", "F32", "[2]", 8, 16)}), 16), "repeats");
        row("dtype repeats", lone(R"("a":{"dtype":"F32","dtype":"F32","shape":[2],"data_offsets":[0,8]})"),
            "repeats");
        row("unknown key", lone(R"("a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"x":1})"),
            "unknown key");
        row("no shape", lone(R"("a":{"dtype":"F32","data_offsets":[0,8]})"), "lacks");
        row("no offsets", lone(R"("a":{"dtype":"F32","shape":[2]})"), "lacks");
        row("no dtype", lone(R"("a":{"shape":[2],"data_offsets":[0,8]})"), "lacks");
        row("unknown dtype", lone(entry("a", "Q4", "[2]", 0, 8)), "unknown dtype");
        row("negative side", lone(entry("a", "F32", "[-2]", 0, 8)), "wrong kind");
        row("fractional side", lone(entry("a", "F32", "[2.0]", 0, 8)), "wrong kind");
        row("side above 2^63", lone(entry("a", "F32", "[18446744073709551615]", 0, 8)), "too large");
        row("shape overflows", lone(entry("a", "F32", "[4294967296,4294967296,4294967296]", 0, 8)),
            "too large");
        row("bytes overflow", lone(entry("a", "F64", "[4611686018427387904]", 0, 8)), "too large");
        row("shape wraps to the right size", lone(entry("a", "F32", "[4611686018427387904,4,2]", 0, 8)),
            "too large");
        row("one offset", lone(R"("a":{"dtype":"F32","shape":[2],"data_offsets":[0]})"), "two data_offsets");
        row("three offsets", lone(R"("a":{"dtype":"F32","shape":[2],"data_offsets":[0,8,8]})"),
            "two data_offsets");
        row("offsets backwards", lone(entry("a", "F32", "[2]", 8, 0)), "outside");
        row("shape smaller than its bytes", lone(entry("a", "F32", "[1]", 0, 8)), "another number of bytes");
        row("shape larger than its bytes", lone(entry("a", "F32", "[3]", 0, 8)), "another number of bytes");
        row("data cut short", fileOf(object({good}), 7), "cut short");
        row("overlap", fileOf(object({good, entry("b", "F32", "[2]", 4, 12)}), 12), "overlaps");
        row("same place twice", fileOf(object({good, entry("b", "F32", "[2]", 0, 8)}), 8), "overlaps");
        row("hole at the start", fileOf(object({entry("a", "F32", "[2]", 4, 12)}), 12), "hole");
        row("hole between", fileOf(object({good, entry("b", "F32", "[2]", 12, 20)}), 20), "hole");
        row("bytes after the last", fileOf(object({good}), 9), "after the last");
        row("data without tensors", fileOf("{}", 1), "after the last");
    }
    void brokenFiles() {
        QFETCH(QByteArray, file);
        QFETCH(QString, reason);
        try {
            parseSafetensors(bytesOf(file), "broken.safetensors");
        } catch (const Error& error) {
            QVERIFY(error.code() == ErrorCode::ModelFile);
            QCOMPARE(error.subject(), std::string("broken.safetensors"));
            QVERIFY2(QString::fromStdString(error.detail()).contains(reason), error.what());
            return;
        }
        QFAIL("it was accepted");
    }

    /// Every file that is one byte away from a good one is either refused or still consistent; nothing is
    /// read outside (which the sanitizer builds would tell).
    void changedBytes() {
        const QByteArray good = fileOf(object({R"("__metadata__":{"k":"v"})", entry("a", "F32", "[2]", 0, 8),
                                               entry("b", "U8", "[3]", 8, 11)}),
                                       11);
        int refused = 0;
        for (int at = 0; at < good.size(); ++at) {
            for (const int value : std::initializer_list<int>{0, 1, '"', '9', '{', '}', ',', 0x7f, 0xff}) {
                QByteArray changed = good;
                changed[at] = static_cast<char>(value);
                try {
                    const SafetensorsContent content = parseSafetensors(bytesOf(changed), "changed");
                    for (const auto& [name, tensor] : content.tensors)
                        QCOMPARE(tensor.bytes.size(),
                                 static_cast<std::size_t>(tensor.elements()) * itemSize(tensor.dtype));
                } catch (const Error&) {
                    ++refused;
                }
            }
        }
        QVERIFY(refused > good.size());
    }

    void unusualButGood() {
        const SafetensorsContent none = parseSafetensors(bytesOf(fileOf("{}    ", 0)), "s");
        QVERIFY(none.tensors.empty());
        const QByteArray file =
            fileOf(object({entry("scalar", "F64", "[]", 3, 11), entry("empty", "F32", "[0,7]", 3, 3),
                           entry("first", "U8", "[3]", 0, 3)}),
                   11);
        const SafetensorsContent some = parseSafetensors(bytesOf(file), "s");
        QCOMPARE(some.tensors.at("scalar").elements(), 1);
        QCOMPARE(some.tensors.at("empty").elements(), 0);
        QCOMPARE(some.tensors.at("first").bytes.size(), std::size_t{3});
    }

    void roundTrip() {
        QTemporaryDir folder;
        const std::string path = folder.filePath("weights.safetensors").toStdString();
        const std::array<float, 6> wide{1, -2, 3.5F, 0, 1e-30F, 6};
        const std::array<std::uint8_t, 3> narrow{7, 8, 9};
        const std::array<std::uint16_t, 1> half{0x3c00};
        writeSafetensors(path,
                         {{"narrow", {DType::U8, {3}, std::as_bytes(std::span(narrow))}},
                          {"wide", {DType::F32, {2, 3}, std::as_bytes(std::span(wide))}},
                          {"half", {DType::F16, {}, std::as_bytes(std::span(half))}}},
                         {{"lacuna.name", "näme \"quoted\"\n"}});
        const auto file = SafetensorsFile::open(path);
        QCOMPARE(file.metadata().size(), std::size_t{1});
        QCOMPARE(file.metadataValue("lacuna.name"), std::string("näme \"quoted\"\n"));
        QCOMPARE(file.metadataValue("missing"), std::string());
        QCOMPARE(file.tensors().size(), std::size_t{3});
        const TensorView& tensor = file.tensors().at("wide");
        QVERIFY(tensor.dtype == DType::F32);
        QCOMPARE(tensor.shape, (std::vector<std::int64_t>{2, 3}));
        QCOMPARE(std::memcmp(tensor.bytes.data(), wide.data(), sizeof wide), 0);
        QCOMPARE(reinterpret_cast<std::uintptr_t>(tensor.bytes.data()) % sizeof(float), std::uintptr_t{0});
        QCOMPARE(std::memcmp(file.tensors().at("narrow").bytes.data(), narrow.data(), 3), 0);
        QCOMPARE(file.tensors().at("half").shape.size(), std::size_t{0});
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden),
                 QStringList{"weights.safetensors"});
    }

    void replacesAtomically() {
        QTemporaryDir folder;
        const std::string path = folder.filePath("w.safetensors").toStdString();
        const std::array<std::uint8_t, 3> bytes{1, 2, 3};
        const TensorView tensor{DType::U8, {3}, std::as_bytes(std::span(bytes))};
        writeSafetensors(path, {{"old", tensor}}, {});
        const auto old = SafetensorsFile::open(path);
        writeSafetensors(path, {{"new", tensor}}, {});
        QCOMPARE(std::to_integer<int>(old.tensors().at("old").bytes[2]), 3);
        QCOMPARE(SafetensorsFile::open(path).tensors().count("new"), std::size_t{1});
    }

    void writeFails_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("code");
        QTest::newRow("no such folder")
            << "/nonexistent/w.safetensors" << static_cast<int>(ErrorCode::OutputFile);
        QTemporaryDir folder;
        folder.setAutoRemove(false);
        QTest::newRow("a folder's name") << folder.path() << static_cast<int>(ErrorCode::OutputFile);
    }
    void writeFails() {
        QFETCH(QString, path);
        QFETCH(int, code);
        const QStringList before = QFileInfo(path).dir().entryList(QDir::AllEntries | QDir::Hidden);
        try {
            writeSafetensors(path.toStdString(), {}, {});
            QFAIL("it was written");
        } catch (const Error& error) {
            QCOMPARE(static_cast<int>(error.code()), code);
            QCOMPARE(error.subject(), path.toStdString());
        }
        for (const QString& name : QFileInfo(path).dir().entryList({"*.part"}, QDir::Files | QDir::Hidden))
            QVERIFY2(before.contains(name), qPrintable(name));
        QDir().rmdir(path);
    }

    void openFails() {
        QTemporaryDir folder;
        for (const QString& path : {folder.filePath("missing"), folder.path(), QString("/dev/null")}) {
            QVERIFY_THROWS_EXCEPTION(Error, SafetensorsFile::open(path.toStdString()));
        }
        QFile empty(folder.filePath("empty.safetensors"));
        QVERIFY(empty.open(QIODevice::WriteOnly));
        empty.close();
        QVERIFY_THROWS_EXCEPTION(Error, SafetensorsFile::open(empty.fileName().toStdString()));
    }

    void hashes() {
        // FIPS 180-4's own examples.
        QCOMPARE(sha256({}), std::string("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
        QCOMPARE(sha256(bytesOf("abc")),
                 std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    }
};

}  // namespace

QTEST_GUILESS_MAIN(TestSafetensors)
#include "test_safetensors.moc"
