// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/model_words.h"

#include "ui/models/catalog_text.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

namespace lacuna::ui::words {

namespace {

QString text(const char* source) {
    return QCoreApplication::translate("Models", source);
}

QString ofProgress(qint64 bytes, qint64 total) {
    if (total > 0) return text(QT_TRANSLATE_NOOP("Models", "%1 of %2")).arg(size(bytes), size(total));
    return size(bytes);
}

QString ofDownload(const DownloadState& download) {
    using Phase = DownloadState::Phase;
    switch (download.phase) {
        case Phase::Connecting:
            return text(QT_TRANSLATE_NOOP("Models", "Connecting …"));
        case Phase::Checking:
            return text(QT_TRANSLATE_NOOP("Models", "Checking the file …"));
        case Phase::Receiving:
            return ofProgress(download.bytes, download.total);
        default:
            break;
    }
    if (download.bytes == 0) return text(QT_TRANSLATE_NOOP("Models", "Download failed"));
    return text(QT_TRANSLATE_NOOP("Models", "Paused, %1")).arg(ofProgress(download.bytes, download.total));
}

QString network(const InstalledModel& model) {
    const QString millions = QLocale().toString(double(model.parameters) / 1e6, 'f', 1);
    QStringList facts{QString::fromStdString(model.architecture.empty() ? model.family : model.architecture)};
    if (model.parameters > 0)
        facts << text(QT_TRANSLATE_NOOP("Models", "%1 million parameters")).arg(millions);
    if (model.classes > 0)
        facts << QCoreApplication::translate("Models", "%n class(es)", nullptr, int(model.classes));
    return facts.join(QStringLiteral(", "));
}

/// What isn't in the model's file, and where it is taken from; empty where all of it is.
QString assumed(const InstalledModel& model) {
    const Assumption& assumption = model.assumption;
    if (assumption.from.empty()) return {};
    const QString from = QString::fromStdString(assumption.from);
    const QString settings = '{' + QString::fromStdString(assumption.settings) + '}';
    if (assumption.isOfThatSize)
        return text(QT_TRANSLATE_NOOP("Models",
                                      "The file lacks some settings. Its size shows that it is %1, so Lacuna "
                                      "uses those settings: %2."))
            .arg(from, settings);
    return text(QT_TRANSLATE_NOOP(
                    "Models",
                    "The file lacks some settings. Lacuna assumes those of %1, a published network of the "
                    "same shape: %2. If the model was trained differently, put the right values into %3."))
        .arg(from, settings, QString::fromStdString(model.path.string() + ".json"));
}

QString checking(const ModelEntry& entry) {
    if (entry.offer.downloads.empty())
        return text(QT_TRANSLATE_NOOP("Models", "Download it from its page, then import it here."));
    if (entry.isChecked())
        return text(QT_TRANSLATE_NOOP("Models", "A download is checked against its published SHA-256."));
    return text(QT_TRANSLATE_NOOP("Models",
                                  "Its publisher states no checksum, so Lacuna can only check that the "
                                  "download is a model, not that it is unchanged."));
}

}  // namespace

QString size(qint64 bytes) {
    return QLocale().formattedDataSize(bytes, bytes < 1'000'000 ? 0 : 1, QLocale::DataSizeSIFormat);
}

QString state(const ModelEntry& entry, const DownloadState* download) {
    switch (entry.state) {
        case ModelEntry::State::Bundled:
        case ModelEntry::State::Installed:
            if (!entry.installed.problem.empty()) return text(QT_TRANSLATE_NOOP("Models", "Can't be used"));
            return entry.state == ModelEntry::State::Bundled ? text(QT_TRANSLATE_NOOP("Models", "Included"))
                                                             : text(QT_TRANSLATE_NOOP("Models", "Installed"));
        case ModelEntry::State::Part:
            if (!download) return text(QT_TRANSLATE_NOOP("Models", "Paused, %1")).arg(size(entry.partBytes));
            break;
        case ModelEntry::State::Available:
            if (!download)
                return entry.offer.downloads.empty() ? text(QT_TRANSLATE_NOOP("Models", "On its web page"))
                                                     : text(QT_TRANSLATE_NOOP("Models", "Available"));
            break;
    }
    return ofDownload(*download);
}

QString size(const ModelEntry& entry) {
    const qint64 bytes = qint64(entry.isHere() ? entry.installed.bytes : entry.offer.bytes);
    return bytes > 0 ? size(bytes) : QString();
}

QString pictures(const ModelEntry& entry) {
    const qint64 side = entry.isHere() ? entry.installed.imageSize : entry.offer.imageSize;
    return side > 0 ? text(QT_TRANSLATE_NOOP("Models", "%1 px")).arg(side)
                    : text(QT_TRANSLATE_NOOP("Models", "any size"));
}

QString licence(const ModelEntry& entry) {
    const std::string& licence = entry.isHere() ? entry.installed.licence : entry.offer.licence;
    return licence.empty() ? text(QT_TRANSLATE_NOOP("Models", "not stated"))
                           : QString::fromStdString(licence);
}

QString description(const ModelEntry& entry) {
    return entry.isHere() ? catalogText(entry.installed.about, entry.installed.description)
                          : catalogText(entry.offer.about, entry.offer.description);
}

QString details(const ModelEntry& entry) {
    QStringList lines;
    const QString note = entry.isHere()
                             ? catalogText(entry.installed.licenceBasis, entry.installed.licenceNote)
                             : catalogText(entry.offer.licenceBasis, entry.offer.licenceNote);
    QString licensing = text(QT_TRANSLATE_NOOP("Models", "Licence: %1.")).arg(licence(entry));
    if (!note.isEmpty()) licensing += QLatin1Char(' ') + note;
    if (entry.isHere()) {
        const InstalledModel& model = entry.installed;
        if (model.problem.empty()) {
            lines << network(model);
            if (const QString line = assumed(model); !line.isEmpty()) lines << line;
        } else {
            lines << text(QT_TRANSLATE_NOOP("Models", "It can't be used: %1."))
                         .arg(QString::fromStdString(model.problem));
        }
        lines << licensing << QString::fromStdString(model.path.string());
    } else {
        lines << licensing << checking(entry);
    }
    return lines.join(QLatin1Char('\n'));
}

QString source(const ModelEntry& entry) {
    return QString::fromStdString(entry.isHere() ? entry.installed.source : entry.offer.source);
}

}  // namespace lacuna::ui::words
