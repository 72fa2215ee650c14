// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project/project_json.h"

#include "core/engine/solver_json.h"
#include "core/operators/kernels.h"
#include "core/operators/task.h"
#include "core/sampling/solver_registry.h"
#include "ui/project/json_fields.h"

#include <limits>

namespace lacuna::ui {

namespace {

template <typename Enum>
using Names = std::initializer_list<std::pair<Enum, const char*>>;

constexpr Names<Strength> kStrengths = {
    {Strength::Gentle, "gentle"}, {Strength::Balanced, "balanced"}, {Strength::Strong, "strong"}};
constexpr Names<Effort> kEfforts = {
    {Effort::Quick, "quick"}, {Effort::Normal, "normal"}, {Effort::Thorough, "thorough"}};
constexpr Names<Precision> kPrecisionNames = {
    {Precision::Auto, "auto"}, {Precision::Float32, "float32"}, {Precision::BFloat16, "bfloat16"}};
constexpr Names<DeviceChoice> kDevices = {
    {DeviceChoice::Auto, "auto"}, {DeviceChoice::Cpu, "cpu"}, {DeviceChoice::Cuda, "cuda"}};

constexpr int kMost = std::numeric_limits<int>::max();

template <typename Enum>
QString nameOf(Enum value, Names<Enum> names) {
    for (const auto& [known, name] : names) {
        if (known == value) return QLatin1String(name);
    }
    Q_UNREACHABLE();
}

const QString kSolver = QStringLiteral("solver");
constexpr const char* kNone = "none";

QJsonObject valuesToJson(const ParameterValues& values) {
    QJsonObject json;
    for (const auto& [name, value] : values.all()) {
        const auto* word = std::get_if<std::string>(&value);
        const auto* whole = std::get_if<std::int64_t>(&value);
        json[QString::fromStdString(name)] = word    ? QJsonValue(QString::fromStdString(*word))
                                             : whole ? QJsonValue(qint64(*whole))
                                                     : QJsonValue(std::get<double>(value));
    }
    return json;
}

Task taskFrom(const JsonFields& json) {
    const TaskRow* task = findTask(json.plainText("task"));
    if (!task) JsonFields::fail("task", "is not known");
    return task->task;
}

QJsonObject kernelToJson(const KernelSpec& kernel) {
    QJsonObject json = valuesToJson(kernel.values);
    json[QStringLiteral("kind")] = QString::fromStdString(kernel.kind.empty() ? kNone : kernel.kind);
    if (kernel.weights.empty()) return json;
    QJsonArray weights;
    for (const float weight : kernel.weights)
        weights.append(double(weight));
    json[QStringLiteral("width")] = kernel.width;
    json[QStringLiteral("height")] = kernel.height;
    json[QStringLiteral("weights")] = weights;
    json[QStringLiteral("path")] = QString::fromStdString(kernel.path);
    return json;
}

KernelSpec kernelFrom(const JsonFields& json) {
    constexpr int kMostSide = 4096;
    KernelSpec kernel;
    kernel.kind = json.plainText("kind");
    if (kernel.kind == kNone) kernel.kind.clear();
    if (!kernel.kind.empty() && !kernel.isWeights() && !findKernelKind(kernel.kind))
        JsonFields::fail("kind", "is not known");
    for (const KernelKind& each : kernelKinds()) {
        for (const Parameter& parameter : each.parameters) {
            const bool isGiven = json.has(parameter.name);
            kernel.values.setValue(parameter.name, isGiven ? json.number(parameter.name) : parameter.initial);
        }
    }
    if (!json.has("weights")) {
        if (kernel.isWeights()) JsonFields::fail("weights", "is missing");
        return kernel;
    }
    kernel.width = json.integer("width", 1, kMostSide);
    kernel.height = json.integer("height", 1, kMostSide);
    kernel.path = json.plainText("path");
    const QJsonArray weights = json.array("weights");
    if (weights.size() != qsizetype(kernel.width) * kernel.height)
        JsonFields::fail("weights", "has not width × height numbers");
    for (const QJsonValue& weight : weights)
        kernel.weights.push_back(float(weight.toDouble()));
    return kernel;
}

QJsonArray toJson(const std::vector<LossRecord>& history) {
    QJsonArray rows;
    for (const LossRecord& record : history) {
        QJsonArray row{record.region,
                       record.step,
                       record.inner,
                       record.sigma,
                       record.loss.misfit,
                       record.loss.prior,
                       record.loss.stationarity,
                       record.loss.deltaLoss};
        if (record.psnr && record.ssim) {
            row.append(*record.psnr);
            row.append(*record.ssim);
        }
        rows.append(row);
    }
    return rows;
}

std::vector<LossRecord> historyFrom(const QJsonArray& rows) {
    std::vector<LossRecord> history;
    for (const QJsonValue& value : rows) {
        const QJsonArray row = value.toArray();
        if (row.size() != 8 && row.size() != 10)
            JsonFields::fail("history", "has a row that is not eight or ten numbers");
        history.push_back({row[0].toInt(),
                           row[1].toInt(),
                           row[2].toInt(),
                           row[3].toDouble(),
                           {row[4].toDouble(), row[5].toDouble(), row[6].toDouble(), row[7].toDouble()},
                           {},
                           {}});
        if (row.size() == 8) continue;
        history.back().psnr = row[8].toDouble();
        history.back().ssim = row[9].toDouble();
    }
    return history;
}

}  // namespace

QJsonObject toJson(const OperatorSpec& operation) {
    QJsonObject json{{QStringLiteral("task"), QLatin1String(toString(operation.task))},
                     {QStringLiteral("kernel"), kernelToJson(operation.kernel)},
                     {QStringLiteral("scale"), operation.scale}};
    if (operation.noise) json[QStringLiteral("noise")] = *operation.noise;
    return json;
}

OperatorSpec operationFromJson(const QJsonObject& object) {
    const JsonFields json(object);
    OperatorSpec operation;
    operation.task = taskFrom(json);
    operation.kernel = kernelFrom(json.object("kernel"));
    operation.scale = json.integer("scale", 2, 8);
    if (json.has("noise")) operation.noise = json.number("noise");
    return operation;
}

QJsonObject toJson(const SolverSpec& solver) {
    QJsonObject json = valuesToJson(solver.values);
    json[kSolver] = QString::fromStdString(solver.solver);
    return json;
}

SolverSpec solverFromJson(const QJsonObject& object) {
    SolverSpec solver;
    for (auto each = object.begin(); each != object.end(); ++each) {
        if (each.key() == kSolver) {
            solver.solver = each->toString().toStdString();
        } else {
            const std::string name = parameterName(each.key().toStdString());
            if (each->isString())
                solver.values.setValue(name, each->toString().toStdString());
            else
                solver.values.setValue(name, each->toDouble());
        }
    }
    return completed(solver);
}

QJsonObject toJson(const RestorationSettings& settings) {
    QJsonArray noise;
    for (const double level : settings.noise)
        noise.append(level);
    return {{QStringLiteral("task"), QLatin1String(toString(settings.task))},
            {QStringLiteral("kernel"), kernelToJson(settings.kernel)},
            {QStringLiteral("scale"), settings.scale},
            {QStringLiteral("noise"), noise},
            {QStringLiteral("keepUnmasked"), settings.keepUnmasked},
            {QStringLiteral("strength"), nameOf(settings.strength, kStrengths)},
            {QStringLiteral("effort"), nameOf(settings.effort, kEfforts)},
            {QStringLiteral("isCustom"), settings.isCustom},
            {QStringLiteral("custom"), toJson(settings.custom)},
            {QStringLiteral("model"), QString::fromStdString(settings.model.nameOrPath)},
            {QStringLiteral("class"), int(settings.model.label)},
            {QStringLiteral("precision"), nameOf(settings.model.precision, kPrecisionNames)},
            {QStringLiteral("device"), nameOf(settings.compute.device, kDevices)},
            {QStringLiteral("threads"), settings.compute.threads},
            {QStringLiteral("tile"), settings.compute.tile},
            {QStringLiteral("memoryLimit"), QString::number(settings.compute.memoryLimit)},
            {QStringLiteral("seed"), QString::number(settings.seed)}};
}

RestorationSettings settingsFromJson(const QJsonObject& object) {
    const JsonFields json(object);
    RestorationSettings settings;
    settings.task = taskFrom(json);
    settings.kernel = kernelFrom(json.object("kernel"));
    settings.scale = json.integer("scale", 2, 8);
    const QJsonArray noise = json.array("noise");
    if (noise.size() > qsizetype(settings.noise.size()))
        JsonFields::fail("noise", "is of more tasks than there are");
    for (qsizetype task = 0; task < noise.size(); ++task)
        settings.noise[std::size_t(task)] = noise[task].toDouble();
    settings.keepUnmasked = json.boolean("keepUnmasked");
    settings.strength = json.choice("strength", kStrengths);
    settings.effort = json.choice("effort", kEfforts);
    settings.isCustom = json.boolean("isCustom");
    settings.custom = solverFromJson(object.value(QStringLiteral("custom")).toObject());
    settings.model.nameOrPath = json.plainText("model");
    if (json.has("class")) settings.model.label = json.integer("class", -1, kMost);
    settings.model.precision = json.choice("precision", kPrecisionNames);
    settings.compute.device = json.choice("device", kDevices);
    settings.compute.threads = json.integer("threads", 0, 4096);
    settings.compute.tile = json.integer("tile", 0, kMost);
    settings.compute.memoryLimit = json.unsigned64("memoryLimit");
    settings.seed = json.unsigned64("seed");
    return settings;
}

QJsonObject toJson(const Report& report) {
    QJsonArray notes;
    for (const std::string& note : report.notes)
        notes.append(QString::fromStdString(note));
    const auto text = [](const std::string& plain) { return QString::fromStdString(plain); };
    QJsonObject json{{QStringLiteral("task"), text(report.task)},
                     {QStringLiteral("operation"), text(report.operation)},
                     {QStringLiteral("solver"), text(report.solver)},
                     {QStringLiteral("model"), text(report.model)},
                     {QStringLiteral("modelHash"), text(report.modelHash)},
                     {QStringLiteral("device"), text(report.device)},
                     {QStringLiteral("precision"), text(report.precision)},
                     {QStringLiteral("threads"), report.threads},
                     {QStringLiteral("width"), report.width},
                     {QStringLiteral("height"), report.height},
                     {QStringLiteral("steps"), report.steps},
                     {QStringLiteral("inner"), report.inner},
                     {QStringLiteral("evaluations"), report.evaluations},
                     {QStringLiteral("seconds"), report.seconds},
                     {QStringLiteral("noise"), report.noise},
                     {QStringLiteral("seed"), QString::number(report.seed)},
                     {QStringLiteral("residual"), report.residual},
                     {QStringLiteral("measurements"), report.measurements},
                     {QStringLiteral("agreement"), QLatin1String(nameOf(report.agreement, kAgreements))},
                     {QStringLiteral("stationarity"), report.stationarity},
                     {QStringLiteral("history"), toJson(report.history)},
                     {QStringLiteral("memoryLimit"), QString::number(report.plan.memoryLimit)},
                     {QStringLiteral("notes"), notes}};
    if (report.psnr) json[QStringLiteral("psnr")] = *report.psnr;
    if (report.ssim) json[QStringLiteral("ssim")] = *report.ssim;
    return json;
}

Report reportFromJson(const QJsonObject& object) {
    const JsonFields json(object);
    Report report;
    report.task = json.plainText("task");
    report.operation = json.plainText("operation");
    report.solver = json.plainText("solver");
    report.model = json.plainText("model");
    report.modelHash = json.plainText("modelHash");
    report.device = json.plainText("device");
    report.precision = json.plainText("precision");
    report.threads = json.integer("threads", 0, kMost);
    report.width = json.integer("width", 0, kMost);
    report.height = json.integer("height", 0, kMost);
    report.steps = json.integer("steps", 0, kMost);
    report.inner = json.integer("inner", 0, kMost);
    report.evaluations = json.integer("evaluations", 0, kMost);
    report.seconds = object.value(QStringLiteral("seconds")).toDouble();
    report.noise = object.value(QStringLiteral("noise")).toDouble();
    report.seed = json.unsigned64("seed");
    report.residual = object.value(QStringLiteral("residual")).toDouble();  // null: not finite
    report.stationarity = object.value(QStringLiteral("stationarity")).toDouble();
    report.measurements = object.value(QStringLiteral("measurements")).toDouble();
    if (json.has("agreement"))
        report.agreement = fromName(json.plainText("agreement"), kAgreements).value_or(Agreement::Unknown);
    report.history = historyFrom(json.array("history"));
    if (json.has("memoryLimit")) report.plan.memoryLimit = json.unsigned64("memoryLimit");
    if (json.has("psnr")) report.psnr = json.number("psnr");
    if (json.has("ssim")) report.ssim = json.number("ssim");
    for (const QJsonValue& note : json.array("notes"))
        report.notes.push_back(note.toString().toStdString());
    return report;
}

}  // namespace lacuna::ui
