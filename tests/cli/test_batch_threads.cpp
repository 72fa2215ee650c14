// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/batch/batch_journal.h"
#include "app/cli/batch/batch_progress.h"
#include "app/cli/batch/batch_summary.h"
#include "core/io/formats.h"
#include "core/io/image_io.h"
#include "tests/core/io/pictures.h"

#include <QTemporaryDir>
#include <QTest>
#include <nlohmann/json.hpp>

#include <array>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

using namespace lacuna;
using Bytes = std::vector<std::uint8_t>;

namespace {

constexpr int kJobs = 4;
constexpr int kPhotos = 6;  // of each job

/// A photograph with everything that reading and writing hand to libraries: metadata, a profile,
/// transparency.
Photograph photograph(int number, const io::FormatRow& row) {
    Photograph photo;
    photo.pixels = test::smoothPicture(160 + number, 120, 3, row.sixteenBits ? Depth::UInt16 : Depth::UInt8);
    if (row.alpha) photo.alpha = test::smoothPicture(160 + number, 120, 1, photo.pixels.depth());
    photo.metadata = test::fullMetadata();
    photo.metadata.hasThumbnail = true;
    return photo;
}

/// What becomes of a file that is read and written again.
Bytes copyOf(const Bytes& file, FileFormat format) {
    return encodePhotograph(decodePhotograph(file, "test"), format, "test");
}

}  // namespace

/// What the threads of a batch share besides the model, without Qt's threads, for ThreadSanitizer.
class TestBatchThreads : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void filesAreReadAndWrittenSideBySide_data() {
        QTest::addColumn<int>("format");
        for (const io::FormatRow& row : io::formats()) {
            if (row.encode) QTest::addRow("%s", row.name) << int(row.format);
        }
    }
    void filesAreReadAndWrittenSideBySide() {
        QFETCH(int, format);
        const auto kind = FileFormat(format);
        std::vector<Bytes> files, expected;
        for (int i = 0; i < kJobs; ++i) {
            files.push_back(encodePhotograph(photograph(i, *io::writerOf(kind)), kind, "test"));
            expected.push_back(copyOf(files.back(), kind));
        }
        std::vector<Bytes> found(kJobs);
        {
            std::vector<std::jthread> threads;
            for (std::size_t i = 0; i < kJobs; ++i)
                threads.emplace_back([&, i] { found[i] = copyOf(files[i], kind); });
        }
        for (std::size_t i = 0; i < kJobs; ++i)
            QVERIFY(found[i] == expected[i]);
    }

    void journalProgressAndSummary() {
        const QTemporaryDir folder;
        const std::filesystem::path results = folder.path().toStdString();
        cli::BatchSummary summary;
        cli::BatchProgress progress(true, kJobs);
        {
            cli::Journal journal(results, "", false);
            progress.expect(kJobs * kPhotos);
            std::atomic<int> lost = 0;
            {
                std::vector<std::jthread> threads;
                for (int job = 0; job < kJobs; ++job)
                    threads.emplace_back([&, job] {
                        for (int i = 0; i < kPhotos; ++i) {
                            const std::string name = std::to_string(job) + "/" + std::to_string(i) + ".png";
                            progress.begins(std::size_t(job), name);
                            progress.advances(std::size_t(job), 0.5);
                            const bool fails = i == 0;
                            journal.append({{"event", fails ? "failed" : "staged"},
                                            {"name", name},
                                            {"output", name},
                                            {"settings", "s"},
                                            {"result_sha256", name}});
                            if (!journal.find(name)) ++lost;
                            if (fails) {
                                summary.failed(name, Error(ErrorCode::InputFile, "", "it is empty"));
                                progress.message("failed: " + name);
                            } else {
                                summary.restored(name, i == 1, {{.code = NoteCode::GainMap}});
                            }
                            progress.ends(std::size_t(job), !fails);
                        }
                    });
                // The list of photographs may still be growing.
                threads.emplace_back([&] {
                    summary.finishedBefore();
                    progress.finishedBefore();
                    (void)summary.finished();
                    (void)summary.exitStatus();
                });
            }
            QCOMPARE(lost.load(), 0);
        }
        const auto json = summary.toJson();
        QCOMPARE(json["restored"].get<int>() + json["unchanged"].get<int>(), kJobs * (kPhotos - 1));
        QCOMPARE(int(json["failed"].size()), kJobs);
        QCOMPARE(json["finished_before"].get<int>(), 1);
        // Every line is whole, and the next run knows them all.
        std::ifstream lines(results / "lacuna-batch.jsonl");
        int count = 0;
        for (std::string line; std::getline(lines, line); ++count)
            QVERIFY(nlohmann::json::accept(line));
        QCOMPARE(count, kJobs * kPhotos);
        const cli::Journal again(results, "", true);
        for (int job = 0; job < kJobs; ++job)
            QVERIFY(again.find(std::to_string(job) + "/5.png"));
    }
};

QTEST_GUILESS_MAIN(TestBatchThreads)
#include "test_batch_threads.moc"
