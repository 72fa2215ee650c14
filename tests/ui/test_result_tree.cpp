// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/result_tree.h"

#include <QTest>

#include <utility>

using namespace lacuna::ui;

namespace {

/// "b<a" is the stage b, made from a as it is now; "b<a!" from an earlier version of a.
Results resultsOf(const QString& words) {
    Results results;
    for (const QString& word : words.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        auto result = std::make_shared<RestorationResult>();
        const QStringList parts = word.split(QLatin1Char('<'));
        result->stage = result->id = parts[0];
        if (parts.size() > 1) {
            result->parentId = result->parent = parts[1];
            if (result->parent.endsWith(QLatin1Char('!'))) result->parent.chop(1);
        }
        results.push_back(std::move(result));
    }
    return results;
}

QString stagesOf(const Results& results) {
    QStringList stages;
    for (const ResultPtr& result : results)
        stages << result->stage;
    return stages.join(QLatin1Char(' '));
}

}  // namespace

class TestResultTree : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void order_data() {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<QString>("depths");
        QTest::newRow("none") << ""
                              << ""
                              << "";
        QTest::newRow("roots") << "a b c"
                               << "a b c"
                               << "000";
        QTest::newRow("a child comes before its parent's next sibling") << "a b c<a"
                                                                        << "a c b"
                                                                        << "010";
        QTest::newRow("a child before its parent") << "c<a a b"
                                                   << "a c b"
                                                   << "010";
        QTest::newRow("children keep their order") << "a b d<a c<a e<c"
                                                   << "a d c e b"
                                                   << "01120";
        QTest::newRow("whose parent is gone") << "b<a c<b"
                                              << "b c"
                                              << "01";
        QTest::newRow("an earlier version counts as the parent") << "a b<a!"
                                                                 << "a b"
                                                                 << "01";
    }
    void order() {
        QFETCH(QString, before);
        QFETCH(QString, after);
        QFETCH(QString, depths);
        const Results ordered = inTreeOrder(resultsOf(before));
        QCOMPARE(stagesOf(ordered), after);
        QString found;
        for (int i = 0; i < int(ordered.size()); ++i)
            found += QString::number(depthOf(ordered, i));
        QCOMPARE(found, depths);
    }

    void branches_data() {
        QTest::addColumn<QString>("words");
        QTest::addColumn<int>("index");
        QTest::addColumn<int>("end");
        QTest::newRow("alone") << "a" << 0 << 1;
        QTest::newRow("with children") << "a b<a c<b d" << 0 << 3;
        QTest::newRow("within") << "a b<a c<b d<a" << 1 << 3;
        QTest::newRow("the last") << "a b<a" << 1 << 2;
    }
    void branches() {
        QFETCH(QString, words);
        QFETCH(int, index);
        QFETCH(int, end);
        QCOMPARE(endOfBranch(resultsOf(words), index), end);
    }

    void stale_data() {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("stale");  ///< stages
        QTest::newRow("nothing") << "a b<a c<b"
                                 << "";
        QTest::newRow("a parent was made anew") << "a b<a! c<a"
                                                << "b";
        QTest::newRow("and all below") << "a b<a! c<b d<c"
                                       << "b c d";
        QTest::newRow("a parent is gone") << "b<a c<b"
                                          << "b c";
    }
    void stale() {
        QFETCH(QString, words);
        QFETCH(QString, stale);
        const Results results = resultsOf(words);
        QStringList found;
        for (int i = 0; i < int(results.size()); ++i) {
            const Results chain = chainTo(results, i);
            QCOMPARE(chain.empty(), isStale(results, i));
            if (!chain.empty()) QCOMPARE(chain.back(), results[std::size_t(i)]);
            if (isStale(results, i)) found << results[std::size_t(i)]->stage;
        }
        QCOMPARE(found.join(QLatin1Char(' ')), stale);
    }

    void chain() {
        const Results results = resultsOf(QStringLiteral("a b<a c<b d<a"));
        QCOMPARE(stagesOf(chainTo(results, 2)), QStringLiteral("a b c"));
        QCOMPARE(stagesOf(chainTo(results, 3)), QStringLiteral("a d"));
        QCOMPARE(stagesOf(chainTo(results, 0)), QStringLiteral("a"));
        QCOMPARE(indexOfStage(results, QStringLiteral("d")), 3);
        QCOMPARE(indexOfStage(results, QString()), -1);
    }
};

QTEST_GUILESS_MAIN(TestResultTree)
#include "test_result_tree.moc"
