// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/checkpoints/checkpoint.h"
#include "core/checkpoints/state_dict.h"
#include "core/checkpoints/torch_archive.h"
#include "core/files/little_endian.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <functional>
#include <utility>

using namespace lacuna;

namespace {

std::filesystem::path dataFile(const char* name) {
    return std::filesystem::path(LACUNA_TEST_DATA "/checkpoints") / name;
}

QByteArray read(const char* name) {
    QFile file(QString::fromStdString(dataFile(name).string()));
    if (!file.open(QIODevice::ReadOnly)) qFatal("no %s", name);
    return file.readAll();
}

std::span<const std::byte> bytesOf(const QByteArray& data) {
    return std::as_bytes(std::span(data.constData(), static_cast<std::size_t>(data.size())));
}

/// Element `index` of those between the first and the last, as they lie there.
float element(const TensorView& view, std::size_t index) {
    return std::bit_cast<float>(littleEndian<std::uint32_t>(view.bytes, 4 * index));
}

QString reasonOf(const QByteArray& file) {
    try {
        PickleArena arena("file", static_cast<std::size_t>(file.size()));
        readTorchArchive(bytesOf(file), arena);
    } catch (const Error& error) {
        return QString::fromStdString(error.detail());
    }
    return {};
}

QByteArray pickle(const char* body, int size) {
    return QByteArray("\x80\x02", 2) + QByteArray(body, size);
}
template <std::size_t N>
QByteArray pickle(const char (&body)[N]) {
    return pickle(body, static_cast<int>(N) - 1);
}

/// What the unpickler makes of Python's dictionaries and tensors.
class Tree {
  public:
    PickleRef none() { return mArena.make(PickleKind::None); }
    PickleRef text(const char* letters) {
        const PickleRef value = mArena.make(PickleKind::Text);
        value->bytes = std::as_bytes(std::span(letters, std::strlen(letters)));
        return value;
    }
    /// A tensor of that shape, of two elements at most.
    PickleRef tensor(std::vector<std::int64_t> shape) {
        static constexpr std::array<float, 2> kElements{1, 2};
        const PickleRef storage = mArena.make(PickleKind::Storage);
        storage->integer = 2;
        storage->bytes = std::as_bytes(std::span(kElements));
        const PickleRef value = mArena.make(PickleKind::Tensor);
        value->strides.assign(shape.size(), 1);
        value->shape = std::move(shape);
        value->items.push_back(storage);
        return value;
    }
    PickleRef number() { return tensor({}); }
    PickleRef integer() { return mArena.make(PickleKind::Integer); }
    /// A dictionary of one item, again and again.
    PickleRef repeated(PickleRef key, PickleRef item, int times) {
        const PickleRef value = mArena.make(PickleKind::Dict);
        for (int i = 0; i < times; ++i)
            value->items.insert(value->items.end(), {key, item});
        return value;
    }
    PickleRef list(std::vector<PickleRef> items) {
        const PickleRef value = mArena.make(PickleKind::List);
        value->items = std::move(items);
        return value;
    }
    PickleRef record(PickleRef state) {
        const PickleRef value = mArena.make(PickleKind::Record);
        value->items.push_back(state);
        return value;
    }
    PickleRef dict(std::initializer_list<std::pair<const char*, PickleRef>> items) {
        const PickleRef value = mArena.make(PickleKind::Dict);
        for (const auto& [key, item] : items)
            value->items.insert(value->items.end(), {text(key), item});
        return value;
    }
    PickleRef weights(std::initializer_list<const char*> names) {
        const PickleRef value = mArena.make(PickleKind::Dict);
        for (const char* name : names)
            value->items.insert(value->items.end(), {text(name), tensor({2})});
        return value;
    }

  private:
    PickleArena mArena{"file", 1 << 20};
};

using Build = std::function<PickleRef(Tree&)>;

}  // namespace

Q_DECLARE_METATYPE(Build)

class TestTorchArchive : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void tensorsOfBothFormats_data() {
        QTest::addColumn<QString>("name");
        QTest::newRow("zip") << "zip.pt";
        QTest::newRow("legacy") << "legacy.pt";
    }
    void tensorsOfBothFormats() {
        QFETCH(QString, name);
        const auto file = Checkpoint::open(dataFile(qPrintable(name)));
        const TensorViews& tensors = file.tensors();
        QCOMPARE(tensors.size(), std::size_t(10));
        const TensorView& plain = tensors.at("plain");
        QCOMPARE(plain.shape, (std::vector<std::int64_t>{2, 3, 4}));
        QVERIFY(plain.strides.empty());
        QCOMPARE(plain.bytes.size(), std::size_t(96));
        QCOMPARE(element(plain, 23), 23.0f);
        QVERIFY(tensors.at("half").dtype == DType::F16);
        QCOMPARE(littleEndian<std::uint16_t>(tensors.at("half").bytes, 2), std::uint16_t(0xc000));
        QVERIFY(tensors.at("bfloat").dtype == DType::BF16);
        QVERIFY(tensors.at("double").dtype == DType::F64);
        QVERIFY(tensors.at("long").dtype == DType::I64);
        QCOMPARE(tensors.at("scalar").elements(), std::int64_t(1));
        QCOMPARE(element(tensors.at("scalar"), 0), 4.0f);
        QCOMPARE(tensors.at("empty").elements(), std::int64_t(0));
        QCOMPARE(element(tensors.at("parameter"), 1), 1.0f);
        const TensorView& transposed = tensors.at("transposed");
        QCOMPARE(transposed.shape, (std::vector<std::int64_t>{4, 2, 3}));
        QCOMPARE(transposed.strides, (std::vector<std::int64_t>{1, 12, 4}));
        const TensorView& slice = tensors.at("slice");
        QCOMPARE(slice.shape, (std::vector<std::int64_t>{2, 2}));
        QCOMPARE(slice.strides, (std::vector<std::int64_t>{4, 2}));
        QCOMPARE(slice.bytes.size(), std::size_t(4 * 7));
        QCOMPARE(element(slice, 0), 16.0f);
        QCOMPARE(element(slice, 6), 22.0f);
    }

    void averagedWeightsComeFirst() {
        const auto file = Checkpoint::open(dataFile("nested.pt"));
        QCOMPARE(file.tensors().size(), std::size_t(1));
        QCOMPARE(element(file.tensors().at("plain"), 0), 1.0f);
    }

    /// Where the weights are among what trainers save beside them.
    void nestedWeights_data() {
        QTest::addColumn<Build>("build");
        QTest::addColumn<QStringList>("names");
        const auto row = [](const char* name, const QStringList& names, const Build& build) {
            QTest::newRow(name) << build << names;
        };
        row("a step beside the model", {"a", "b"}, [](Tree& t) {
            return t.dict({{"step", t.number()}, {"model", t.weights({"a", "b"})}});
        });
        row("an average without tensors", {"a", "b"}, [](Tree& t) {
            return t.dict({{"ema", t.dict({{"decay", t.none()}})}, {"model", t.weights({"a", "b"})}});
        });
        row("an average of numbers", {"a", "b"}, [](Tree& t) {
            return t.dict({{"ema", t.dict({{"decay", t.number()}})}, {"model", t.weights({"a", "b"})}});
        });
        row("an average", {"c", "d"}, [](Tree& t) {
            return t.dict({{"model", t.weights({"a", "b"})}, {"ema", t.weights({"c", "d"})}});
        });
        row("an optimizer in its place", {"a", "b"}, [](Tree& t) {
            return t.dict({{"model", t.dict({{"param_groups", t.none()}, {"state", t.none()}})},
                           {"net", t.weights({"a", "b"})}});
        });
        row("a usual key among the weights", {"a", "b"}, [](Tree& t) {
            const PickleRef inner = t.weights({"c"});
            const PickleRef outer = t.weights({"a", "b"});
            outer->items.insert(outer->items.end(), {t.text("unet"), inner});
            return outer;
        });
        row("three deep", {"a"}, [](Tree& t) {
            return t.dict({{"model", t.dict({{"ema", t.dict({{"module", t.weights({"a"})}})}})}});
        });
        row("numbers only", {"step"}, [](Tree& t) { return t.dict({{"step", t.number()}}); });
    }
    void nestedWeights() {
        QFETCH(Build, build);
        QFETCH(QStringList, names);
        Tree tree;
        QStringList found;
        for (const auto& [name, view] : findStateDict(*build(tree), "file").tensors)
            found << QString::fromStdString(name);
        QCOMPARE(found, names);
    }

    void nothingButOptimizers_data() {
        QTest::addColumn<Build>("build");
        const auto optimizer = [](Tree& t) {
            return t.dict({{"param_groups", t.none()}, {"state", t.none()}});
        };
        QTest::newRow("as a model") << Build([=](Tree& t) { return t.dict({{"model", optimizer(t)}}); });
        QTest::newRow("by its name") << Build([=](Tree& t) {
            return t.dict({{"optimizer", optimizer(t)}, {"step", t.integer()}});
        });
        QTest::newRow("a list") << Build([=](Tree& t) { return t.list({optimizer(t), optimizer(t)}); });
        QTest::newRow("a list by its name") << Build([=](Tree& t) {
            return t.dict({{"optimizer_states", t.list({optimizer(t)})}});
        });
    }
    void nothingButOptimizers() {
        QFETCH(Build, build);
        Tree tree;
        try {
            findStateDict(*build(tree), "file");
            QFAIL("it was taken for a model");
        } catch (const Error& error) {
            QVERIFY2(QString(error.what()).contains("optimizer state"), error.what());
        }
    }

    /// Which of the names in a file are the network's, and what is left of them.
    void prefixes_data() {
        QTest::addColumn<QStringList>("given");
        QTest::addColumn<QStringList>("kept");
        QTest::newRow("none") << QStringList{"a.w", "b.w"} << QStringList{"a.w", "b.w"};
        QTest::newRow("shared") << QStringList{"module.model.a.w", "module.model.b"}
                                << QStringList{"a.w", "b"};
        QTest::newRow("beside buffers")
            << QStringList{"model.a.w", "model.b.w", "betas"} << QStringList{"a.w", "b.w"};
        QTest::newRow("averages") << QStringList{"model.a.w", "ema.b.w"} << QStringList{"b.w"};
        QTest::newRow("latent diffusion")
            << QStringList{"model.diffusion_model.a.w", "model_ema.diffusion_modelaw", "model_ema.decay",
                           "first_stage_model.x.w", "betas"}
            << QStringList{"a.w"};
    }
    void prefixes() {
        QFETCH(QStringList, given);
        QFETCH(QStringList, kept);
        TensorViews tensors;
        for (const QString& name : given)
            tensors[name.toStdString()].shape = {2};
        tensors[given.front().toStdString()].dtype = DType::F16;
        const auto checkpoint = Checkpoint::ofHeader("file", tensors, {});
        QStringList names;
        for (const auto& [name, view] : checkpoint.tensors())
            names << QString::fromStdString(name);
        QCOMPARE(names, kept);
        // The average of latent diffusion stands in for what it is of.
        if (given.size() == 5) QVERIFY(checkpoint.tensors().begin()->second.dtype == DType::F32);
    }

    /// Small files whose parts are used again and again: refused at once, whatever they would become.
    void repeatedParts_data() {
        QTest::addColumn<Build>("build");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char* name, const char* reason, const Build& build) {
            QTest::newRow(name) << build << QString(reason);
        };
        static const std::string kLong(1'000'000, 'n');
        static const std::string kPath(1000, 'p');
        row("a long name a million times", "longer than any name",
            [](Tree& t) { return t.repeated(t.text(kLong.c_str()), t.number(), 1'000'000); });
        row("a long attribute a million times", "more attributes",
            [](Tree& t) { return t.record(t.repeated(t.text(kLong.c_str()), t.none(), 1'000'000)); });
        row("a long attribute", "longer than any name", [](Tree& t) {
            return t.record(t.dict({{kLong.c_str(), t.integer()}}));
        });
        row("a long path", "too deep", [](Tree& t) {
            PickleRef inner = t.record(t.dict({}));
            for (int i = 0; i < 6; ++i)
                inner = t.record(t.dict({{"_modules", t.dict({{kPath.c_str(), inner}})}}));
            return inner;
        });
        row("long names in all", "longer names", [](Tree& t) {
            const PickleRef modules = t.dict({});
            const PickleRef state = t.dict({{kPath.c_str(), t.integer()}});
            for (int i = 0; i < 20'000; ++i)
                modules->items.insert(modules->items.end(), {t.text("p"), t.record(state)});
            return t.record(t.dict({{"_modules", modules}}));
        });
        row("a part in itself", "in a circle", [](Tree& t) {
            const PickleRef modules = t.dict({});
            const PickleRef part = t.record(t.dict({{"_modules", modules}}));
            modules->items = {t.text("a"), part, t.text("b"), part};
            return part;
        });
        row("parts of parts, each twice", "too many parts", [](Tree& t) {
            PickleRef part = t.record(t.dict({}));
            for (int i = 0; i < 30; ++i)
                part = t.record(t.dict({{"_modules", t.dict({{"a", part}, {"b", part}})}}));
            return part;
        });
        row("shared parameters", "more attributes", [](Tree& t) {
            const PickleRef parameters = t.repeated(t.text("w"), t.none(), 100'000);
            const PickleRef modules = t.dict({});
            for (int i = 0; i < 1000; ++i)
                modules->items.insert(modules->items.end(),
                                      {t.text("p"), t.record(t.dict({{"_parameters", parameters}}))});
            return t.record(t.dict({{"_modules", modules}}));
        });
    }
    void repeatedParts() {
        QFETCH(Build, build);
        QFETCH(QString, reason);
        Tree tree;
        const PickleRef root = build(tree);
        QElapsedTimer timer;
        timer.start();
        try {
            findStateDict(*root, "file");
            QFAIL("it was read");
        } catch (const Error& error) {
            QVERIFY2(QString(error.what()).contains(reason), error.what());
            QVERIFY(std::strlen(error.what()) < 400);
        }
        QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
    }

    void archivesWithinAPickle() {
        const auto file = Checkpoint::open(dataFile("plain.pkl"));
        QCOMPARE(file.tensors().size(), std::size_t(1));
        QCOMPARE(element(file.tensors().at("weight"), 1), 2.0f);
    }

    void numpyValues() {
        const QByteArray bytes = read("plain.pkl");
        PickleArena arena("file", static_cast<std::size_t>(bytes.size()));
        const PickleValue* ema = readTorchArchive(bytesOf(bytes), arena).root->find("ema");
        QVERIFY(ema != nullptr);
        const PickleValue* array = ema->find("array");
        QVERIFY(array->kind == PickleKind::Array);
        QVERIFY(array->dtype == DType::F64);
        QCOMPARE(tensorOf(*array).elements(), std::int64_t(3));
        QCOMPARE(ema->find("number")->real, 0.5);
    }

    /// What trainers leave in a file beside the weights, and what is of no use here.
    void inertValues() {
        const QByteArray bytes = pickle(
            "}(X\1\0\0\0cccollections\nCounter\n}X\1\0\0\0kK\2s\x85RX\1\0\0\0bc__builtin__\nbytearray\n)Ru.");
        PickleArena arena("file", static_cast<std::size_t>(bytes.size()));
        const PickleValue& root = *readTorchArchive(bytesOf(bytes), arena).root;
        QCOMPARE(root.find("c")->find("k")->integer, std::int64_t(2));
        QVERIFY(root.find("b")->kind == PickleKind::Record);
    }

    /// Objects of any class beside the weights are no reason to refuse these.
    void harmlessObjects_data() {
        QTest::addColumn<QString>("name");
        QTest::newRow("zip") << "harmless.pt";
        QTest::newRow("legacy") << "harmless_legacy.pt";
    }
    void harmlessObjects() {
        QFETCH(QString, name);
        QCOMPARE(Checkpoint::open(dataFile(qPrintable(name))).tensors().size(), std::size_t(10));
    }

    /// The same weights in other forms: a network pickled as a whole, and NumPy's arrays.
    void otherForms_data() {
        QTest::addColumn<QString>("name");
        for (const char* name : {"whole.pt", "whole_legacy.pt", "arrays2.pkl", "arrays4.pkl", "arrays5.pkl"})
            QTest::newRow(name) << name;
    }
    void otherForms() {
        QFETCH(QString, name);
        const auto file = Checkpoint::open(dataFile(qPrintable(name)));
        const auto plain = Checkpoint::open(LACUNA_TEST_DATA "/parity/drunet_single_gray.pth");
        QCOMPARE(file.pickledClass(), std::string(name.startsWith("whole") ? "Network" : ""));
        const bool isArrays = name.startsWith("arrays");
        QCOMPARE(file.tensors().size(), plain.tensors().size());
        for (const auto& [tensor, view] : plain.tensors()) {
            const TensorView& same = file.tensors().at(tensor);
            QCOMPARE(same.shape, view.shape);
            QVERIFY(same.dtype == view.dtype);
            QCOMPARE(same.bytes.size(), view.bytes.size());
            if (same.strides.empty()) QVERIFY(std::ranges::equal(same.bytes, view.bytes));
            QCOMPARE(!same.strides.empty(), isArrays && view.shape.size() == 4);
        }
    }

    void scriptsAreToldApart() { QVERIFY(Checkpoint::open(dataFile("script.pt")).isScript()); }

    void refusals_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("reason");
        QTest::newRow("a call of os.system in a zip") << "evil.pt"
                                                      << "posix.system";
        QTest::newRow("a call of os.system in a pickle") << "evil.pkl"
                                                         << "posix.system";
        QTest::newRow("types that can't be read") << "float8.pt"
                                                  << "\"float8_e4m3fn\", which can't be read yet";
        QTest::newRow("an optimizer") << "optimizer.pt"
                                      << "this is an optimizer state, not a model";
    }
    void refusals() {
        QFETCH(QString, name);
        QFETCH(QString, reason);
        try {
            Checkpoint::open(dataFile(qPrintable(name)));
            QFAIL("it was read");
        } catch (const Error& error) {
            QVERIFY(error.code() == ErrorCode::ModelFile);
            QVERIFY2(QString::fromStdString(error.detail()).contains(reason), error.what());
            QVERIFY(error.subject().ends_with(name.toStdString()));
        }
    }

    void otherFiles_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("reason");
        QTest::newRow("empty") << QByteArray() << "empty";
        QTest::newRow("git lfs") << QByteArray("version https://git-lfs.github.com/spec/v1\n")
                                 << "git lfs pull";
        QTest::newRow("git lfs after a mark")
            << QByteArray("\xef\xbb\xbfversion https://git-lfs.github.com/spec/v1\n") << "git lfs pull";
        QTest::newRow("a web page") << QByteArray("<!doctype html>") << "web page";
        QTest::newRow("a web page after blank lines") << QByteArray("\r\n\n  <html>") << "web page";
        QTest::newRow("a server's word")
            << QByteArray("Entry not found") << "download failed, or it is another file: \"Entry not found\"";
        QTest::newRow("a server's JSON")
            << QByteArray("{\"error\": \"Repository not found\"}") << "download failed";
        QTest::newRow("gzip") << QByteArray("\x1f\x8b\x08 and more") << "compressed";
        QTest::newRow("blank lines") << QByteArray("\n\n\n") << "neither";
        QTest::newRow("text") << QByteArray("hello, this is text\nand more") << "\"hello, this is text\"";
        QTest::newRow("bytes") << QByteArray("hello, \0 these aren't text", 26) << "neither";
    }
    void otherFiles() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, reason);
        const QTemporaryDir folder;
        QFile file(folder.filePath("model.pt"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.close();
        try {
            Checkpoint::open(file.fileName().toStdString());
            QFAIL("it was read");
        } catch (const Error& error) {
            QVERIFY2(QString::fromStdString(error.detail()).contains(reason), error.what());
        }
    }

    /// Broken-off downloads, whatever is missing.
    void cutFiles_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("left");  ///< per mille
        for (const char* name : {"legacy.pt", "zip.pt", "plain.pkl"})
            for (const int left : {100, 500, 990})
                QTest::addRow("%s, %d", name, left) << name << left;
    }
    void cutFiles() {
        QFETCH(QString, name);
        QFETCH(int, left);
        const QByteArray whole = read(qPrintable(name));
        const QString reason = reasonOf(whole.first(whole.size() * left / 1000));
        QVERIFY2(reason.contains("cut short"), qPrintable(reason));
    }

    void hostilePickles_data() {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char* name, const QByteArray& file, const char* reason) {
            QTest::newRow(name) << file << QString(reason);
        };
        row("no end", pickle("N"), "cut short");
        row("an empty stack", pickle("."), "empty stack");
        row("below a mark", pickle("N(\x85."), "empty stack");
        row("no mark", pickle("t."), "lacks a mark");
        row("an unknown memo", pickle("h\x05."), "never saw");
        row("protocol 9", QByteArray("\x80\x09.", 3), "protocol");
        row("protocol 0 integer", pickle("I1\n."), "instruction 73");
        row("an instance by name", pickle("(ios\nsystem\n."), "instruction 105");
        row("an extension", pickle("\x82\x01."), "instruction 130");
        row("4 GB of text", pickle("X\xff\xff\xff\xff."), "cut short");
        row("2^64 bytes", pickle("\x8e\xff\xff\xff\xff\xff\xff\xff\xff."), "cut short");
        row("eval", pickle("cbuiltins\neval\n(X\x01\0\0\0xtR."), "builtins.eval");
        row("a module by stack",
            QByteArray("\x80\x04\x8c\x0a"
                       "subprocess"
                       "\x8c\x05"
                       "Popen"
                       "\x93.",
                       22),
            "subprocess.Popen");
        row("a call of what was called", pickle("cevil\nmade\n)R)R"), "cut short");
        row("another way to rebuild", pickle("ctorch._utils\n_rebuild_sparse\n)R."), "can't be read yet");
        row("a dtype called", pickle("ctorch\nfloat32\n)R."), "no function");
        row("a call of a number", pickle("K\x01)R."), "no function");
        row("a list filled with pairs", pickle("]K\x01K\x02s."), "no container");
        row("an odd dictionary",
            pickle("(K\x01"
                   "d."),
            "without a value");
        row("a state for a number",
            pickle("K\x01K\x02"
                   "b."),
            "state");
        row("a persistent id in a plain pickle", pickle("NQ."), "there is none");
        row("a tensor without a storage", pickle("ctorch._utils\n_rebuild_tensor_v2\n(K\x01K\0))tR."),
            "no storage");
        row("a nested archive that is none", pickle("ctorch.storage\n_load_from_bytes\n(B\x01\0\0\0.tR."),
            "empty stack");
        QByteArray nested = pickle("N.");
        for (int i = 0; i < 5; ++i) {
            const auto size = static_cast<char>(nested.size());
            nested = pickle("ctorch.storage\n_load_from_bytes\n(C") + size + nested + "tR.";
        }
        row("archives too deep", nested, "too deep");
        row("two million lists", pickle("") + QByteArray(2'000'000, ']') + ".", "more values");
        row("a bomb of references", pickle("]q\0(") + QByteArray(30'000'000, '2') + ".", "empty stack");
        row("a bomb of names", pickle("N") + QByteArray(2'000'000, '\x94') + ".", "remembers more");
        row("a bomb of copies", pickle("N") + QByteArray(30'000'000, '2') + ".", "more steps");
    }
    void hostilePickles() {
        QFETCH(QByteArray, file);
        QFETCH(QString, reason);
        const QString said = reasonOf(file);
        QVERIFY2(said.contains(reason), qPrintable(said));
    }

    /// Cut anywhere, and each byte changed to a few others: an error or a result, and never a read outside,
    /// which the sanitizers see.
    void damagedFiles_data() {
        QTest::addColumn<QString>("name");
        for (const char* name : {"zip.pt", "legacy.pt", "plain.pkl"})
            QTest::newRow(name) << name;
    }
    void damagedFiles() {
        QFETCH(QString, name);
        const QByteArray good = read(qPrintable(name));
        for (qsizetype size = 0; size + 1 < good.size(); ++size)
            QVERIFY2(!reasonOf(good.first(size)).isEmpty(), qPrintable(QString::number(size)));
        for (qsizetype at = 0; at < good.size(); ++at)
            for (const int other : {0, 0x7f, 0xff, good[at] ^ 1, good[at] ^ 0x20}) {
                QByteArray bad = good;
                bad[at] = static_cast<char>(other);
                reasonOf(bad);
            }
    }

    void endlessCircles() {
        // A dictionary under the key "model" that is itself.
        const QByteArray circle = pickle("}q\0X\x05\0\0\0modelh\0s.");
        const QTemporaryDir folder;
        QFile file(folder.filePath("circle.pt"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(circle);
        file.close();
        QVERIFY_EXCEPTION_THROWN(Checkpoint::open(file.fileName().toStdString()), Error);
    }
};

QTEST_APPLESS_MAIN(TestTorchArchive)
#include "test_torch_archive.moc"
