// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/files/json_reader.h"

#include <QTest>

#include <array>
#include <cmath>
#include <functional>
#include <string>

using namespace lacuna;

namespace {

enum class Colour { Red, Green };
constexpr auto kColours = std::to_array<Named<Colour>>({{Colour::Red, "red"}, {Colour::Green, "green"}});

JsonReader reader(const std::string& text) {
    return JsonReader(text, "work.json", ErrorCode::Usage);
}

using Ask = std::function<void(const JsonReader&)>;

}  // namespace

class TestJsonReader : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void readsEveryKind() {
        const JsonReader json =
            reader(R"({"flag": true, "number": -0.5, "whole": 7, "text": "ä", "colour": "green",)"
                   R"("seed": 18446744073709551615, "seed_text": "18446744073709551615", "none": null,)"
                   R"("inner": {"deeper": {"x": 1}}, "list": [{"a": 1}, {"a": 2}], "rows": [[1, null], []],)"
                   R"("numbers": [1, 2.5], "one": 3, "texts": ["a", "b"], "values": {"x": "c", "y": "c"}})");
        QVERIFY(json.flag("flag"));
        QCOMPARE(json.number("number"), -0.5);
        QCOMPARE(json.integer("whole", 0, 7), 7);
        QCOMPARE(json.text("text"), std::string("ä"));
        QCOMPARE(json.choice("colour", kColours), Colour::Green);
        QCOMPARE(json.unsigned64("seed"), UINT64_MAX);
        QCOMPARE(json.unsigned64("seed_text"), UINT64_MAX);
        QVERIFY(!json.has("none") && json.isNull("none") && !json.isNull("missing") && !json.has("missing"));
        QCOMPARE(json.object("inner").object("deeper").integer("x", 0, 9), 1);
        QCOMPARE(json.objects("list").at(1).integer("a", 0, 9), 2);
        QCOMPARE(json.objects("texts", "said").at(1).text("said"), std::string("b"));
        QCOMPARE(json.objects("list", "said").at(0).integer("a", 0, 9), 1);
        QVERIFY(json.rows("rows") == (std::vector<std::vector<double>>{{1, 0}, {}}));
        QVERIFY(json.numbers("numbers") == (std::vector{1, 2.5}));
        QVERIFY(json.integers("one", 0, 5) == std::vector<std::int64_t>{3});
        QVERIFY(json.texts("texts") == (std::vector<std::string>{"a", "b"}));
        QVERIFY(json.textsOf("values") == std::set<std::string>{"c"});
    }

    void missingValuesHaveAnother() {
        for (const JsonReader& json :
             {reader(""), reader("{}"), reader(R"({"f": null, "n": null, "w": null, "t": null, "l": null})"),
              reader(R"({"n": NaN, "w": -Infinity})")}) {
            QVERIFY(json.flag("f", true));
            QCOMPARE(json.number("n", 1.5, 0, 1), 1.5);
            QCOMPARE(json.integer("w", -3, 0, 1), std::int64_t(-3));
            QCOMPARE(json.text("t", "other"), std::string("other"));
            QVERIFY(json.numbers("l").empty() && json.integers("l", 0, 1).empty() && json.texts("l").empty());
        }
    }

    void saysWhatIsWrong_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<Ask>("ask");
        QTest::addColumn<QString>("detail");
        const auto row = [](const char* name, const char* text, Ask ask, const char* detail) {
            QTest::newRow(name) << QByteArray(text) << ask << QString(detail);
        };
        const Ask number = [](const JsonReader& json) { json.number("x", 0, 255); };
        row("missing", "{}", number, R"("x" is missing)");
        row("null", R"({"x": null})", number, R"("x" is missing)");
        row("below", R"({"x": -0.1})", number, R"("x" must be a number from 0 to 255)");
        row("above", R"({"x": 255.1})", number, R"("x" must be a number from 0 to 255)");
        row("a text for a number", R"({"x": "1"})", number, R"("x" must be a number from 0 to 255)");
        row("more than a double holds", R"({"x": 1e999})", number, "this is not a JSON object");
        row(
            "one-sided", R"({"x": 0})", [](const JsonReader& json) { json.number("x", 0.1); },
            R"("x" must be a number, at least 0.1)");
        row(
            "without a range", R"({"x": {}})", [](const JsonReader& json) { json.number("x"); },
            R"("x" must be a number)");
        const Ask whole = [](const JsonReader& json) { json.integer("x", 2, 8); };
        row("fraction", R"({"x": 2.5})", whole, R"("x" must be a whole number from 2 to 8)");
        row("too high", R"({"x": 9})", whole, R"("x" must be a whole number from 2 to 8)");
        row("above 63 bits", R"({"x": 18446744073709551615})", whole,
            R"("x" must be a whole number from 2 to 8)");
        row(
            "with another", R"({"x": 1})", [](const JsonReader& json) { json.integer("x", 2, 2, 8); },
            R"("x" must be a whole number from 2 to 8)");
        const Ask seed = [](const JsonReader& json) { json.unsigned64("x"); };
        row("negative seed", R"({"x": -1})", seed, R"("x" must be a whole number, at least 0)");
        row("seed with letters", R"({"x": "-1x"})", seed, R"("x" must be a whole number, at least 0)");
        row("empty seed", R"({"x": ""})", seed, R"("x" must be a whole number, at least 0)");
        row("seed of 65 bits", R"({"x": "18446744073709551616"})", seed,
            R"("x" must be a whole number, at least 0)");
        row(
            "flag", R"({"x": 1})", [](const JsonReader& json) { json.flag("x"); },
            R"("x" must be true or false)");
        row(
            "text", R"({"x": 1})", [](const JsonReader& json) { json.text("x"); }, R"("x" must be a text)");
        row(
            "name", R"({"x": "blue"})", [](const JsonReader& json) { json.choice("x", kColours); },
            R"("x" must be one of "red", "green")");
        row(
            "no object", R"({"x": [1]})", [](const JsonReader& json) { json.object("x"); },
            R"("x" must be an object)");
        row(
            "deep down", R"({"a": {"b": [{}, {"x": 300}]}})",
            [number](const JsonReader& json) { number(json.object("a").objects("b").at(1)); },
            R"("a.b[1].x" must be a number from 0 to 255)");
        row(
            "no list", R"({"x": {}})", [](const JsonReader& json) { json.objects("x"); },
            R"("x" must be a list)");
        row(
            "list of something else", R"({"x": [{}, 3]})", [](const JsonReader& json) { json.objects("x"); },
            R"("x[1]" must be an object)");
        row(
            "rows", R"({"x": [[1], 2]})", [](const JsonReader& json) { json.rows("x"); },
            R"("x" must be a list of lists of numbers)");
        row(
            "rows that are an object", R"({"x": {"y": [1]}})", [](const JsonReader& json) { json.rows("x"); },
            R"("x" must be a list of lists of numbers)");
        row(
            "number in a list", R"({"x": [1, 2, 9.5]})",
            [](const JsonReader& json) { json.numbers("x", 0, 9); },
            R"("x" must be a number from 0 to 9, or a list of them)");
        row(
            "too many", R"({"x": [1, 2, 3]})", [](const JsonReader& json) { json.numbers("x", 0, 9, 2); },
            R"("x" must have at most 2 numbers)");
        row(
            "unknown", R"({"a": {"x": 1, "y": 1}})",
            [number](const JsonReader& json) {
                const JsonReader inner = json.object("a");
                number(inner);
                inner.requireNoOthers();
            },
            R"("a.y" is not known here)");
        const Ask nothing = [](const JsonReader&) {};
        row("a list", "[]", nothing, "this is not a JSON object");
        row("cut off", "{\"x\": 1", nothing, "this is not a JSON object");
        row("two of them", "{} {}", nothing, "this is not a JSON object");
    }
    void saysWhatIsWrong() {
        QFETCH(QByteArray, text);
        QFETCH(Ask, ask);
        QFETCH(QString, detail);
        try {
            ask(reader(text.toStdString()));
            QFAIL("accepted");
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::Usage);
            QCOMPARE(QString::fromStdString(error.subject()), QStringLiteral("work.json"));
            QCOMPARE(QString::fromStdString(error.detail()), detail);
        }
    }

    void depthAndSizeAreBounded() {
        const auto nested = [](int depth) {
            return "{\"x\": " + std::string(std::size_t(depth), '[') + std::string(std::size_t(depth), ']') +
                   "}";
        };
        QVERIFY(reader(nested(14)).has("x"));
        QVERIFY_EXCEPTION_THROWN(reader(nested(17)), Error);
        QVERIFY_EXCEPTION_THROWN(reader(nested(1'000'000)), Error);
        const std::string large = "{\"x\": \"" + std::string(JsonReader::kMostBytes, 'x') + "\"}";
        QVERIFY_EXCEPTION_THROWN(reader(large), Error);
        QVERIFY(JsonReader(large, "work.json", ErrorCode::Usage, 2 * JsonReader::kMostBytes).has("x"));
    }

    /// A reader of a part keeps the whole.
    void partsOutliveTheWhole() {
        const JsonReader part = reader(R"({"a": {"b": {"x": 5}}})").object("a").object("b");
        QCOMPARE(part.integer("x", 0, 9), 5);
        part.requireNoOthers();
    }
};

QTEST_GUILESS_MAIN(TestJsonReader)
#include "test_json_reader.moc"
