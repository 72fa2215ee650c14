// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/image_document.h"

#include <QObject>

#include <memory>
#include <unordered_map>
#include <utility>

namespace lacuna::ui {

/// What a flow keeps for every open photograph; it goes with the photograph.
template <typename T>
class PerDocument {
  public:
    PerDocument() = default;
    PerDocument(const PerDocument&) = delete;
    PerDocument& operator=(const PerDocument&) = delete;

    /// Made when it is first asked for.
    T& of(ImageDocument& document) {
        std::unique_ptr<T>& state = mStates[&document];
        if (!state) {
            state = std::make_unique<T>();
            QObject::connect(&document, &QObject::destroyed, &mContext,
                             [this, gone = &document] { mStates.erase(gone); });
        }
        return *state;
    }
    /// Null for no document, or one that nothing was kept for.
    const T* find(ImageDocument* document) const {
        const auto found = mStates.find(document);
        return found == mStates.end() ? nullptr : found->second.get();
    }
    T* find(ImageDocument* document) { return const_cast<T*>(std::as_const(*this).find(document)); }

  private:
    std::unordered_map<ImageDocument*, std::unique_ptr<T>> mStates;
    QObject mContext;  ///< so that a document that outlives this finds nobody
};

}  // namespace lacuna::ui
