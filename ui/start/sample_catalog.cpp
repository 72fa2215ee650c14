// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/start/sample_catalog.h"

#include "core/base/error.h"
#include "core/base/log.h"
#include "core/operators/kernels.h"
#include "core/operators/task.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>

namespace lacuna::ui {

namespace {

constexpr auto kList = "lacuna/samples/samples.json";

/// Looks relative to the running program, installed or in a build tree, and then in the system's data
/// folders.
QString findList() {
    const QString own = QDir(QCoreApplication::applicationDirPath() + QStringLiteral("/../share"))
                            .filePath(QLatin1String(kList));
    if (QFile::exists(own)) return QDir::cleanPath(own);
    return QStandardPaths::locate(QStandardPaths::GenericDataLocation, QLatin1String(kList));
}

QString titleFor(const QString& id, const QString& fallback) {
    if (id == QLatin1String("scratched")) return QCoreApplication::translate("Samples", "Scratched print");
    if (id == QLatin1String("blurred")) return QCoreApplication::translate("Samples", "Camera shake");
    if (id == QLatin1String("small")) return QCoreApplication::translate("Samples", "Small picture");
    if (id == QLatin1String("church")) return QCoreApplication::translate("Samples", "Church");
    if (id == QLatin1String("waterfall")) return QCoreApplication::translate("Samples", "Waterfall");
    if (id == QLatin1String("blossom")) return QCoreApplication::translate("Samples", "Blossom");
    return fallback;
}

Task taskFrom(const QString& word) {
    if (const TaskRow* task = findTask(word.toStdString())) return task->task;
    throw Error(ErrorCode::InputFile, "samples.json", "unknown task " + word.toStdString());
}

/// Title, file and credit.
Sample photoFrom(const QJsonObject& entry, const QDir& folder) {
    Sample sample;
    sample.title =
        titleFor(entry.value(QLatin1String("id")).toString(), entry.value(QLatin1String("title")).toString());
    sample.path = folder.filePath(entry.value(QLatin1String("file")).toString());
    sample.credit = QStringLiteral("%1, %2").arg(entry.value(QLatin1String("author")).toString(),
                                                 entry.value(QLatin1String("licence")).toString());
    sample.request.path = sample.path;
    sample.request.title = sample.title;
    sample.request.isSample = true;
    return sample;
}

Sample sampleFrom(const QJsonObject& entry, const QDir& folder) {
    RestorationSettings settings;
    settings.task = taskFrom(entry.value(QLatin1String("task")).toString());
    const QString kernel = entry.value(QLatin1String("kernel")).toString();
    if (!kernel.isEmpty()) takeKernel(settings.kernel, parseKernel(kernel.toStdString()));
    if (entry.contains(QLatin1String("noise")))
        settings.noise[std::size_t(settings.task)] = entry.value(QLatin1String("noise")).toDouble();
    if (const QString light = entry.value(QLatin1String("linear_light")).toString(); !light.isEmpty())
        settings.linearLight = fromName(light.toStdString(), kLinearLights).value_or(LinearLight::Auto);
    if (entry.contains(QLatin1String("scale"))) settings.scale = entry.value(QLatin1String("scale")).toInt();

    Sample sample = photoFrom(entry, folder);
    sample.task = taskName(settings.task);
    const QString mask = entry.value(QLatin1String("mask")).toString();
    if (!mask.isEmpty()) sample.request.maskPath = folder.filePath(mask);
    sample.request.settings = settings;
    return sample;
}

QVector<Sample> readList(const char* key, Sample (*read)(const QJsonObject&, const QDir&)) {
    QFile list(findList());
    if (!list.open(QIODevice::ReadOnly)) return {};
    const QDir folder = QFileInfo(list).dir();
    QVector<Sample> samples;
    for (const QJsonValue& entry :
         QJsonDocument::fromJson(list.readAll()).object().value(QLatin1String(key)).toArray()) {
        try {
            samples.push_back(read(entry.toObject(), folder));
        } catch (const Error& error) {
            log::warning(error.what());
        }
    }
    return samples;
}

}  // namespace

QVector<Sample> findSamples() {
    return readList("samples", sampleFrom);
}

QVector<Sample> findDemonstrationPhotos() {
    return readList("demonstration", photoFrom);
}

}  // namespace lacuna::ui
