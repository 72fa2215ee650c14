// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/image_document.h"

#include <QObject>

#include <memory>
#include <vector>

namespace lacuna::ui {

/// The open photographs, in the order of their tabs, and which of them is shown. Flows and panels follow
/// currentChanged(); what they keep for a photograph is in a PerDocument.
class Documents : public QObject {
    Q_OBJECT

  public:
    explicit Documents(QObject* parent = nullptr);
    /// Closes all of them.
    ~Documents() override;

    /// Null: none is open.
    ImageDocument* current() const { return mCurrent; }
    int count() const { return int(mAll.size()); }
    ImageDocument* at(int index) const { return mAll[std::size_t(index)].get(); }
    /// −1: it isn't open.
    int indexOf(const ImageDocument* document) const;

    /// Behind the others.
    ImageDocument* add(std::unique_ptr<ImageDocument> document);
    void show(ImageDocument* document);
    /// Shows the one that is `steps` further on, from the last on to the first.
    void showNext(int steps);
    /// Shows its neighbour if it is the current one, and destroys it.
    void close(ImageDocument* document);

  Q_SIGNALS:
    void added(lacuna::ui::ImageDocument* document);
    /// Before currentChanged(), while the one that was shown until now still is.
    void currentAboutToChange(lacuna::ui::ImageDocument* now);
    /// `now` may be null. The one before still exists.
    void currentChanged(lacuna::ui::ImageDocument* now);
    /// It isn't in the list any more and is about to be destroyed.
    void closed(lacuna::ui::ImageDocument* document);

  private:
    std::vector<std::unique_ptr<ImageDocument>> mAll;
    ImageDocument* mCurrent = nullptr;
};

}  // namespace lacuna::ui
