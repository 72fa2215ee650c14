// SPDX-License-Identifier: GPL-3.0-or-later
// The trainer as a person runs it: what it says, what it leaves behind, and how it ends.
#include "tests/cli/cli_runner.h"

#include <QTest>
#include <nlohmann/json.hpp>

#include <csignal>

using namespace lacuna::test;

namespace {

const QByteArray kSmall = R"({"channels": [16, 16], "blocks_per_level": [1], "embedding": 32, "fourier": 8,
 "crop": 32, "batch": 2, "warmup": 1, "bfloat16": false, "seed": 3})";

class Folder : public Scratch {
  public:
    Folder() {
        photo("one.png", 96, 80);
        photo("two.png", 64, 64);
        write("config.json", kSmall);
    }
    QStringList arguments(const QStringList& more) const {
        return QStringList{"--photos", path(""), "--config", path("config.json"), "--threads", "1"} + more;
    }
};

CliResult train(const QStringList& arguments) {
    QProcess process;
    process.setProgram(LACUNA_TRAIN);
    process.setArguments(arguments);
    process.start();
    return finished(process);
}

CliResult python(const QStringList& arguments) {
    QProcess process;
    process.setProgram("python3");
    process.setArguments(arguments);
    process.start();
    return finished(process);
}

QString trainKit(const char* script) {
    return QString(LACUNA_SOURCE_DIR) + "/packaging/train-kit/" + script;
}

}  // namespace

class TestTrain : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    /// Weights that lacuna-cli takes, a checkpoint to go on from, nothing half-written; and it goes on from
    /// it.
    void trainsAndGoesOn() {
        const Folder folder;
        const QStringList out{"--out",  folder.path("mine.safetensors"), "--name", "mine", "--licence",
                              "CC0-1.0"};
        const CliResult first = train(folder.arguments(QStringList{"--steps", "3"} + out));
        QVERIFY2(first.status == 0, qPrintable(first.describe()));
        QCOMPARE(folder.names(), (QStringList{"config.json", "mine.safetensors",
                                              "mine.safetensors.checkpoint", "one.png", "two.png"}));
        const CliResult inspected = runCli({"models", "inspect", folder.path("mine.safetensors")});
        QVERIFY2(inspected.status == 0 && inspected.out.contains("lacuna-unet") &&
                     inspected.out.contains("CC0-1.0"),
                 qPrintable(inspected.describe()));
        const CliResult on =
            train({"--photos", folder.path(""), "--resume", folder.path("mine.safetensors.checkpoint"),
                   "--steps", "5", "--threads", "1", "--out", folder.path("later.safetensors"),
                   "--validation", folder.path(""), "--validate-every", "0"});
        QVERIFY2(on.status == 0, qPrintable(on.describe()));
        QVERIFY2(on.out.contains("validation at step 5, PSNR in dB at noise 5 15 25 50"),
                 qPrintable(on.describe()));
        QVERIFY(folder.bytes("later.safetensors") != folder.bytes("mine.safetensors"));
    }

    /// Ctrl-C leaves a checkpoint, and says so with its status.
    void stopsWell() {
        const Folder folder;
        QProcess process;
        process.setProgram(LACUNA_TRAIN);
        process.setArguments(folder.arguments(
            {"--steps", "1000000", "--out", folder.path("mine.safetensors"), "--checkpoint-every", "0"}));
        process.start();
        QVERIFY(process.waitForReadyRead(60'000));  // the first checkpoint is written
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        const CliResult result = finished(process);
        QVERIFY2(result.status == 130, qPrintable(result.describe()));
        QVERIFY(folder.names().contains("mine.safetensors.checkpoint"));
        QVERIFY(folder.names().contains("mine.safetensors"));
    }

    /// The optimizer is kept with the checkpoint; a photograph that the list leaves out isn't read.
    void takesOptimizerAndList() {
        const Folder folder;
        folder.write("list.tsv", "one.png\t0\n");
        folder.write("one.png", "no photograph");
        const CliResult result =
            train(folder.arguments({"--steps", "2", "--out", folder.path("x.safetensors"), "--optimizer",
                                    "muon", "--photo-list", folder.path("list.tsv")}));
        QVERIFY2(result.status == 0 && !result.err.contains("one.png"), qPrintable(result.describe()));
        QVERIFY(folder.bytes("x.safetensors.checkpoint").contains(R"(\"optimizer\": \"muon\")"));
    }

    void refuses_data() {
        QTest::addColumn<QStringList>("more");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("says");
        const auto row = [](const char* name, const QStringList& more, int status, const char* says) {
            QTest::newRow(name) << more << status << QByteArray(says);
        };
        row("no length", {"--out", "x.safetensors"}, 2, "hours");
        row("nowhere to write", {"--steps", "2"}, 2, "--out");
        row("an unknown option", {"--steps", "2", "--out", "x", "--epochs", "3"}, 2, "--epochs");
        row("an unknown optimizer", {"--steps", "2", "--out", "x", "--optimizer", "sgd"}, 2, "muon");
        row("a list that isn't there", {"--steps", "2", "--out", "x", "--photo-list", "no.tsv"}, 3, "no.tsv");
        row("a checkpoint that isn't there", {"--steps", "2", "--out", "x", "--init", "no.safetensors"}, 4,
            "no.safetensors");
    }
    void refuses() {
        QFETCH(QStringList, more);
        QFETCH(int, status);
        QFETCH(QByteArray, says);
        const Folder folder;
        const CliResult result = train(folder.arguments(more));
        QVERIFY2(result.status == status && result.err.contains(says), qPrintable(result.describe()));
        QVERIFY(!folder.names().contains("x.safetensors"));
    }

    void refusesSettings() {
        const Folder folder;
        folder.write("config.json", R"({"chanels": [16]})");
        const CliResult result =
            train(folder.arguments({"--steps", "2", "--out", folder.path("x.safetensors")}));
        QVERIFY2(result.status == 2 && result.err.contains("chanels") && result.err.contains("config.json"),
                 qPrintable(result.describe()));
    }

    /// A checkpoint goes on with the optimizer whose moments it holds.
    void refusesAnotherOptimizerForACheckpoint() {
        const Folder folder;
        const CliResult result = train({"--photos", folder.path(""), "--out", "x", "--steps", "2",
                                        "--optimizer", "muon", "--resume", folder.path("x.checkpoint")});
        QVERIFY2(result.status == 2 && result.err.contains("--optimizer excludes --resume"),
                 qPrintable(result.describe()));
    }

    /// train.py, for machines that have PyTorch but not Lacuna, has the trainer's settings and defaults.
    void trainKitHasTheSameSettings() {
        const CliResult mine = train({"--print-config"});
        const CliResult kit = python({trainKit("train.py"), "--print-config"});
        QVERIFY2(mine.status == 0 && kit.status == 0, qPrintable(mine.describe() + kit.describe()));
        const auto settings = nlohmann::json::parse(mine.out.toStdString());
        QCOMPARE(QByteArray::fromStdString(nlohmann::json::parse(kit.out.toStdString()).dump()),
                 QByteArray::fromStdString(settings.dump()));
    }

    /// Crops are packed and learnt from, from the trainer's weights, and the trainer goes on from the kit's.
    void trainKitGoesOnFromTheTrainerAndBack() {
        if (python({"-c", "import numpy, PIL, torch"}).status != 0)
            QSKIP("Python's packages torch, numpy and PIL are needed");
        const Folder folder;
        const QString first = folder.path("first.safetensors");
        const CliResult begun = train(folder.arguments({"--steps", "1", "--out", first}));
        QVERIFY2(begun.status == 0, qPrintable(begun.describe()));
        const CliResult packed =
            python({trainKit("pack.py"), "--photos", folder.path(""), "--validation", folder.path(""),
                    "--side", "48", "--megabytes", "0.2", "--out", folder.path("crops.tar")});
        QVERIFY2(packed.status == 0, qPrintable(packed.describe()));
        QVERIFY(folder.bytes("crops.tar").size() <= 200'000);
        const CliResult learnt =
            python({trainKit("train.py"), "--crops", folder.path("crops.tar"), "--init", first, "--config",
                    folder.path("config.json"), "--minutes", "0.15", "--out", folder.path("kit")});
        QVERIFY2(learnt.status == 0, qPrintable(learnt.describe()));
        const CliResult back =
            train(folder.arguments({"--steps", "1", "--init", folder.path("kit/weights.safetensors"), "--out",
                                    folder.path("last.safetensors")}));
        QVERIFY2(back.status == 0, qPrintable(back.describe()));
    }

    void refusesAnEmptyFolder() {
        const Scratch empty;
        const CliResult result =
            train({"--photos", empty.path(""), "--steps", "2", "--out", empty.path("x.safetensors")});
        QVERIFY2(result.status == 3, qPrintable(result.describe()));
    }
};

QTEST_GUILESS_MAIN(TestTrain)
#include "test_train.moc"
