// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/transfer.h"

#include "core/base/error.h"
#include "core/files/atomic_file.h"
#include "ui/base/file_path.h"
#include "ui/models/transfer_faults.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QHostAddress>
#include <QNetworkAccessManager>
#include <QNetworkRequest>
#include <QStorageInfo>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <utility>

namespace lacuna::ui {

namespace {

constexpr std::chrono::seconds kPatience{60};
constexpr qint64 kReportEvery = 100;  ///< ms
constexpr qint64 kBuffer = qint64{4} << 20;
constexpr qint64 kRead = qint64{1} << 20;
constexpr int kPartialContent = 206;
constexpr int kRangeNotSatisfiable = 416;

using Phase = DownloadState::Phase;

bool isThisMachine(const QUrl& url) {
    return url.host() == QLatin1String("localhost") || QHostAddress(url.host()).isLoopback();
}

/// What tells this version of the file from others.
QByteArray validatorOf(const QNetworkReply& reply) {
    const QByteArray tag = reply.rawHeader("ETag");
    // A weak one says only that two versions mean the same.
    return !tag.isEmpty() && !tag.startsWith("W/") ? tag : reply.rawHeader("Last-Modified");
}

int statusOf(const QNetworkReply& reply) {
    return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

}  // namespace

Transfer::Transfer(QNetworkAccessManager& network, DownloadRequest request, QObject* parent)
    : QObject(parent),
      mNetwork(network),
      mRequest(std::move(request)),
      mParts(PartRecord::folderOf(mRequest.folder, mRequest.model)) {}

Transfer::~Transfer() {
    dropReply();
}

bool Transfer::isAllowed(const QUrl& url) {
    return url.isValid() && (url.scheme() == QLatin1String("https") ||
                             (url.scheme() == QLatin1String("http") && isThisMachine(url)));
}

template <typename Step>
void Transfer::guarded(Step step) {
    try {
        step();
    } catch (const Error& error) {
        fail(faults::file(error));
    }
}

QString Transfer::nameOfCurrent() const {
    return QString::fromStdString(current().file.filename().string());
}

QString Transfer::keyOfCurrent() const {
    return QString::fromStdString(current().file.string());
}

void Transfer::start() {
    report(Phase::Connecting);
    guarded([this] { prepare(); });
}

void Transfer::prepare() {
    mExpected = 0;
    for (const ModelDownload& file : mRequest.files) {
        if (!isAllowed(QUrl(QString::fromStdString(file.url))))
            return fail(faults::notEncrypted(QString::fromStdString(file.file.filename().string())));
        const bool known = file.bytes > 0 && mExpected >= 0;
        mExpected = known ? mExpected + qint64(file.bytes) : -1;
    }
    if (QFileInfo::exists(QDir(mRequest.folder).filePath(mRequest.model)))
        return fail(faults::thereAlready(mRequest.model));
    for (const ModelDownload& file : mRequest.files) {
        const std::filesystem::path folder = (toPath(mParts) / file.file).parent_path();
        std::error_code error;
        std::filesystem::create_directories(folder, error);
        if (error) throw Error(ErrorCode::OutputFile, folder.string(), error.message());
    }
    mRecord.emplace(mParts);
    beginFile();
}

void Transfer::beginFile() {
    if (mIndex == mRequest.files.size()) return endModel();
    mPart = std::make_unique<PartFile>(toPath(mParts) / current().file);
    mHoldsParts = true;
    mHashed = 0;
    const QString url = QString::fromStdString(current().url);
    const PartRecord::Part known = mRecord->part(keyOfCurrent());
    if (known.checked == mPart->size() && known.url == url) {
        mDone += mPart->size();
        ++mIndex;
        return beginFile();
    }
    // Only a hash or the server's validator can tell whether two halves belong to the same file.
    const bool canGoOn = known.url == url && (!known.validator.isEmpty() || !current().sha256.empty());
    if (!canGoOn) mPart->restart();
    hashWhatIsThere();
}

/// In pieces, so that pausing and other transfers need not wait.
void Transfer::hashWhatIsThere() {
    if (mEnded) return;
    if (!mPart->hashNext()) return ask();
    mHashed += kBuffer * 2;
    report(Phase::Checking);
    QTimer::singleShot(0, this, [this] { guarded([this] { hashWhatIsThere(); }); });
}

void Transfer::ask() {
    QNetworkRequest request(QUrl(QString::fromStdString(current().url)));
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::UserVerifiedRedirectPolicy);
    request.setTransferTimeout(int(std::chrono::milliseconds(kPatience).count()));
    request.setHeader(QNetworkRequest::UserAgentHeader,
                      QStringLiteral("Lacuna/%1").arg(QCoreApplication::applicationVersion()));
    // Ranges count the bytes of the file itself.
    request.setRawHeader("Accept-Encoding", "identity");
    if (mPart->size() > 0) {
        request.setRawHeader("Range", "bytes=" + QByteArray::number(mPart->size()) + "-");
        const QByteArray validator = mRecord->part(keyOfCurrent()).validator;
        if (!validator.isEmpty()) request.setRawHeader("If-Range", validator);
    }
    mHeadersRead = false;
    mReply = mNetwork.get(request);
    mReply->setReadBufferSize(kBuffer);
    connect(mReply, &QNetworkReply::redirected, this, &Transfer::redirect);
    connect(mReply, &QNetworkReply::readyRead, this, [this] { guarded([this] { receive(); }); });
    connect(mReply, &QNetworkReply::finished, this, [this] { guarded([this] { replyEnded(); }); });
    report(Phase::Connecting);
}

void Transfer::redirect(const QUrl& target) {
    const bool toItself = isThisMachine(target) && isThisMachine(QUrl(QString::fromStdString(current().url)));
    if (target.scheme() == QLatin1String("https") || (isAllowed(target) && toItself)) {
        Q_EMIT mReply->redirectAllowed();
    } else {
        fail(faults::badRedirection(nameOfCurrent(), target));
    }
}

/// Of the last answer, after all redirections.
void Transfer::readHeaders() {
    if (std::exchange(mHeadersRead, true)) return;
    const int status = statusOf(*mReply);
    if (status == kPartialContent) return takeRange();
    if (status / 100 != 2) return;  // it ends with an error
    if (mPart->size() > 0) mPart->restart();
    const QVariant length = mReply->header(QNetworkRequest::ContentLengthHeader);
    takeContent(length.isValid() ? length.toLongLong() : -1);
}

/// Whether "bytes FIRST-LAST/TOTAL" begins where ours ends, in the same version.
bool Transfer::continuesOurs(const QByteArray& range, qint64& total) const {
    const QByteArray numbers = range.startsWith("bytes ") ? range.mid(6) : QByteArray();
    const qsizetype dash = numbers.indexOf('-');
    const qsizetype slash = numbers.indexOf('/');
    if (dash < 1 || slash < dash) return false;
    bool known = false;
    total = numbers.mid(slash + 1).toLongLong(&known);
    if (!known) total = -1;
    const QByteArray validator = mRecord->part(keyOfCurrent()).validator;
    const QByteArray now = validatorOf(*mReply);
    const bool same = validator.isEmpty() || now.isEmpty() || validator == now;
    return same && numbers.left(dash).toLongLong() == mPart->size();
}

void Transfer::takeRange() {
    qint64 total = -1;
    if (continuesOurs(mReply->rawHeader("Content-Range"), total)) {
        takeContent(total);
    } else {
        askForAll();
    }
}

/// The server's file doesn't continue the part that we have.
void Transfer::askForAll() {
    dropReply();
    mPart->restart();
    ask();
}

/// `size`: of the whole file as the server has it; −1: it doesn't say.
void Transfer::takeContent(qint64 size) {
    const qint64 stated = qint64(current().bytes);
    if (size >= 0 && stated > 0 && size != stated) {
        const QString fault = faults::otherSize(nameOfCurrent(), size, stated);
        if (mPart->size() == 0) discardFile();
        return fail(fault);
    }
    if (mRequest.files.size() == 1 && mExpected < 0) mExpected = size;
    const qint64 whole = size >= 0 ? size : stated;
    if (whole > 0) requireRoom(whole - mPart->size());
    PartRecord::Part part{QString::fromStdString(current().url), validatorOf(*mReply)};
    mRecord->set(keyOfCurrent(), part);
}

void Transfer::requireRoom(qint64 bytes) const {
    const qint64 free = QStorageInfo(mRequest.folder).bytesAvailable();
    if (free >= 0 && free < bytes)
        throw Error(ErrorCode::DiskFull, (toPath(mParts) / current().file).string(),
                    std::to_string(bytes) + " bytes are needed, " + std::to_string(free) + " are free");
}

void Transfer::receive() {
    if (statusOf(*mReply) / 100 != 2) return;
    readHeaders();
    const qint64 most = qint64(current().bytes);
    while (mReply && !mEnded && mReply->bytesAvailable() > 0) {
        const QByteArray piece = mReply->read(kRead);
        if (piece.isEmpty()) break;
        mPart->write(piece);
        if (most > 0 && mPart->size() > most) {
            const QString fault = faults::otherSize(nameOfCurrent(), mPart->size(), most);
            discardFile();
            return fail(fault);
        }
        report(Phase::Receiving);
    }
}

void Transfer::replyEnded() {
    if (mEnded || !mReply) return;
    const int status = statusOf(*mReply);
    if (status == kRangeNotSatisfiable && mPart->size() > 0) {
        const bool isAllOfIt =
            mReply->rawHeader("Content-Range") == "bytes */" + QByteArray::number(mPart->size());
        if (!isAllOfIt) return askForAll();
        return endFile();
    }
    QNetworkReply* const reply = mReply;
    receive();
    if (mEnded || mReply != reply) return;
    if (reply->error() != QNetworkReply::NoError) return fail(faults::network(nameOfCurrent(), *reply));
    readHeaders();
    if (mEnded || mReply != reply) return;
    endFile();
}

void Transfer::endFile() {
    dropReply();
    const qint64 size = mPart->size();
    const qint64 stated = qint64(current().bytes);
    const QString name = nameOfCurrent();
    const std::string hash = mPart->finish();
    if (stated > 0 && size != stated) {
        discardFile();
        return fail(faults::otherSize(name, size, stated));
    }
    if (!current().sha256.empty() && hash != current().sha256) {
        discardFile();
        return fail(faults::otherHash(name));
    }
    PartRecord::Part part = mRecord->part(keyOfCurrent());
    part.checked = size;
    mRecord->set(keyOfCurrent(), part);
    mPart.reset();
    mDone += size;
    ++mIndex;
    beginFile();
}

/// Where no hash vouches for it, our reader must at least take it for a model.
void Transfer::endModel() {
    const auto isVouchedFor = [](const ModelDownload& file) { return !file.sha256.empty(); };
    if (!std::all_of(mRequest.files.begin(), mRequest.files.end(), isVouchedFor)) {
        try {
            ModelCatalog(std::vector<std::filesystem::path>{})
                .find((toPath(mParts) / toPath(mRequest.model)).string());
        } catch (const Error& error) {
            QDir(mParts).removeRecursively();
            return fail(faults::noModel(mRequest.model, QString::fromStdString(error.detail())));
        }
    }
    install();
}

void Transfer::install() {
    const QString target = QDir(mRequest.folder).filePath(mRequest.model);
    try {
        moveIntoPlace(toPath(QDir(mParts).filePath(mRequest.model)), toPath(target));
    } catch (const Error&) {
        return fail(QFileInfo::exists(target) ? faults::thereAlready(mRequest.model)
                                              : faults::notInPlace(mRequest.model, mRequest.folder));
    }
    QDir(mParts).removeRecursively();
    mEnded = true;
    report(Phase::Finished);
}

void Transfer::pause() {
    if (mEnded) return;
    fail({});
}

void Transfer::cancel() {
    mEnded = true;
    dropReply();
    mPart.reset();
    QDir(mParts).removeRecursively();
    report(Phase::Cancelled);
}

void Transfer::discardFile() {
    const QString path = QDir(mParts).filePath(keyOfCurrent());
    dropReply();
    mPart.reset();
    QFile::remove(path);
}

void Transfer::fail(const QString& fault) {
    if (mEnded) return;
    dropReply();
    mEnded = true;
    report(Phase::Paused, fault);
    mPart.reset();
    if (mHoldsParts && PartRecord::bytesIn(mParts) == 0) QDir(mParts).removeRecursively();
}

void Transfer::dropReply() {
    if (!mReply) return;
    QNetworkReply* const reply = std::exchange(mReply, nullptr);
    reply->disconnect(this);
    reply->abort();
    reply->deleteLater();
}

void Transfer::report(Phase phase, const QString& fault) {
    const bool often = phase == Phase::Receiving || phase == Phase::Checking;
    if (often && mSinceReport.isValid() && mSinceReport.elapsed() < kReportEvery) return;
    if (often) mSinceReport.start();
    DownloadState state;
    state.phase = phase;
    const qint64 here = mPart ? mPart->size() : 0;
    state.bytes = mDone + (phase == Phase::Checking ? std::min(mHashed, here) : here);
    state.total = phase == Phase::Checking ? mDone + here : mExpected;
    state.fault = fault;
    Q_EMIT changed(state);
}

}  // namespace lacuna::ui
