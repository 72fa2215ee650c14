// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/image_document.h"

#include <memory>
#include <vector>

namespace lacuna::ui {

/// A document as a value: what a project file holds. Pictures are shared, so that it is cheap to hand to
/// another thread.
struct Project {
    /// Something that a file should hold and doesn't, or that is damaged.
    struct Missing {
        enum class What { Photograph, CleanPhotograph, Mask, Settings, Result, ResultFacts, Steps, Index };
        What what;
        QString result;  ///< its name, if it has one
        QString detail;  ///< untranslated
    };

    LoadedPhoto source;
    MaskLayer mask;
    RestorationSettings settings;
    std::vector<ResultPtr> results;
    std::vector<QString> names;  ///< by result, that the user gave; empty: none
    std::vector<bool> exported;  ///< by result: whether it was saved as a picture of its own
    int shown = ImageDocument::kOriginal;
    bool keepsSteps = false;       ///< whether the file shall hold the timelines of the results
    quint64 moves = 0;             ///< KeptWork::moves
    std::vector<Missing> missing;  ///< after reading: what could not be read; empty: all is there
};

Project snapshot(const ImageDocument& document);
/// What the document is compared with while this is its project file.
KeptWork keptWork(const Project& project);
/// The document that a project describes, without a history.
std::unique_ptr<ImageDocument> makeDocument(const Project& project);

}  // namespace lacuna::ui
