// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/services/file_service.h"

#include <QString>
#include <QVector>

namespace lacuna::ui {

/// A photograph to try Lacuna on.
struct Sample {
    QString title;  ///< translated
    QString task;   ///< what is done to it, translated
    QString path;
    QString credit;
    OpenRequest request;
};

/// The samples that are installed with the program (lacuna/samples in a data folder, samples.json); may be
/// empty. Reads one small file.
QVector<Sample> findSamples();

/// The undamaged photographs of the demonstration, from the same place.
QVector<Sample> findDemonstrationPhotos();

}  // namespace lacuna::ui
