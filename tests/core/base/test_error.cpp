// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"

#include <QSet>
#include <QTest>

using namespace lacuna;

class TestError : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void carriesCodeSubjectAndDetail() {
        try {
            throw Error(ErrorCode::InputFile, "a.png", "it is empty");
        } catch (const std::exception& caught) {
            QCOMPARE(std::string(caught.what()), std::string("a.png: it is empty"));
            const auto* error = dynamic_cast<const Error*>(&caught);
            QVERIFY(error);
            QVERIFY(error->code() == ErrorCode::InputFile);
            QCOMPARE(error->subject(), std::string("a.png"));
            QCOMPARE(error->detail(), std::string("it is empty"));
        }
    }

    void withoutSubject() {
        QCOMPARE(std::string(Error(ErrorCode::OutOfMemory, "", "there isn't enough memory").what()),
                 std::string("there isn't enough memory"));
    }

    void exitStatusAndName_data() {
        QTest::addColumn<int>("code");
        QTest::addColumn<int>("status");
        QTest::newRow("usage") << int(ErrorCode::Usage) << 2;
        QTest::newRow("input-file") << int(ErrorCode::InputFile) << 3;
        QTest::newRow("output-file") << int(ErrorCode::OutputFile) << 3;
        QTest::newRow("disk-full") << int(ErrorCode::DiskFull) << 3;
        QTest::newRow("mask-mismatch") << int(ErrorCode::MaskMismatch) << 3;
        QTest::newRow("mask-empty") << int(ErrorCode::MaskEmpty) << 3;
        QTest::newRow("kernel-invalid") << int(ErrorCode::KernelInvalid) << 3;
        QTest::newRow("model-not-found") << int(ErrorCode::ModelNotFound) << 4;
        QTest::newRow("model-file") << int(ErrorCode::ModelFile) << 4;
        QTest::newRow("model-unsupported") << int(ErrorCode::ModelUnsupported) << 4;
        QTest::newRow("out-of-memory") << int(ErrorCode::OutOfMemory) << 5;
        QTest::newRow("device-unavailable") << int(ErrorCode::DeviceUnavailable) << 5;
        QTest::newRow("numerical") << int(ErrorCode::Numerical) << 1;
        QTest::newRow("internal") << int(ErrorCode::Internal) << 1;
    }
    void exitStatusAndName() {
        QFETCH(int, code);
        QFETCH(int, status);
        QCOMPARE(exitStatus(static_cast<ErrorCode>(code)), status);
        QCOMPARE(QByteArray(toString(static_cast<ErrorCode>(code))), QByteArray(QTest::currentDataTag()));
    }

    void namesDiffer() {
        QSet<QByteArray> names;
        for (int code = 0; code <= int(ErrorCode::Internal); ++code)
            names << toString(static_cast<ErrorCode>(code));
        QCOMPARE(names.size(), int(ErrorCode::Internal) + 1);
    }
};

QTEST_GUILESS_MAIN(TestError)
#include "test_error.moc"
