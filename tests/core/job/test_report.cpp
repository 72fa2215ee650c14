// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/job/report.h"

#include <QTest>

using namespace lacuna;

class TestReport : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void agreement_data() {
        QTest::addColumn<double>("residual");
        QTest::addColumn<double>("measurements");
        QTest::addColumn<Agreement>("agreement");
        QTest::newRow("the noise itself") << 1.0 << 1e6 << Agreement::Explained;
        QTest::newRow("a part of it fitted") << 0.87 << 1e6 << Agreement::Explained;
        QTest::newRow("twice the noise assumed") << 0.5 << 1e6 << Agreement::TooLittle;
        QTest::newRow("half of the noise assumed") << 1.5 << 1e6 << Agreement::TooMuch;
        QTest::newRow("by chance, of few samples") << 1.15 << 200.0 << Agreement::Explained;
        QTest::newRow("not by chance, of many") << 1.15 << 1e5 << Agreement::TooMuch;
        QTest::newRow("hardly any samples") << 1.0 << 20.0 << Agreement::Unknown;
        QTest::newRow("nothing measured") << 0.0 << 0.0 << Agreement::Unknown;
    }
    void agreement() {
        QFETCH(double, residual);
        QFETCH(double, measurements);
        QFETCH(Agreement, agreement);
        QCOMPARE(agreementOf(residual, measurements), agreement);
    }
};

QTEST_GUILESS_MAIN(TestReport)
#include "test_report.moc"
