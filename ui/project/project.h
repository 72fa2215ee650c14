// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/image_document.h"

#include <memory>
#include <vector>

namespace lacuna::ui {

/// A document as a value: what a project file holds. Pictures are shared, so that it is cheap to hand to
/// another thread.
struct Project {
    LoadedPhoto source;
    MaskLayer mask;
    RestorationSettings settings;
    std::vector<ResultPtr> results;
    std::vector<QString> names;  ///< by result, that the user gave; empty: none
    std::vector<bool> exported;  ///< by result: whether it was saved as a picture of its own
    int shown = ImageDocument::kOriginal;
};

Project snapshot(const ImageDocument& document);
/// The document that a project describes, without a history.
std::unique_ptr<ImageDocument> makeDocument(const Project& project);

}  // namespace lacuna::ui
