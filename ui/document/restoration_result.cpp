// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/restoration_result.h"

#include <QCoreApplication>

namespace lacuna::ui {

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

QString resultName(const RestorationSettings& settings) {
    const QString task = taskName(settings.task);
    switch (settings.task) {
        case Task::Deblur:
            return QCoreApplication::translate("Task", "%1, %2")
                .arg(task, QString::fromStdString(kernelLabel(settings.kernel)));
        case Task::Upscale:
            return QCoreApplication::translate("Task", "%1 ×%2").arg(task).arg(settings.scale);
        case Task::Denoise:
            return QCoreApplication::translate("Task", "%1, noise %2")
                .arg(task)
                .arg(settings.taskNoise(), 0, 'g', 3);
        case Task::Inpaint:
            break;
    }
    return task;
}

}  // namespace lacuna::ui
