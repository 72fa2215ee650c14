// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/restoration_result.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace lacuna::ui {

namespace {

/// As kernelLabel() of the engine, in the user's language.
QString kernelName(const KernelSpec& kernel) {
    switch (kernel.kind) {
        case KernelSpec::Kind::None:
            break;
        case KernelSpec::Kind::Gaussian:
            return QCoreApplication::translate("Task", "Gaussian %L1 px").arg(kernel.sigma, 0, 'g', 4);
        case KernelSpec::Kind::Motion:
            return QCoreApplication::translate("Task", "motion %L1 px at %L2°")
                .arg(kernel.length, 0, 'g', 4)
                .arg(kernel.angle, 0, 'g', 4);
        case KernelSpec::Kind::Disc:
            return QCoreApplication::translate("Task", "disc %L1 px").arg(kernel.radius, 0, 'g', 4);
        case KernelSpec::Kind::Weights:
            if (!kernel.path.empty()) return QFileInfo(QString::fromStdString(kernel.path)).fileName();
            return QCoreApplication::translate("Task", "%1 × %2 px").arg(kernel.width).arg(kernel.height);
    }
    return {};
}

}  // namespace

QString taskName(Task task) {
    switch (task) {
        case Task::Inpaint:
            return QCoreApplication::translate("Task", "Inpaint");
        case Task::Deblur:
            return QCoreApplication::translate("Task", "Deblur");
        case Task::Upscale:
            return QCoreApplication::translate("Task", "Upscale");
        case Task::Denoise:
            return QCoreApplication::translate("Task", "Denoise");
    }
    Q_UNREACHABLE();
}

QString numberedTask(Task task, int number) {
    //: A result's name in the list: "Inpaint 2"
    return QCoreApplication::translate("Task", "%1 %2").arg(taskName(task)).arg(number);
}

QString resultName(const RestorationSettings& settings, int number) {
    const QString task = number > 0 ? numberedTask(settings.task, number) : taskName(settings.task);
    switch (settings.task) {
        case Task::Deblur:
            return QCoreApplication::translate("Task", "%1, %2").arg(task, kernelName(settings.kernel));
        case Task::Upscale:
            return (number > 0 ? QCoreApplication::translate("Task", "%1, ×%2")
                               : QCoreApplication::translate("Task", "%1 ×%2"))
                .arg(task)
                .arg(settings.scale);
        case Task::Denoise:
            return QCoreApplication::translate("Task", "%1, noise %L2")
                .arg(task)
                .arg(settings.taskNoise(), 0, 'g', 3);
        case Task::Inpaint:
            break;
    }
    return task;
}

}  // namespace lacuna::ui
