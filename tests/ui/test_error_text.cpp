// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/file_error.h"
#include "core/io/image_io.h"
#include "ui/base/error_text.h"
#include "ui/base/format_time.h"

#include <QSet>
#include <QTest>

using namespace lacuna;
using namespace lacuna::ui;

class TestErrorText : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    /// Every fault at every attempt says something of its own, and the exception's words stay in the details.
    void everyCodeIsExplained() {
        QSet<QString> texts;
        for (int code = 0; code <= int(ErrorCode::Internal); ++code) {
            for (int attempt = 0; attempt <= int(Attempt::ExportSteps); ++attempt) {
                const Failure failure{ErrorCode(code), QStringLiteral("/some/where/photo.png"),
                                      QStringLiteral("std::runtime_error: 0xdeadbeef")};
                const Message message = describeFailure(failure, Attempt(attempt));
                QVERIFY(!message.headline.isEmpty() && message.headline.endsWith(QLatin1Char('.')));
                QVERIFY(message.text.size() > 20);
                QVERIFY(!message.headline.contains(QLatin1String("deadbeef")) &&
                        !message.text.contains(QLatin1String("deadbeef")));
                QVERIFY(message.details.contains(QLatin1String("deadbeef")));
                QVERIFY(message.details.contains(QLatin1String("/some/where/photo.png")));
                QVERIFY(!message.headline.contains(QLatin1String("%1")));
                if (attempt == 0) texts.insert(message.text);
            }
        }
        QCOMPARE(texts.size(), int(ErrorCode::Internal) + 1);
    }

    void fileIsNamed() {
        const Message message =
            describeFailure({ErrorCode::InputFile, QStringLiteral("/a/b/photo.png"), {}}, Attempt::OpenPhoto);
        QVERIFY(message.headline.contains(QLatin1String("photo.png")));
        QVERIFY(!message.headline.contains(QLatin1String("/a/b")));
    }

    /// The reason that the engine knows is in the sentence, not only in the details.
    void reasonIsInTheSentence() {
        const std::string file = "8BPS, more or less";
        Failure failure;
        try {
            lacuna::decodePhotograph({reinterpret_cast<const std::uint8_t*>(file.data()), file.size()},
                                     "/a/b/holiday.psd");
        } catch (...) {
            failure = currentFailure();
        }
        const Message message = describeFailure(failure, Attempt::OpenPhoto);
        QVERIFY2(message.text.startsWith(QLatin1String("Photoshop files aren't supported; PNG, JPEG, TIFF")),
                 qPrintable(message.text));
        QVERIFY2(message.text.contains(QLatin1String("are. Try another copy")), qPrintable(message.text));
        QVERIFY(message.details.contains(failure.detail));
    }

    void adviceFitsThePath_data() {
        QTest::addColumn<int>("error");
        QTest::addColumn<QString>("text");
        QTest::newRow("missing") << ENOENT
                                 << "There is no such file or folder. It may have been moved, renamed or "
                                    "deleted, or its drive isn't connected.";
        QTest::newRow("not allowed")
            << EACCES
            << "Access is denied. Allow yourself to read it, or open a copy that you "
               "may read.";
        QTest::newRow("folder") << EISDIR << "It is a folder.";
        QTest::newRow("path") << ENOTDIR << "Part of its path isn't a folder.";
    }
    /// Nobody finds another copy, or saves in another format, what isn't there.
    void adviceFitsThePath() {
        QFETCH(int, error);
        Failure failure;
        try {
            lacuna::throwReadError("/a/b/photo.png", error);
        } catch (...) {
            failure = currentFailure();
        }
        for (const Attempt attempt : {Attempt::OpenPhoto, Attempt::OpenProject, Attempt::ReadMask})
            QTEST(describeFailure(failure, attempt).text, "text");
    }

    /// A value is shown as it is, even if it looks like a place for another one.
    void valuesOfAReason() {
        Failure failure{ErrorCode::InputFile, QStringLiteral("a.png"), QStringLiteral("…"),
                        "it can't be decoded (%1)"};
        failure.values = QStringList{QStringLiteral("100%2 %1")};
        const Message message = describeFailure(failure, Attempt::OpenPhoto);
        QVERIFY2(message.text.startsWith(QLatin1String("It can't be decoded (100%2 %1). ")),
                 qPrintable(message.text));
    }

    void times_data() {
        QTest::addColumn<double>("seconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("none") << 0.0 << "less than 1 s";
        QTest::newRow("some") << 11.7 << "12 s";
        QTest::newRow("minute") << 60.0 << "1 min";
        QTest::newRow("minutes") << 207.0 << "3 min 20 s";
        QTest::newRow("many minutes") << 1450.0 << "24 min";
        QTest::newRow("hours") << 7800.0 << "2 h 10 min";
    }
    void times() {
        QFETCH(double, seconds);
        QFETCH(QString, text);
        QCOMPARE(formatSeconds(seconds), text);
        QCOMPARE(formatAbout(seconds), seconds < kShortestTime ? text : "about " + text);
    }
};

QTEST_GUILESS_MAIN(TestErrorText)
#include "test_error_text.moc"
