// SPDX-License-Identifier: GPL-3.0-or-later
// Downloads of models, from a server on this machine that cuts, lies and changes its mind.
#include "core/files/sha256.h"
#include "tests/ui/model_server.h"
#include "ui/models/model_downloads.h"
#include "ui/models/part_record.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QNetworkProxyFactory>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <csignal>
#include <memory>
#include <span>
#include <sys/resource.h>

using namespace lacuna;
using namespace lacuna::ui;
using lacuna::ui::test::ModelServer;

namespace {

using Phase = DownloadState::Phase;

constexpr qsizetype kSize = 3'000'001;
constexpr qint64 kHalf = 1'500'000;
const QString kModel = QStringLiteral("faces.pt");
const QString kFixtures = QStringLiteral(LACUNA_TEST_DATA "/parity/");

QByteArray randomBytes(qsizetype size, quint32 seed = 1) {
    QByteArray bytes(size, Qt::Uninitialized);
    QRandomGenerator random(seed);
    std::generate(bytes.begin(), bytes.end(), [&] { return char(random.generate()); });
    return bytes;
}

std::string hashOf(const QByteArray& bytes) {
    return sha256(std::as_bytes(std::span(bytes.data(), std::size_t(bytes.size()))));
}

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void writeFile(const QString& path, const QByteArray& content) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

}  // namespace

class TestModelDownload : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        for (const char* name : {"http_proxy", "https_proxy", "all_proxy", "no_proxy"})
            qunsetenv(name);
    }
    void init() {
        mFolder = std::make_unique<QTemporaryDir>();
        mServer = std::make_unique<ModelServer>();
        mContent = randomBytes(kSize);
        mServer->files.insert("/faces.pt", mContent);
        openService();
    }
    void cleanup() {
        mDownloads.reset();
        mServer.reset();
    }

    void asksNothingByItself() {
        QTest::qWait(100);
        QVERIFY(mServer->requests.isEmpty());
        QVERIFY(!mDownloads->isBusy());
        QVERIFY(QDir(models()).isEmpty());
    }

    void whole() {
        download(request());
        QCOMPARE(mLast.phase, Phase::Finished);
        QCOMPARE(contentOf(target()), mContent);
        QCOMPARE(mLast.bytes, kSize);
        QCOMPARE(mLast.total, kSize);
        QVERIFY(!QFileInfo::exists(parts()));
        QVERIFY(!mDownloads->isBusy());
        QVERIFY(mMostSeen > 0);
    }

    void goesOnAfterACut() {
        mServer->cutAfter = kHalf;
        download(request());
        QCOMPARE(mLast.phase, Phase::Paused);
        QVERIFY2(mLast.fault.contains(kModel) && mLast.fault.contains(QLatin1String("lost")),
                 qPrintable(mLast.fault));
        QVERIFY(!QFileInfo::exists(target()));
        const qint64 here = QFileInfo(parts() + '/' + kModel).size();
        QCOMPARE(here, kHalf);
        QCOMPARE(mLast.bytes, here);
        download(request());
        QCOMPARE(mLast.phase, Phase::Finished);
        QCOMPARE(contentOf(target()), mContent);
        QCOMPARE(mServer->ranges(), (QList<QByteArray>{"", "bytes=1500000-"}));
        QCOMPARE(mServer->requests.last().headers.value("if-range"), mServer->tag);
    }

    void pausesAndGoesOn() {
        mServer->holdAfter = kHalf;
        mDownloads->start(request());
        QTRY_COMPARE(QFileInfo(parts() + '/' + kModel).size(), kHalf);
        mDownloads->pause(kModel);
        QTRY_COMPARE(mLast.phase, Phase::Paused);
        QVERIFY(mLast.fault.isEmpty());
        QCOMPARE(mLast.bytes, kHalf);
        mServer->release();
        download(request());
        QCOMPARE(contentOf(target()), mContent);
        QCOMPARE(mServer->ranges().last(), QByteArray("bytes=1500000-"));
    }

    void survivesTheProgram() {
        mServer->holdAfter = kHalf;
        mDownloads->start(request());
        QTRY_COMPARE(QFileInfo(parts() + '/' + kModel).size(), kHalf);
        openService();
        mServer->release();
        download(request());
        QCOMPARE(contentOf(target()), mContent);
        QCOMPARE(mServer->ranges(), (QList<QByteArray>{"", "bytes=1500000-"}));
    }

    /// What was written and not yet noted by the system when it crashed, say.
    void damagedPartIsFoundOut() {
        mServer->cutAfter = kHalf;
        download(request());
        QByteArray damaged = mContent.left(kHalf);
        damaged[1000] = char(~damaged[1000]);
        writeFile(parts() + '/' + kModel, damaged);
        download(request());
        QCOMPARE(mLast.phase, Phase::Paused);
        QVERIFY2(mLast.fault.contains(QLatin1String("SHA-256")), qPrintable(mLast.fault));
        QVERIFY(!QFileInfo::exists(target()));
        download(request());
        QCOMPARE(contentOf(target()), mContent);
        QCOMPARE(mServer->ranges().last(), QByteArray());
    }

    void allOfItWasThere() {
        mServer->cutAfter = kHalf;
        download(request());
        writeFile(parts() + '/' + kModel, mContent);
        download(request());
        QCOMPARE(mLast.phase, Phase::Finished);
        QCOMPARE(contentOf(target()), mContent);
        QCOMPARE(mServer->requests.size(), 2);
    }

    void moreThanAllWasThere() {
        mServer->cutAfter = kHalf;
        download(request());
        writeFile(parts() + '/' + kModel, mContent + "x");
        download(request());
        QCOMPARE(mLast.phase, Phase::Finished);
        QCOMPARE(contentOf(target()), mContent);
        QCOMPARE(mServer->ranges().last(), QByteArray());
    }

    void serverWithoutRanges() {
        mServer->knowsRanges = false;
        mServer->cutAfter = kHalf;
        download(request());
        download(request());
        QCOMPARE(mLast.phase, Phase::Finished);
        QCOMPARE(contentOf(target()), mContent);
        QCOMPARE(mServer->requests.size(), 2);
    }

    /// Without a hash and a word of the server nobody knows whether two halves are of one file.
    void beginsAnewWithoutEvidence() {
        mServer->files["/faces.pt"] = contentOf(kFixtures + "drunet_color.pth");
        mServer->tag.clear();
        mServer->cutAfter = 1000;
        DownloadRequest plain = request();
        plain.files[0].sha256.clear();
        plain.files[0].bytes = 0;
        download(plain);
        QCOMPARE(mLast.phase, Phase::Paused);
        download(plain);
        QCOMPARE(mLast.phase, Phase::Finished);
        QCOMPARE(mServer->ranges(), (QList<QByteArray>{"", ""}));
    }

    void changedBetweenTheParts_data() {
        QTest::addColumn<bool>("knowsIfRange");
        QTest::newRow("the server sees it") << true;
        QTest::newRow("the server goes on regardless") << false;
    }
    void changedBetweenTheParts() {
        QFETCH(bool, knowsIfRange);
        mServer->knowsIfRange = knowsIfRange;
        mServer->cutAfter = kHalf;
        download(request());
        const QByteArray newer = randomBytes(kSize, 2);
        mServer->files["/faces.pt"] = newer;
        mServer->tag = "\"two\"";
        DownloadRequest updated = request();
        updated.files[0].sha256 = hashOf(newer);
        download(updated);
        QCOMPARE(mLast.phase, Phase::Finished);
        QCOMPARE(contentOf(target()), newer);
    }

    void wrongLength() {
        mServer->statedLength = kSize + 10;
        DownloadRequest plain = request();
        plain.files[0].bytes = 0;
        download(plain);
        QCOMPARE(mLast.phase, Phase::Paused);
        QVERIFY2(mLast.fault.contains(kModel) && mLast.fault.contains(QLatin1String("lost")),
                 qPrintable(mLast.fault));
        QVERIFY(!QFileInfo::exists(target()));
        mServer->statedLength = -1;
        download(plain);
        QCOMPARE(contentOf(target()), mContent);
    }

    void otherSizeThanStated_data() {
        QTest::addColumn<qint64>("stated");
        QTest::newRow("smaller") << qint64(kSize - 1);
        QTest::newRow("larger") << qint64(kSize + 1);
    }
    void otherSizeThanStated() {
        QFETCH(qint64, stated);
        DownloadRequest other = request();
        other.files[0].bytes = quint64(stated);
        download(other);
        QCOMPARE(mLast.phase, Phase::Paused);
        QVERIFY2(mLast.fault.contains(kModel) && mLast.fault.contains(QLocale().toString(kSize)),
                 qPrintable(mLast.fault));
        QVERIFY(!QFileInfo::exists(target()));
        QVERIFY(!QFileInfo::exists(parts() + '/' + kModel));
    }

    void wrongHash() {
        DownloadRequest other = request();
        other.files[0].sha256 = hashOf("another file");
        download(other);
        QCOMPARE(mLast.phase, Phase::Paused);
        QVERIFY2(mLast.fault.contains(kModel) && mLast.fault.contains(QLatin1String("SHA-256")),
                 qPrintable(mLast.fault));
        QVERIFY(!QFileInfo::exists(target()));
        QVERIFY(!QFileInfo::exists(parts() + '/' + kModel));
        download(request());
        QCOMPARE(contentOf(target()), mContent);
        QCOMPARE(mServer->ranges().last(), QByteArray());
    }

    void faultsOfTheServer_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("word");
        QTest::newRow("404") << 404 << QStringLiteral("no longer");
        QTest::newRow("403") << 403 << QStringLiteral("access denied");
        QTest::newRow("500") << 500 << QStringLiteral("later");
    }
    void faultsOfTheServer() {
        QFETCH(int, status);
        QFETCH(QString, word);
        mServer->status = status;
        download(request());
        QCOMPARE(mLast.phase, Phase::Paused);
        QVERIFY2(mLast.fault.contains(kModel) && mLast.fault.contains(QString::number(status)) &&
                     mLast.fault.contains(word),
                 qPrintable(mLast.fault));
        QVERIFY(!QFileInfo::exists(target()));
        QVERIFY(!QFileInfo::exists(parts()));
        mServer->status = 0;
        download(request());
        QCOMPARE(contentOf(target()), mContent);
    }

    void keepsThePartThroughAFault() {
        mServer->cutAfter = kHalf;
        download(request());
        mServer->status = 503;
        download(request());
        QCOMPARE(mLast.bytes, kHalf);
        mServer->status = 0;
        download(request());
        QCOMPARE(contentOf(target()), mContent);
        QCOMPARE(mServer->ranges().last(), QByteArray("bytes=1500000-"));
    }

    void followsARedirection() {
        mServer->files.insert("/elsewhere", mContent);
        mServer->redirections.insert("/faces.pt", mServer->address("/elsewhere").toEncoded());
        mServer->cutAfter = kHalf;
        download(request());
        download(request());
        QCOMPARE(mLast.phase, Phase::Finished);
        QCOMPARE(contentOf(target()), mContent);
        QCOMPARE(mServer->ranges().last(), QByteArray("bytes=1500000-"));
        QCOMPARE(mServer->requests.last().path, QByteArray("/elsewhere"));
    }

    void followsNoneThatIsNotEncrypted() {
        mServer->redirections.insert("/faces.pt", "http://models.invalid/faces.pt");
        download(request());
        QCOMPARE(mLast.phase, Phase::Paused);
        QVERIFY2(mLast.fault.contains(kModel) && mLast.fault.contains(QLatin1String("models.invalid")),
                 qPrintable(mLast.fault));
    }

    void asksNoAddressThatIsNotEncrypted() {
        DownloadRequest open = request();
        open.files[0].url = "http://models.invalid/faces.pt";
        download(open);
        QCOMPARE(mLast.phase, Phase::Paused);
        QVERIFY2(mLast.fault.contains(QLatin1String("https")), qPrintable(mLast.fault));
        QVERIFY(!QFileInfo::exists(parts()));
    }

    void withoutAServer() {
        mServer->close();
        download(request());
        QCOMPARE(mLast.phase, Phase::Paused);
        QVERIFY2(mLast.fault.contains(QLatin1String("127.0.0.1")), qPrintable(mLast.fault));
    }

    void cancels() {
        mServer->holdAfter = kHalf;
        mDownloads->start(request());
        QTRY_COMPARE(QFileInfo(parts() + '/' + kModel).size(), kHalf);
        mDownloads->cancel(request());
        QTRY_COMPARE(mLast.phase, Phase::Cancelled);
        QVERIFY(!QFileInfo::exists(parts()));
        QVERIFY(!mDownloads->state(kModel));
    }

    void cancelsWhatAnEarlierSessionLeft() {
        mServer->cutAfter = kHalf;
        download(request());
        openService();
        mDownloads->cancel(request());
        QTRY_COMPARE(mLast.phase, Phase::Cancelled);
        QVERIFY(!QFileInfo::exists(parts()));
    }

    void leavesWhatIsThere() {
        QDir().mkpath(models());
        writeFile(target(), "a good one");
        download(request());
        QCOMPARE(mLast.phase, Phase::Paused);
        QVERIFY2(mLast.fault.contains(kModel), qPrintable(mLast.fault));
        QCOMPARE(contentOf(target()), QByteArray("a good one"));
        QVERIFY(mServer->requests.isEmpty());
    }

    void leavesWhatAppearsMeanwhile() {
        mServer->holdAfter = kHalf;
        mDownloads->start(request());
        QTRY_COMPARE(QFileInfo(parts() + '/' + kModel).size(), kHalf);
        writeFile(target(), "a good one");
        mServer->release();
        QTRY_COMPARE(mLast.phase, Phase::Paused);
        QVERIFY2(mLast.fault.contains(kModel), qPrintable(mLast.fault));
        QCOMPARE(contentOf(target()), QByteArray("a good one"));
    }

    void noModel() {
        mServer->files["/faces.pt"] = "<!doctype html><title>Please log in</title>";
        DownloadRequest plain = request();
        plain.files[0].sha256.clear();
        plain.files[0].bytes = 0;
        download(plain);
        QCOMPARE(mLast.phase, Phase::Paused);
        QVERIFY2(mLast.fault.contains(kModel) && mLast.fault.contains(QLatin1String("web page")),
                 qPrintable(mLast.fault));
        QVERIFY(!QFileInfo::exists(target()));
        QVERIFY(!QFileInfo::exists(parts()));
    }

    /// A folder of diffusers, of which the second file is cut.
    void folder() {
        const DownloadRequest wanted =
            folderRequest({"config.json", "diffusion_pytorch_model.bin", "scheduler_config.json"});
        const QString name = wanted.model;
        mServer->cutAfter = 100'000;
        download(wanted);
        QCOMPARE(mLast.phase, Phase::Paused);
        mServer->cutAfter = -1;
        mServer->holdAfter = 200'000;
        mDownloads->start(wanted);
        QTRY_VERIFY(
            QFileInfo(models() + "/diffusers_ddpm.part/diffusers_ddpm/diffusion_pytorch_model.bin").size() ==
            300'000);
        mDownloads->pause(name);
        QTRY_COMPARE(mLast.phase, Phase::Paused);
        QVERIFY(!QFileInfo::exists(models() + '/' + name));
        mServer->release();
        mServer->requests.clear();
        download(wanted);
        QCOMPARE(mLast.phase, Phase::Finished);
        QCOMPARE(mServer->ranges(), (QList<QByteArray>{"bytes=300000-", ""}));
        const InstalledModel model = ModelCatalog({models().toStdString()}).find(name.toStdString());
        QCOMPARE(model.family, std::string("diffusers-unet"));
        QVERIFY(!QFileInfo::exists(models() + "/diffusers_ddpm.part"));
    }

    void noRoomForIt() {
        mServer->statedLength = qint64(1) << 60;
        DownloadRequest plain = request();
        plain.files[0].bytes = 0;
        download(plain);
        QCOMPARE(mLast.phase, Phase::Paused);
        QVERIFY2(mLast.fault.contains(kModel) && mLast.fault.contains(QLatin1String("disk is full")),
                 qPrintable(mLast.fault));
    }

    /// The system refuses a byte beyond a limit, as a full disk does.
    void diskFull() {
        rlimit before{};
        QCOMPARE(getrlimit(RLIMIT_FSIZE, &before), 0);
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit small{rlim_t(kHalf), before.rlim_max};
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &small), 0);
        download(request());
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &before), 0);
        QCOMPARE(mLast.phase, Phase::Paused);
        QVERIFY2(mLast.fault.contains(kModel) && mLast.fault.contains(QLatin1String("disk is full")),
                 qPrintable(mLast.fault));
        download(request());
        QCOMPARE(mLast.phase, Phase::Finished);
        QCOMPARE(contentOf(target()), mContent);
        QCOMPARE(mServer->ranges().last(), QByteArray("bytes=1500000-"));
    }

    void oneAtATime() {
        mServer->holdAfter = kHalf;
        mDownloads->start(request());
        QTRY_COMPARE(QFileInfo(parts() + '/' + kModel).size(), kHalf);
        ModelDownloads other;
        DownloadState state;
        connect(&other, &ModelDownloads::changed, this,
                [&](const QString&, const DownloadState& now) { state = now; });
        other.start(request());
        QTRY_VERIFY(!state.isActive());
        QVERIFY2(state.fault.contains(kModel), qPrintable(state.fault));
        mServer->release();
        QTRY_COMPARE(mLast.phase, Phase::Finished);
        QCOMPARE(contentOf(target()), mContent);
    }

    void partThatVanished() {
        DownloadRequest wanted =
            folderRequest({"config.json", "scheduler_config.json", "diffusion_pytorch_model.bin"});
        for (ModelDownload& file : wanted.files) {
            const QByteArray content = contentOf(kFixtures + QString::fromStdString(file.file.string()));
            file.bytes = quint64(content.size());
            file.sha256 = hashOf(content);
        }
        mServer->cutAfter = 100'000;
        download(wanted);
        QCOMPARE(mLast.phase, Phase::Paused);
        QVERIFY(QFile::remove(models() + "/diffusers_ddpm.part/diffusers_ddpm/config.json"));
        download(wanted);
        QCOMPARE(mLast.phase, Phase::Finished);
        QVERIFY(!contentOf(models() + "/diffusers_ddpm/config.json").isEmpty());
    }

    void folderThatCannotBeWritten() {
        writeFile(models(), "a file in the folder's place");
        download(request());
        QCOMPARE(mLast.phase, Phase::Paused);
        QVERIFY(!mLast.fault.isEmpty());
    }

    void goesByTheSystemsProxy() { QVERIFY(QNetworkProxyFactory::usesSystemConfiguration()); }

    void theWindowStaysAlive() {
        constexpr qsizetype kLarge = 96 << 20;
        constexpr qint64 kLongestGap = 250;  // ms, on a machine that does other things, too
        mContent = randomBytes(kLarge);
        mServer->files["/faces.pt"] = mContent;
        const DownloadRequest wanted = request();
        QElapsedTimer sinceTurn;
        qint64 longest = 0;
        int turns = 0;
        QTimer turn;
        connect(&turn, &QTimer::timeout, this, [&] {
            if (turns++ > 0) longest = std::max(longest, sinceTurn.elapsed());
            sinceTurn.start();
        });
        turn.start(1);
        download(wanted);
        QCOMPARE(mLast.phase, Phase::Finished);
        QVERIFY(turns > 20);
        qInfo("longest gap %lld ms in %d turns", longest, turns);
        QVERIFY2(longest < kLongestGap, qPrintable(QString::number(longest)));
    }

  private:
    QString models() const { return mFolder->filePath(QStringLiteral("models")); }
    QString target() const { return models() + '/' + kModel; }
    QString parts() const { return PartRecord::folderOf(models(), kModel); }
    DownloadRequest request() const {
        const std::string url = mServer->address('/' + kModel).toString().toStdString();
        return {kModel, models(), {{kModel.toStdString(), url, quint64(mContent.size()), hashOf(mContent)}}};
    }
    /// Of a folder of diffusers, which the server has.
    DownloadRequest folderRequest(const QStringList& files) {
        DownloadRequest wanted{QStringLiteral("diffusers_ddpm"), models(), {}};
        for (const QString& file : files) {
            const QString path = wanted.model + '/' + file;
            mServer->files.insert('/' + path.toLatin1(), contentOf(kFixtures + path));
            const std::string url = mServer->address('/' + path).toString().toStdString();
            wanted.files.push_back({path.toStdString(), url, 0, {}});
        }
        return wanted;
    }
    void openService() {
        mDownloads = std::make_unique<ModelDownloads>();
        mLast = {};
        mMostSeen = 0;
        connect(mDownloads.get(), &ModelDownloads::changed, this,
                [this](const QString&, const DownloadState& state) {
                    mLast = state;
                    if (state.phase == Phase::Receiving) mMostSeen = std::max(mMostSeen, state.bytes);
                });
    }
    void download(const DownloadRequest& wanted) {
        mDownloads->start(wanted);
        QTRY_VERIFY_WITH_TIMEOUT(!mLast.isActive(), 30'000);
    }

    std::unique_ptr<QTemporaryDir> mFolder;
    std::unique_ptr<ModelServer> mServer;
    std::unique_ptr<ModelDownloads> mDownloads;
    QByteArray mContent;
    DownloadState mLast;
    qint64 mMostSeen = 0;
};

QTEST_GUILESS_MAIN(TestModelDownload)
#include "test_model_download.moc"
