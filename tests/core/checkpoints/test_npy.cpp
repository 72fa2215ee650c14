// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/checkpoints/npy.h"
#include "core/checkpoints/tensor_view.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <array>

using namespace lacuna;

namespace {

QByteArray fileOf(int version, const QByteArray& header, int dataBytes) {
    QByteArray file("\x93NUMPY", 6);
    file += static_cast<char>(version);
    file += '\0';
    for (int i = 0; i < (version == 1 ? 2 : 4); ++i)
        file += static_cast<char>(header.size() >> (8 * i));
    return file + header + QByteArray(dataBytes, '\0');
}

QByteArray headerOf(const char* descr, const char* fortran, const char* shape) {
    return QByteArray("{'descr': '") + descr + "', 'fortran_order': " + fortran + ", 'shape': " + shape +
           ", }\n";
}

NpyArray parse(const QByteArray& file) {
    return parseNpy(std::as_bytes(std::span(file.constData(), static_cast<std::size_t>(file.size()))),
                    "x.npy");
}

class TestNpy : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void goodFiles_data() {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QList<int>>("shape");
        QTest::newRow("version 1") << fileOf(1, headerOf("<f4", "False", "(2, 3)"), 24) << QList<int>{2, 3};
        QTest::newRow("version 2") << fileOf(2, headerOf("<f8", "False", "(2,)"), 16) << QList<int>{2};
        QTest::newRow("version 3") << fileOf(3, headerOf("<f4", "False", "()"), 4) << QList<int>{};
        QTest::newRow("no elements") << fileOf(1, headerOf("<f4", "False", "(0, 3)"), 0) << QList<int>{0, 3};
        QTest::newRow("other order, double quotes, no spaces")
            << fileOf(1, R"({"shape":(1,),"fortran_order":False,"descr":"<f4"})", 4) << QList<int>{1};
    }
    void goodFiles() {
        QFETCH(QByteArray, file);
        QFETCH(QList<int>, shape);
        const NpyArray array = parse(file);
        QCOMPARE(array.shape, std::vector<std::int64_t>(shape.begin(), shape.end()));
        QCOMPARE(static_cast<std::int64_t>(array.values.size()), *elementCount(array.shape));
    }

    /// What NumPy writes unless told otherwise.
    void doublesAreRounded() {
        QByteArray file = fileOf(1, headerOf("<f8", "False", "(2,)"), 0);
        for (const double value : {0.1, -3.0})
            file.append(reinterpret_cast<const char*>(&value), sizeof(value));
        QCOMPARE(parse(file).values, (std::vector<float>{0.1F, -3.0F}));
    }

    void brokenFiles_data() {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char* name, const QByteArray& file, const char* reason) {
            QTest::newRow(name) << file << QString(reason);
        };
        const QByteArray good = fileOf(1, headerOf("<f4", "False", "(2, 3)"), 24);
        row("empty", {}, "not a NumPy");
        row("text", "Just a line of text.", "not a NumPy");
        row("version 4", fileOf(4, headerOf("<f4", "False", "(1,)"), 4), "version 4");
        row("header cut", good.left(30), "cut short");
        row("version 2 cut in its length", fileOf(2, {}, 0).left(11), "cut short");
        row("data cut", good.chopped(1), "24 bytes, but there are 23");
        row("data too long", good + 'x', "24 bytes, but there are 25");
        row("Fortran order", fileOf(1, headerOf("<f4", "True", "(2, 3)"), 24), "Fortran");
        row("big-endian", fileOf(1, headerOf(">f4", "False", "(1,)"), 4), ">f4");
        row("integers", fileOf(1, headerOf("<i4", "False", "(1,)"), 4), "<i4");
        row("pickled objects", fileOf(1, headerOf("|O", "False", "(1,)"), 4), "|O");
        row("negative side", fileOf(1, headerOf("<f4", "False", "(-1,)"), 4), "shape");
        row("side too large", fileOf(1, headerOf("<f4", "False", "(99999999999999999999,)"), 4), "shape");
        row("shape overflows", fileOf(1, headerOf("<f4", "False", "(4294967296, 4294967296)"), 4),
            "too large");
        row("bytes overflow", fileOf(1, headerOf("<f8", "False", "(2305843009213693952,)"), 4), "too large");
        row("no shape", fileOf(1, "{'descr': '<f4', 'fortran_order': False}", 4), "lacks");
        row("key repeats", fileOf(1, "{'descr': '<f4', 'descr': '<f4'}", 4), "repeated");
        row("unknown key", fileOf(1, "{'x': '<f4'}", 4), "unknown");
        row("expression", fileOf(1, "{'descr': '<f4', 'fortran_order': not True, 'shape': (1,)}", 4),
            "neither");
        row("string without end", fileOf(1, "{'descr", 4), "without an end");
        row("dictionary without end", fileOf(1, "{'descr': '<f4'", 4), "lacks a '}'");
        row("text after it", fileOf(1, headerOf("<f4", "False", "(1,)") + "x", 4), "after the header");
    }
    void brokenFiles() {
        QFETCH(QByteArray, file);
        QFETCH(QString, reason);
        try {
            parse(file);
        } catch (const Error& error) {
            QVERIFY(error.code() == ErrorCode::InputFile);
            QCOMPARE(error.subject(), std::string("x.npy"));
            QVERIFY2(QString::fromStdString(error.detail()).contains(reason), error.what());
            return;
        }
        QFAIL("it was accepted");
    }

    void roundTrip_data() {
        QTest::addColumn<QList<int>>("shape");
        QTest::newRow("scalar") << QList<int>{};
        QTest::newRow("vector") << QList<int>{6};
        QTest::newRow("images") << QList<int>{1, 3, 2, 5};
        QTest::newRow("nothing") << QList<int>{0, 4};
    }
    void roundTrip() {
        QFETCH(QList<int>, shape);
        const std::vector<std::int64_t> sides(shape.begin(), shape.end());
        std::size_t count = 1;
        for (const int side : shape)
            count *= static_cast<std::size_t>(side);
        std::vector<float> floats(count);
        for (std::size_t i = 0; i < count; ++i)
            floats[i] = 0.1F * static_cast<float>(i) - 1;
        QTemporaryDir folder;
        const std::string path = folder.filePath("a.npy").toStdString();
        writeNpy(path, sides, floats);
        const NpyArray array = readNpy(path);
        QCOMPARE(array.shape, sides);
        QCOMPARE(array.values, floats);
        QFile file(QString::fromStdString(path));
        QCOMPARE((file.size() - static_cast<qint64>(4 * count)) % 64, 0);
    }

    void referenceFileOfNumpy() {
        const NpyArray array = readNpy(std::string(LACUNA_TEST_DATA) + "/photo-v1/x_48x80.npy");
        QCOMPARE(array.shape, (std::vector<std::int64_t>{2, 3, 48, 80}));
    }

    void missingFile() { QVERIFY_THROWS_EXCEPTION(Error, readNpy("/nonexistent/x.npy")); }
};

}  // namespace

QTEST_GUILESS_MAIN(TestNpy)
#include "test_npy.moc"
