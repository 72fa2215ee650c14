// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/error_text.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace lacuna::ui {

namespace {

QString text(const char* source) {
    return QCoreApplication::translate("Errors", source);
}

QString headline(Attempt attempt, const QString& file) {
    switch (attempt) {
        case Attempt::Recover:
            return text(QT_TRANSLATE_NOOP("Errors", "Unfinished work could not be brought back."));
        case Attempt::Autosave:
            return text(QT_TRANSLATE_NOOP("Errors", "Your work is not being saved by itself."));
        case Attempt::SaveProject:
            return text(QT_TRANSLATE_NOOP("Errors", "The project was not saved."));
        case Attempt::OpenProject:
        case Attempt::OpenPhoto:
            return text(QT_TRANSLATE_NOOP("Errors", "“%1” could not be opened.")).arg(file);
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
            return text(QT_TRANSLATE_NOOP("Errors", "The restoration did not finish."));
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
            return text(QT_TRANSLATE_NOOP("Errors", "Your presets could not be read or kept."));
    }
    Q_UNREACHABLE();
}

/// The cause and what can be done about it.
const char* remedy(ErrorCode code) {
    switch (code) {
        case ErrorCode::Usage:
            return QT_TRANSLATE_NOOP("Errors", "A setting does not fit. Change it and try again.");
        case ErrorCode::InputFile:
            return QT_TRANSLATE_NOOP(
                "Errors",
                "The file is missing, damaged or no PNG, JPEG, TIFF or WebP. Try another copy of it.");
        case ErrorCode::OutputFile:
            return QT_TRANSLATE_NOOP(
                "Errors",
                "The folder can't be written to, or the name has no known ending. Choose another place; "
                ".png, .jpg, .tif and .webp can be saved.");
        case ErrorCode::DiskFull:
            return QT_TRANSLATE_NOOP("Errors", "The disk is full. Make room or choose another place.");
        case ErrorCode::MaskMismatch:
            return QT_TRANSLATE_NOOP("Errors", "A mask must have the photograph's width and height.");
        case ErrorCode::MaskEmpty:
            return QT_TRANSLATE_NOOP(
                "Errors",
                "Something must be marked, and something left unmarked to restore it from. "
                "Paint over what should be restored.");
        case ErrorCode::KernelInvalid:
            return QT_TRANSLATE_NOOP(
                "Errors",
                "It must be smaller than the photograph and have some light in it. Choose another one.");
        case ErrorCode::ModelNotFound:
            return QT_TRANSLATE_NOOP(
                "Errors", "The model is not installed. Choose another one, or install Lacuna again.");
        case ErrorCode::ModelFile:
            return QT_TRANSLATE_NOOP("Errors",
                                     "The model's file is damaged. Choose another one, or install it again.");
        case ErrorCode::ModelUnsupported:
            return QT_TRANSLATE_NOOP(
                "Errors", "The file is a model of a kind that Lacuna doesn't know. Choose another one.");
        case ErrorCode::OutOfMemory:
            return QT_TRANSLATE_NOOP(
                "Errors",
                "There is not enough free memory, even in small parts. Close other programs, or mark "
                "a smaller part of the photograph.");
        case ErrorCode::DeviceUnavailable:
            return QT_TRANSLATE_NOOP("Errors",
                                     "The graphics processor is not available. Restore on the CPU instead.");
        case ErrorCode::Numerical:
            return QT_TRANSLATE_NOOP(
                "Errors", "The computation left its range. Use one of the presets, or a smaller step size.");
        case ErrorCode::Internal:
            return QT_TRANSLATE_NOOP(
                "Errors", "This is a fault in Lacuna. The details help to find it; please report them.");
    }
    Q_UNREACHABLE();
}

const char* kept(Attempt attempt) {
    switch (attempt) {
        case Attempt::Restore:
            return QT_TRANSLATE_NOOP("Errors", "The photograph, the mask and earlier results are unchanged.");
        case Attempt::Save:
        case Attempt::SaveProject:
            return QT_TRANSLATE_NOOP("Errors", "It is still here, and no file was changed.");
        case Attempt::Autosave:
            return QT_TRANSLATE_NOOP("Errors", "Save the project yourself; it is tried again every minute.");
        case Attempt::KeepPreset:
            return QT_TRANSLATE_NOOP("Errors", "The settings at hand are unchanged, and so is the file.");
        case Attempt::SaveMask:
        case Attempt::SaveRecipe:
        case Attempt::ExportOriginal:
        case Attempt::Degrade:
        case Attempt::ExportSteps:
        case Attempt::ChangeMask:
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
            return QT_TRANSLATE_NOOP("Errors", "What was saved by itself is kept beside the program's data.");
    }
    return nullptr;
}

/// The advice for codes whose remedy depends on the attempt.
const char* remedy(ErrorCode code, Attempt attempt) {
    const bool project = attempt == Attempt::OpenProject || attempt == Attempt::Recover;
    if (project && code == ErrorCode::InputFile) {
        return QT_TRANSLATE_NOOP("Errors",
                                 "The file is missing, damaged, no Lacuna project, or from a newer version. "
                                 "Try another copy of it.");
    }
    if (attempt == Attempt::KeepPreset) {
        return code == ErrorCode::Usage
                   ? QT_TRANSLATE_NOOP("Errors", "Put right what the details say, or move the file away.")
                   : QT_TRANSLATE_NOOP("Errors", "See the details for the file and the cause.");
    }
    if (attempt == Attempt::ImportModel && code == ErrorCode::OutputFile)
        return QT_TRANSLATE_NOOP("Errors",
                                 "A model of that name is there already, or the folder can't be written to.");
    if (attempt == Attempt::ImportModel && code == ErrorCode::ModelFile)
        return QT_TRANSLATE_NOOP(
            "Errors", "The file is damaged or no model, or says too little of itself; see the details.");
    if (attempt == Attempt::RemoveModel && code == ErrorCode::OutputFile)
        return QT_TRANSLATE_NOOP("Errors", "The folder can't be written to. See the details for the cause.");
    if (attempt == Attempt::ExportSteps && code == ErrorCode::OutputFile)
        return QT_TRANSLATE_NOOP("Errors", "The place can't be written to, or ffmpeg could not make it.");
    if (attempt == Attempt::EstimateKernel && code == ErrorCode::Usage) {
        return QT_TRANSLATE_NOOP("Errors",
                                 "The photograph is too small for so long a blur. Lower the maximum blur.");
    }
    if (attempt == Attempt::SaveProject && code == ErrorCode::OutputFile)
        return QT_TRANSLATE_NOOP("Errors", "The folder can't be written to. Choose another place.");
    return remedy(code);
}

}  // namespace

Message describeFailure(const Failure& failure, Attempt attempt) {
    Message message;
    message.kind = Message::Kind::Warning;
    message.headline = headline(attempt, QFileInfo(failure.subject).fileName());
    message.text = text(remedy(failure.code, attempt));
    if (const char* also = kept(attempt)) message.text = text(also) + QLatin1Char(' ') + message.text;
    message.details = QStringLiteral("%1: %2").arg(QLatin1String(toString(failure.code)), failure.detail);
    if (!failure.subject.isEmpty()) message.details += QLatin1Char('\n') + failure.subject;
    return message;
}

}  // namespace lacuna::ui
