// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/download_request.h"
#include "ui/models/part_file.h"
#include "ui/models/part_record.h"

#include <QElapsedTimer>
#include <QNetworkReply>
#include <QObject>
#include <QPointer>
#include <QUrl>

#include <memory>
#include <optional>

class QNetworkAccessManager;

namespace lacuna::ui {

/// Downloads one model, file by file, into NAME.part next to its destination. Each file's size and hash are
/// checked if the catalog states them. At the end the whole model is moved into place at once, unless the
/// destination exists already. Continues from the parts of an earlier transfer if the server still has the
/// same version. Uses encrypted addresses only, also after a redirection, except on this machine itself.
class Transfer : public QObject {
    Q_OBJECT

  public:
    /// All on the thread of `network`.
    Transfer(QNetworkAccessManager& network, DownloadRequest request, QObject* parent = nullptr);
    /// Stops; what arrived stays on the disk.
    ~Transfer() override;

    void start();
    /// Ends in the phase Paused.
    void pause();
    /// Removes what arrived. Ends in the phase Cancelled.
    void cancel();

    /// Whether a model may come from there, itself.
    static bool isAllowed(const QUrl& url);

  Q_SIGNALS:
    void changed(const lacuna::ui::DownloadState& state);

  private:
    const ModelDownload& current() const { return mRequest.files[mIndex]; }
    QString nameOfCurrent() const;  ///< for people
    QString keyOfCurrent() const;   ///< its path in the folder
    void prepare();
    void beginFile();
    void hashWhatIsThere();
    void ask();
    void redirect(const QUrl& target);
    void readHeaders();
    void takeContent(qint64 size);
    bool continuesOurs(const QByteArray& range, qint64& total) const;
    void takeRange();
    void askForAll();
    void receive();
    void replyEnded();
    void endFile();
    void endModel();
    void install();
    void requireRoom(qint64 bytes) const;
    void report(DownloadState::Phase phase, const QString& fault = {});
    /// Discards what was received of the current file.
    void discardFile();
    void fail(const QString& fault);
    void dropReply();
    /// Ends with the message of what `step` throws.
    template <typename Step>
    void guarded(Step step);

    QNetworkAccessManager& mNetwork;
    DownloadRequest mRequest;
    QString mParts;  ///< the folder
    std::optional<PartRecord> mRecord;
    std::unique_ptr<PartFile> mPart;
    QPointer<QNetworkReply> mReply;
    std::size_t mIndex = 0;
    qint64 mDone = 0;          ///< bytes of the files before
    qint64 mExpected = 0;      ///< of the model, as far as the catalog and the server say; −1: not known
    qint64 mHashed = 0;        ///< of the current file, while it is read
    bool mHoldsParts = false;  ///< no other process uses them
    bool mHeadersRead = false;
    bool mEnded = false;
    QElapsedTimer mSinceReport;
};

}  // namespace lacuna::ui
