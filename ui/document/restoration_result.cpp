// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/restoration_result.h"

#include "core/imaging/blend.h"
#include "core/operators/kernels.h"
#include "core/operators/task.h"
#include "ui/base/thread_guard.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLocale>

#include <utility>

namespace lacuna::ui {

namespace {

/// Like the engine's kernelLabel(), in the user's language.
QString kernelName(const KernelSpec& kernel) {
    if (const KernelKind* kind = findKernelKind(kernel.kind)) {
        QString name = QCoreApplication::translate("Kernel", kind->label);
        for (const Parameter& parameter : kind->parameters)
            name = name.arg(kernel.values.real(parameter.name), 0, 'g', 4);
        return name;
    }
    if (!kernel.path.empty()) return QFileInfo(QString::fromStdString(kernel.path)).fileName();
    return QCoreApplication::translate("Task", "%1 × %2 px").arg(kernel.width).arg(kernel.height);
}

/// The task's kernel, scale or noise, as its label shows it.
QString detailOf(const RestorationSettings& settings, const TaskRow& task) {
    if (task.takesKernel) return kernelName(settings.kernel);
    if (task.takesScale) return QString::number(settings.scale);
    return QLocale().toString(settings.taskNoise(), 'g', 3);
}

}  // namespace

bool canBlend(const RestorationResult& result) {
    return !taskRow(result.settings.task).takesScale;
}

ResultPtr withBlend(const ResultPtr& result, const Photograph& input, double share) {
    mustNotBlockGui("withBlend");
    const ResultPtr& whole = result->whole ? result->whole : result;
    if (share >= 1) return whole;
    auto made = std::make_shared<RestorationResult>(*whole);
    made->id = QUuid::createUuidV5(QUuid::fromString(whole->id), QString::number(share))
                   .toString(QUuid::WithoutBraces);
    made->blend = share;
    made->whole = whole;
    Photograph photo = *whole->photo.load();
    photo.pixels = blended(input.pixels, photo.pixels, share);
    made->display = inStore(makeDisplayImage(photo));
    made->photo = StoredPhoto(std::move(photo));
    return made;
}

QString taskName(Task task) {
    return QCoreApplication::translate("Task", taskRow(task).title);
}

QString numberedTask(Task task, int number) {
    //: A result's name in the list: "Inpaint 2"
    return QCoreApplication::translate("Task", "%1 %2").arg(taskName(task)).arg(number);
}

QString resultName(const RestorationSettings& settings, int number) {
    const QString task = number > 0 ? numberedTask(settings.task, number) : taskName(settings.task);
    const TaskRow& row = taskRow(settings.task);
    if (settings.fillsHoles() && settings.fill == Fill::Borrowed)
        return QCoreApplication::translate("Task", "%1, borrowed texture").arg(task);
    if (!row.label) return task;
    return QCoreApplication::translate("Task", row.label).arg(task, detailOf(settings, row));
}

}  // namespace lacuna::ui
