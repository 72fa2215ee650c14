// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/error_text.h"

#include "core/files/file_error.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <cerrno>
#include <cstring>
#include <optional>

namespace lacuna::ui {

namespace {

QString text(const char* source) {
    return QCoreApplication::translate("Errors", source);
}

QString headline(Attempt attempt, const QString& file) {
    switch (attempt) {
        case Attempt::Recover:
            return text(QT_TRANSLATE_NOOP("Errors", "Your unsaved work could not be recovered."));
        case Attempt::Autosave:
            return text(QT_TRANSLATE_NOOP("Errors", "Autosave isn't working."));
        case Attempt::SaveProject:
            return text(QT_TRANSLATE_NOOP("Errors", "The project was not saved."));
        case Attempt::OpenProject:
        case Attempt::OpenPhoto:
            return text(QT_TRANSLATE_NOOP("Errors", "“%1” could not be opened.")).arg(file);
        case Attempt::ChangeFrame:
            return text(QT_TRANSLATE_NOOP("Errors", "The photograph could not be cropped or turned."));
        case Attempt::ReadMask:
            return text(QT_TRANSLATE_NOOP("Errors", "The mask “%1” could not be used.")).arg(file);
        case Attempt::ReadKernel:
            return text(QT_TRANSLATE_NOOP("Errors", "The blur kernel “%1” could not be used.")).arg(file);
        case Attempt::EstimateKernel:
            return text(QT_TRANSLATE_NOOP("Errors", "The blur could not be estimated."));
        case Attempt::Save:
            return text(QT_TRANSLATE_NOOP("Errors", "The result was not saved."));
        case Attempt::SaveMask:
            return text(QT_TRANSLATE_NOOP("Errors", "The mask was not saved."));
        case Attempt::ChangeMask:
            return text(QT_TRANSLATE_NOOP("Errors", "The mask was not changed."));
        case Attempt::Restore:
            return text(QT_TRANSLATE_NOOP("Errors", "The restoration could not be finished."));
        case Attempt::Blend:
            return text(QT_TRANSLATE_NOOP("Errors", "The blend was not changed."));
        case Attempt::LoadModel:
            return text(QT_TRANSLATE_NOOP("Errors", "The model could not be loaded."));
        case Attempt::ImportModel:
            return text(QT_TRANSLATE_NOOP("Errors", "“%1” was not imported.")).arg(file);
        case Attempt::RemoveModel:
            return text(QT_TRANSLATE_NOOP("Errors", "“%1” was not removed.")).arg(file);
        case Attempt::ExportSteps:
            return text(QT_TRANSLATE_NOOP("Errors", "The steps were not exported."));
        case Attempt::SaveRecipe:
            return text(QT_TRANSLATE_NOOP("Errors", "The recipe was not saved."));
        case Attempt::ExportOriginal:
            return text(QT_TRANSLATE_NOOP("Errors", "The original file was not exported."));
        case Attempt::Degrade:
            return text(QT_TRANSLATE_NOOP("Errors", "The photograph was not degraded."));
        case Attempt::KeepPreset:
            return text(QT_TRANSLATE_NOOP("Errors", "Your presets could not be read or saved."));
    }
    Q_UNREACHABLE();
}

/// What can be done about it; before it, what happened, unless the sentence of the Cause says so.
struct Remedy {
    const char* otherwise;  ///< for an error without a Cause
    const char* advice;     ///< to stand after its sentence; null: nothing
};

Remedy remedy(ErrorCode code) {
    switch (code) {
        case ErrorCode::Usage:
            return {QT_TRANSLATE_NOOP("Errors",
                                      "One of the settings can't be used here. Change it and try again."),
                    QT_TRANSLATE_NOOP("Errors", "Change the setting and try again.")};
        case ErrorCode::InputFile:
            return {
                QT_TRANSLATE_NOOP("Errors",
                                  "The file can't be read; “Details” says why. Try another copy of it."),
                QT_TRANSLATE_NOOP("Errors", "Try another copy of it, or save it in another format first.")};
        case ErrorCode::OutputFile:
            return {QT_TRANSLATE_NOOP(
                        "Errors",
                        "The file can't be written; “Details” says why. Choose another folder or name."),
                    QT_TRANSLATE_NOOP("Errors", "Choose another folder or name.")};
        case ErrorCode::DiskFull:
            return {
                QT_TRANSLATE_NOOP("Errors", "The disk is full. Free some space or choose another folder."),
                nullptr};
        case ErrorCode::MaskMismatch:
            return {
                QT_TRANSLATE_NOOP("Errors", "A mask must have the same width and height as the photograph."),
                QT_TRANSLATE_NOOP("Errors", "A mask must have the same width and height as the photograph.")};
        case ErrorCode::MaskEmpty:
            return {QT_TRANSLATE_NOOP("Errors",
                                      "Paint over what should be restored, and leave some of the photograph "
                                      "unmarked to restore it from."),
                    nullptr};
        case ErrorCode::KernelInvalid:
            return {QT_TRANSLATE_NOOP("Errors",
                                      "The blur kernel must be smaller than the photograph, and must not be "
                                      "all black. Choose another one."),
                    QT_TRANSLATE_NOOP("Errors", "Choose another blur kernel.")};
        case ErrorCode::ModelNotFound:
            return {QT_TRANSLATE_NOOP("Errors",
                                      "The model isn't installed. Choose another one, or reinstall Lacuna."),
                    nullptr};
        case ErrorCode::ModelFile:
            return {
                QT_TRANSLATE_NOOP(
                    "Errors", "The model's file is damaged. Choose another model, or reinstall this one."),
                QT_TRANSLATE_NOOP("Errors", "Choose another model, or reinstall this one.")};
        case ErrorCode::ModelUnsupported:
            return {
                QT_TRANSLATE_NOOP("Errors", "Lacuna doesn't support this kind of model. Choose another one."),
                nullptr};
        case ErrorCode::OutOfMemory:
            return {QT_TRANSLATE_NOOP("Errors",
                                      "There isn't enough free memory, even to work in small parts. Close "
                                      "other programs, or mark a smaller area."),
                    nullptr};
        case ErrorCode::DeviceUnavailable:
            return {QT_TRANSLATE_NOOP("Errors",
                                      "The graphics processor (GPU) isn't available. Choose the CPU in the "
                                      "preferences instead."),
                    nullptr};
        case ErrorCode::Numerical:
            return {QT_TRANSLATE_NOOP(
                        "Errors",
                        "The computation became unstable. Use one of the presets, or a smaller step size."),
                    nullptr};
        case ErrorCode::Internal:
            return {QT_TRANSLATE_NOOP(
                        "Errors", "This is a bug in Lacuna. Please report it, together with the details."),
                    nullptr};
    }
    Q_UNREACHABLE();
}

const char* kept(Attempt attempt) {
    switch (attempt) {
        case Attempt::Restore:
            return QT_TRANSLATE_NOOP("Errors", "The photograph, the mask and earlier results are unchanged.");
        case Attempt::Save:
        case Attempt::SaveProject:
            return QT_TRANSLATE_NOOP("Errors", "Your work is still open, and no file was changed.");
        case Attempt::Autosave:
            return QT_TRANSLATE_NOOP("Errors", "Save the project yourself. Lacuna tries again every minute.");
        case Attempt::KeepPreset:
            return QT_TRANSLATE_NOOP("Errors", "Nothing was changed.");
        case Attempt::SaveMask:
        case Attempt::SaveRecipe:
        case Attempt::ExportOriginal:
        case Attempt::Degrade:
        case Attempt::Blend:
        case Attempt::ExportSteps:
        case Attempt::ChangeMask:
        case Attempt::ChangeFrame:
        case Attempt::OpenPhoto:
        case Attempt::OpenProject:
        case Attempt::ReadMask:
        case Attempt::ReadKernel:
        case Attempt::EstimateKernel:
        case Attempt::LoadModel:
        case Attempt::ImportModel:
        case Attempt::RemoveModel:
            break;
        case Attempt::Recover:
            return QT_TRANSLATE_NOOP("Errors", "The autosaved files were kept.");
    }
    return nullptr;
}

/// Codes whose remedy depends on the attempt.
Remedy remedy(ErrorCode code, Attempt attempt) {
    const bool project = attempt == Attempt::OpenProject || attempt == Attempt::Recover;
    if (project && code == ErrorCode::InputFile) {
        return {QT_TRANSLATE_NOOP("Errors",
                                  "The file is damaged, isn't a Lacuna project, or comes from a newer "
                                  "version. Try another copy of it."),
                QT_TRANSLATE_NOOP("Errors", "Try another copy of it.")};
    }
    if (attempt == Attempt::KeepPreset) {
        if (code == ErrorCode::Usage)
            return {
                QT_TRANSLATE_NOOP(
                    "Errors", "Correct the file as described under “Details”, or move it out of the way."),
                nullptr};
        return {QT_TRANSLATE_NOOP("Errors", "“Details” names the file and the cause."), nullptr};
    }
    if (attempt == Attempt::ImportModel && code == ErrorCode::OutputFile)
        return {
            QT_TRANSLATE_NOOP("Errors", "The folder of your models can't be written to; “Details” says why."),
            nullptr};
    if (attempt == Attempt::ImportModel && code == ErrorCode::ModelFile)
        return {QT_TRANSLATE_NOOP(
                    "Errors", "The file is damaged, isn't a model, or lacks information that Lacuna needs."),
                nullptr};
    if (attempt == Attempt::RemoveModel && code == ErrorCode::OutputFile)
        return {QT_TRANSLATE_NOOP("Errors", "The folder can't be written to."), nullptr};
    if (attempt == Attempt::ExportSteps && code == ErrorCode::OutputFile)
        return {QT_TRANSLATE_NOOP(
                    "Errors",
                    "The folder can't be written to, or ffmpeg failed. Choose another folder or format."),
                QT_TRANSLATE_NOOP("Errors", "Choose another folder or name.")};
    if (attempt == Attempt::EstimateKernel && code == ErrorCode::Usage) {
        return {QT_TRANSLATE_NOOP(
                    "Errors",
                    "The photograph is too small to look for a blur this long. Lower the maximum blur."),
                QT_TRANSLATE_NOOP("Errors", "Lower the maximum blur.")};
    }
    if (attempt == Attempt::SaveProject && code == ErrorCode::OutputFile)
        return {QT_TRANSLATE_NOOP("Errors", "The folder can't be written to. Choose another one."),
                QT_TRANSLATE_NOOP("Errors", "Choose another folder or name.")};
    return remedy(code);
}

/// What helps if a file can't even be reached: another copy or format wouldn't. None: the cause says it all.
std::optional<const char*> remedyForPath(const Failure& failure) {
    const auto isCause = [&failure](int error) {
        return failure.cause && std::strcmp(failure.cause, reasonOf(error).pattern) == 0;
    };
    if (failure.code != ErrorCode::InputFile) return std::nullopt;
    if (isCause(ENOENT))
        return QT_TRANSLATE_NOOP("Errors",
                                 "It may have been moved, renamed or deleted, or its drive isn't connected.");
    if (isCause(EACCES))
        return QT_TRANSLATE_NOOP("Errors", "Allow yourself to read it, or open a copy that you may read.");
    if (isCause(EISDIR) || isCause(ENOTDIR) || isCause(ELOOP) || isCause(ENAMETOOLONG)) return nullptr;
    return std::nullopt;
}

/// The Cause in the user's language, as a sentence.
QString causeOf(const Failure& failure) {
    QString sentence;
    const QString pattern = QCoreApplication::translate("Causes", failure.cause);
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        const int place = i + 1 < pattern.size() ? pattern[i + 1].digitValue() : -1;
        if (pattern[i] == QLatin1Char('%') && place >= 1 && place <= failure.values.size()) {
            sentence += failure.values[place - 1];
            ++i;
        } else {
            sentence += pattern[i];
        }
    }
    if (!sentence.isEmpty()) sentence[0] = sentence[0].toUpper();
    return sentence + QLatin1Char('.');
}

}  // namespace

QString failureReason(const Failure& failure, Attempt attempt) {
    return failure.cause ? causeOf(failure) : text(remedy(failure.code, attempt).otherwise);
}

Message describeFailure(const Failure& failure, Attempt attempt) {
    Message message;
    message.kind = Message::Kind::Warning;
    message.headline = headline(attempt, QFileInfo(failure.subject).fileName());
    const Remedy found = remedy(failure.code, attempt);
    QStringList sentences;
    if (const char* also = kept(attempt)) sentences << text(also);
    sentences << failureReason(failure, attempt);
    const char* advice = failure.cause ? remedyForPath(failure).value_or(found.advice) : nullptr;
    if (advice) sentences << text(advice);
    message.text = sentences.join(QLatin1Char(' '));
    message.details = QStringLiteral("%1: %2").arg(QLatin1String(toString(failure.code)), failure.detail);
    if (!failure.subject.isEmpty()) message.details += QLatin1Char('\n') + failure.subject;
    return message;
}

}  // namespace lacuna::ui
