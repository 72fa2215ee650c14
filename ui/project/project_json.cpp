// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project/project_json.h"

#include "core/base/error.h"
#include "core/base/names.h"
#include "core/engine/solver_json.h"
#include "core/files/json_reader.h"
#include "core/operators/kernels.h"
#include "core/operators/task.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace lacuna::ui {

namespace {

constexpr std::size_t kFewestTasks = 4;
constexpr int kMost = std::numeric_limits<int>::max();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

template <typename Table, typename Value>
QString name(Value value, const Table& table) {
    return QLatin1String(nameOf(value, table));
}

QString text(const std::string& plain) {
    return QString::fromStdString(plain);
}

constexpr const char* kNone = "none";

QJsonObject valuesToJson(const ParameterValues& values) {
    QJsonObject json;
    for (const auto& [key, value] : values.all()) {
        const auto* word = std::get_if<std::string>(&value);
        const auto* whole = std::get_if<std::int64_t>(&value);
        json[text(key)] = word    ? QJsonValue(text(*word))
                          : whole ? QJsonValue(qint64(*whole))
                                  : QJsonValue(std::get<double>(value));
    }
    return json;
}

Task taskFrom(const JsonReader& json) {
    const TaskRow* task = findTask(json.text("task"));
    if (!task) json.failAt("task", "is not known");
    return task->task;
}

QJsonObject kernelToJson(const KernelSpec& kernel) {
    QJsonObject json = valuesToJson(kernel.values);
    json[QStringLiteral("kind")] = text(kernel.kind.empty() ? kNone : kernel.kind);
    if (kernel.weights.empty()) return json;
    QJsonArray weights;
    for (const float weight : kernel.weights)
        weights.append(double(weight));
    json[QStringLiteral("width")] = kernel.width;
    json[QStringLiteral("height")] = kernel.height;
    json[QStringLiteral("weights")] = weights;
    json[QStringLiteral("path")] = text(kernel.path);
    return json;
}

KernelSpec kernelFrom(const JsonReader& json) {
    constexpr int kMostSide = 4096;
    KernelSpec kernel;
    kernel.kind = json.text("kind");
    if (kernel.kind == kNone) kernel.kind.clear();
    if (!kernel.kind.empty() && !kernel.isWeights() && !findKernelKind(kernel.kind))
        json.failAt("kind", "is not known");
    for (const KernelKind& each : kernelKinds()) {
        for (const Parameter& parameter : each.parameters) {
            const bool isGiven = json.has(parameter.name);
            kernel.values.setValue(parameter.name, isGiven ? json.number(parameter.name) : parameter.initial);
        }
    }
    if (!json.has("weights")) {
        if (kernel.isWeights()) json.failAt("weights", "is missing");
        return kernel;
    }
    kernel.width = json.integer("width", 1, kMostSide);
    kernel.height = json.integer("height", 1, kMostSide);
    kernel.path = json.text("path");
    const std::vector<double> weights =
        json.numbers("weights", -kInfinity, kInfinity, std::size_t(kMostSide) * kMostSide);
    if (weights.size() != std::size_t(kernel.width) * std::size_t(kernel.height))
        json.failAt("weights", "must be width × height numbers");
    kernel.weights.assign(weights.begin(), weights.end());
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
        if (record.level > 0) row.append(record.level);
        rows.append(row);
    }
    return rows;
}

std::vector<LossRecord> historyFrom(const JsonReader& json) {
    const auto whole = [](double value) { return std::abs(value) < kMost ? int(value) : 0; };
    std::vector<LossRecord> history;
    for (const std::vector<double>& row : json.rows("history")) {
        if (row.size() < 8 || row.size() > 11)
            json.failAt("history", "must have eight to eleven numbers in each row");
        history.push_back(
            {whole(row[0]), whole(row[1]), whole(row[2]), row[3], {row[4], row[5], row[6], row[7]}, {}, {}});
        if (row.size() % 2 == 1) history.back().level = whole(row.back());  // left out where it is 0
        if (row.size() < 10) continue;
        history.back().psnr = row[8];
        history.back().ssim = row[9];
    }
    return history;
}

QJsonArray toJson(const std::vector<Note>& notes) {
    QJsonArray list;
    for (const Note& note : notes) {
        QJsonObject json{{QStringLiteral("code"), QLatin1String(toString(note.code))}};
        if (!note.device.empty()) json[QStringLiteral("device")] = text(note.device);
        if (note.tile > 0) json[QStringLiteral("tile")] = note.tile;
        if (!note.text.empty()) json[QStringLiteral("text")] = text(note.text);
        list.append(json);
    }
    return list;
}

std::vector<Note> notesFrom(const JsonReader& json) {
    std::vector<Note> notes;
    for (const JsonReader& note : json.objects("notes", "text")) {  // texts: 0.1.0
        notes.push_back({.code = noteCodeFrom(note.text("code", "")),
                         .device = note.text("device", ""),
                         .tile = int(note.integer("tile", 0, 0, kMost)),
                         .text = note.text("text", "")});
    }
    return notes;
}

}  // namespace

QJsonObject toJson(const NoiseModel& model) {
    const auto list = [](const std::vector<float>& values) {
        QJsonArray array;
        for (const float value : values)
            array.append(double(value));
        return array;
    };
    return {{QStringLiteral("basis"), list(model.basis)},
            {QStringLiteral("spectrum"), list(model.spectrum)},
            {QStringLiteral("strength"), list(model.strength)}};
}

NoiseModel noiseModelFrom(const JsonReader& json) {
    constexpr double kMostOfModel = 1e6;
    const auto values = [&json](const char* key) {
        const std::vector<double> read = json.numbers(key, -kMostOfModel, kMostOfModel);
        return std::vector<float>(read.begin(), read.end());
    };
    NoiseModel model{values("basis"), values("spectrum"), values("strength")};
    try {
        requireValid(model);
    } catch (const Error& error) {
        json.fail(error.detail());
    }
    return model;
}

QJsonObject toJson(const OperatorSpec& operation) {
    QJsonObject json{{QStringLiteral("task"), QLatin1String(toString(operation.task))},
                     {QStringLiteral("kernel"), kernelToJson(operation.kernel)},
                     {QStringLiteral("scale"), operation.scale}};
    if (operation.noise) json[QStringLiteral("noise")] = *operation.noise;
    if (operation.inLight) json[QStringLiteral("linearLight")] = true;
    if (!operation.noiseModel.isWhite()) json[QStringLiteral("noiseModel")] = toJson(operation.noiseModel);
    return json;
}

OperatorSpec operationFrom(const JsonReader& json) {
    OperatorSpec operation;
    operation.task = taskFrom(json);
    operation.kernel = kernelFrom(json.object("kernel"));
    operation.scale = json.integer("scale", 2, 8);
    if (json.has("noise")) operation.noise = json.number("noise");
    operation.inLight = json.flag("linearLight", false);
    if (json.has("noiseModel")) operation.noiseModel = noiseModelFrom(json.object("noiseModel"));
    return operation;
}

QJsonObject toJson(const SolverSpec& solver) {
    QJsonObject json = valuesToJson(solver.values);
    json[QStringLiteral("solver")] = text(solver.solver);
    return json;
}

QJsonObject toJson(const RestorationSettings& settings) {
    QJsonArray noise;
    for (const double level : settings.noise)
        noise.append(level);
    QJsonObject json{{QStringLiteral("task"), QLatin1String(toString(settings.task))},
                     {QStringLiteral("kernel"), kernelToJson(settings.kernel)},
                     {QStringLiteral("scale"), settings.scale},
                     {QStringLiteral("noise"), noise},
                     {QStringLiteral("noiseKind"), name(settings.noiseKind, kNoiseKinds)},
                     {QStringLiteral("measuredNoise"), toJson(settings.measuredNoise)},
                     {QStringLiteral("keepUnmasked"), settings.keepUnmasked},
                     {QStringLiteral("onlyMarked"), settings.onlyMarked},
                     {QStringLiteral("fill"), name(settings.fill, kFills)},
                     {QStringLiteral("grain"), name(settings.grain, kGrains)},
                     {QStringLiteral("hug"), settings.hug},
                     {QStringLiteral("strength"), name(settings.strength, kStrengths)},
                     {QStringLiteral("effort"), name(settings.effort, kEfforts)},
                     {QStringLiteral("isCustom"), settings.isCustom},
                     {QStringLiteral("custom"), toJson(settings.custom)},
                     {QStringLiteral("model"), text(settings.model.nameOrPath)},
                     {QStringLiteral("class"), int(settings.model.label)},
                     {QStringLiteral("precision"), name(settings.model.precision, kPrecisions)},
                     {QStringLiteral("device"), name(settings.compute.device, kDevices)},
                     {QStringLiteral("threads"), settings.compute.threads},
                     {QStringLiteral("tile"), settings.compute.tile},
                     {QStringLiteral("memoryLimit"), QString::number(settings.compute.memoryLimit)},
                     {QStringLiteral("seed"), QString::number(settings.seed)},
                     {QStringLiteral("linearLight"), name(settings.linearLight, kLinearLights)}};
    if (settings.depth) json[QStringLiteral("depth")] = name(*settings.depth, kDepths);
    if (settings.dither) json[QStringLiteral("dither")] = *settings.dither;
    return json;
}

RestorationSettings settingsFrom(const JsonReader& json) {
    RestorationSettings settings;
    settings.task = taskFrom(json);
    settings.kernel = kernelFrom(json.object("kernel"));
    settings.scale = json.integer("scale", 2, 8);
    const std::vector<double> noise = json.numbers("noise");
    // A project made before a task was added has fewer.
    if (noise.size() < kFewestTasks || noise.size() > settings.noise.size())
        json.failAt("noise", "must be one number for each task");
    std::copy(noise.begin(), noise.end(), settings.noise.begin());
    // Projects of version 0.1 know white noise only.
    if (json.has("measuredNoise")) settings.measuredNoise = noiseModelFrom(json.object("measuredNoise"));
    if (json.has("noiseKind")) settings.noiseKind = json.choice("noiseKind", kNoiseKinds);
    if (settings.noiseModel().kind() != settings.noiseKind)
        json.failAt("noiseKind", "needs a measured noise of that kind");
    settings.keepUnmasked = json.flag("keepUnmasked");
    settings.onlyMarked = json.flag("onlyMarked", false);
    // Version 0.1 had none of these three.
    if (json.has("fill")) settings.fill = json.choice("fill", kFills);
    if (json.has("grain")) settings.grain = json.choice("grain", kGrains);
    settings.hug = json.flag("hug", false);
    settings.strength = json.choice("strength", kStrengths);
    settings.effort = json.choice("effort", kEfforts);
    settings.isCustom = json.flag("isCustom");
    settings.custom = solverFrom(json.object("custom"));
    settings.model.nameOrPath = json.text("model");
    if (json.has("class")) settings.model.label = json.integer("class", -1, kMost);
    settings.model.precision = json.choice("precision", kPrecisions);
    settings.compute.device = json.choice("device", kDevices);
    settings.compute.threads = json.integer("threads", 0, 4096);
    settings.compute.tile = json.integer("tile", 0, kMost);
    settings.compute.memoryLimit = json.unsigned64("memoryLimit");
    settings.seed = json.unsigned64("seed");
    if (json.has("depth")) settings.depth = json.choice("depth", kDepths);
    // Earlier projects mixed values.
    settings.linearLight =
        json.has("linearLight") ? json.choice("linearLight", kLinearLights) : LinearLight::Off;
    if (json.has("dither")) settings.dither = json.flag("dither");
    return settings;
}

QJsonArray toJson(const std::vector<Framing>& framings) {
    QJsonArray list;
    for (const Framing& framing : framings) {
        QJsonObject json;
        if (framing.mirrored) json[QStringLiteral("mirrored")] = true;
        if (framing.quarterTurns != 0) json[QStringLiteral("quarter_turns")] = framing.quarterTurns;
        if (framing.degrees != 0) json[QStringLiteral("degrees")] = framing.degrees;
        if (framing.isCropped()) {
            json[QStringLiteral("crop")] = QJsonObject{{QStringLiteral("x"), framing.x},
                                                       {QStringLiteral("y"), framing.y},
                                                       {QStringLiteral("width"), framing.width},
                                                       {QStringLiteral("height"), framing.height}};
        }
        list.append(json);
    }
    return list;
}

QJsonObject toJson(const Report& report) {
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
                     {QStringLiteral("fullEvaluations"), report.fullEvaluations},
                     {QStringLiteral("levels"), report.levels},
                     {QStringLiteral("grain"), report.grain},
                     {QStringLiteral("seconds"), report.seconds},
                     {QStringLiteral("peakBytes"), QString::number(report.peakBytes)},
                     {QStringLiteral("noise"), report.noise},
                     {QStringLiteral("noiseKind"), name(report.noiseKind, kNoiseKinds)},
                     {QStringLiteral("light"), text(report.light)},
                     {QStringLiteral("seed"), QString::number(report.seed)},
                     {QStringLiteral("residual"), report.residual},
                     {QStringLiteral("measurements"), report.measurements},
                     {QStringLiteral("agreement"), name(report.agreement, kAgreements)},
                     {QStringLiteral("stationarity"), report.stationarity},
                     {QStringLiteral("history"), toJson(report.history)},
                     {QStringLiteral("memoryLimit"), QString::number(report.plan.memoryLimit)},
                     {QStringLiteral("notes"), toJson(report.notes)}};
    if (report.psnr) json[QStringLiteral("psnr")] = *report.psnr;
    if (report.ssim) json[QStringLiteral("ssim")] = *report.ssim;
    return json;
}

Report reportFrom(const JsonReader& json) {
    // Null stands for a number that wasn't finite; it is read as 0.
    const auto finite = [&json](const char* key) { return json.number(key, 0, -kInfinity, kInfinity); };
    Report report;
    report.task = json.text("task");
    report.operation = json.text("operation");
    report.solver = json.text("solver");
    report.model = json.text("model");
    report.modelHash = json.text("modelHash");
    report.device = json.text("device");
    report.precision = json.text("precision");
    report.threads = json.integer("threads", 0, kMost);
    report.width = json.integer("width", 0, kMost);
    report.height = json.integer("height", 0, kMost);
    report.steps = json.integer("steps", 0, kMost);
    report.inner = json.integer("inner", 0, kMost);
    report.evaluations = json.integer("evaluations", 0, kMost);
    report.fullEvaluations = finite("fullEvaluations");
    if (json.has("levels")) report.levels = json.integer("levels", 0, kMost);
    report.grain = finite("grain");
    report.light = json.text("light", "");
    report.seconds = finite("seconds");
    if (json.has("peakBytes")) report.peakBytes = json.unsigned64("peakBytes");
    report.noise = finite("noise");
    if (json.has("noiseKind")) report.noiseKind = json.choice("noiseKind", kNoiseKinds);
    report.seed = json.unsigned64("seed");
    report.residual = finite("residual");
    report.stationarity = finite("stationarity");
    report.measurements = finite("measurements");
    if (json.has("agreement")) report.agreement = json.choice("agreement", kAgreements);
    report.history = historyFrom(json);
    if (json.has("memoryLimit")) report.plan.memoryLimit = json.unsigned64("memoryLimit");
    if (json.has("psnr")) report.psnr = json.number("psnr");
    if (json.has("ssim")) report.ssim = json.number("ssim");
    report.notes = notesFrom(json);
    return report;
}

}  // namespace lacuna::ui
