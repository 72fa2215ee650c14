// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/training/training_config.h"

#include <QTest>

using namespace lacuna;

class TestTrainingConfig : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void writesWhatItReads() {
        TrainingConfig config;
        config.channels = {16, 32};
        config.blocksPerLevel = {3, 1};
        config.crop = 32;
        config.ema = {0.9, 0.99, 0.999};
        config.bfloat16 = false;
        config.optimizer = OptimizerKind::Muon;
        config.seed = 12345678901234ULL;
        const std::string text = config.toJson();
        QCOMPARE(TrainingConfig::fromJson(text, "test").toJson(), text);
    }

    void overlaysItsBase() {
        TrainingConfig base;
        base.channels = {8, 16};
        const auto config = TrainingConfig::fromJson(R"({"blocks_per_level": 3, "crop": 32})", "test", base);
        QCOMPARE(config.channels, base.channels);
        QCOMPARE(config.blocksPerLevel, std::vector<std::int64_t>{3});
        QCOMPARE(config.crop, 32);
    }

    void rejects_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("mentioned");
        QTest::newRow("no JSON") << "crop = 3"
                                 << "JSON";
        QTest::newRow("unknown setting") << R"({"learning_rat": 1})"
                                         << "learning_rat";
        QTest::newRow("wrong kind") << R"({"crop": "large"})"
                                    << "crop";
        QTest::newRow("out of range") << R"({"batch": 0})"
                                      << "batch";
        QTest::newRow("blocks of two levels of three")
            << R"({"channels": [8, 8, 8], "blocks_per_level": [2, 1]})"
            << "blocks_per_level";
        QTest::newRow("no blocks") << R"({"blocks_per_level": 0})"
                                   << "blocks_per_level";
        QTest::newRow("no channels") << R"({"channels": []})"
                                     << "channels";
        QTest::newRow("negative channel") << R"({"channels": [-3]})"
                                          << "channels";
        QTest::newRow("crop off the stride") << R"({"crop": 40})"
                                             << "stride";
        QTest::newRow("wide crop off the stride") << R"({"wide_share": 0.1, "wide_crop": 200})"
                                                  << "wide_crop";
        QTest::newRow("empty range of wide noise") << R"({"wide_sigma_min": 11})"
                                                   << "wide_sigma_max";
        QTest::newRow("unknown optimizer") << R"({"optimizer": "sgd"})"
                                           << "muon";
        QTest::newRow("optimizer by number") << R"({"optimizer": 1})"
                                             << "optimizer";
        QTest::newRow("empty range of noise") << R"({"sigma_min": 1, "sigma_max": 0.5})"
                                              << "sigma_max";
    }
    void rejects() {
        QFETCH(QString, text);
        QFETCH(QString, mentioned);
        try {
            TrainingConfig::fromJson(text.toStdString(), "settings.json");
            QFAIL("accepted");
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::Usage);
            QCOMPARE(error.subject(), std::string("settings.json"));
            QVERIFY2(QString::fromStdString(error.detail()).contains(mentioned), error.what());
        }
    }
};

QTEST_GUILESS_MAIN(TestTrainingConfig)
#include "test_training_config.moc"
