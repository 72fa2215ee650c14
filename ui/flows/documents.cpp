// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flows/documents.h"

#include <algorithm>
#include <utility>

namespace lacuna::ui {

Documents::Documents(QObject* parent) : QObject(parent) {}

Documents::~Documents() {
    show(nullptr);
}

int Documents::indexOf(const ImageDocument* document) const {
    const auto found = std::find_if(mAll.begin(), mAll.end(),
                                    [document](const auto& each) { return each.get() == document; });
    return found == mAll.end() ? -1 : int(found - mAll.begin());
}

ImageDocument* Documents::add(std::unique_ptr<ImageDocument> document) {
    mAll.push_back(std::move(document));
    ImageDocument* const added = mAll.back().get();
    Q_EMIT this->added(added);
    return added;
}

void Documents::show(ImageDocument* document) {
    if (document == mCurrent) return;
    Q_EMIT currentAboutToChange(document);
    mCurrent = document;
    Q_EMIT currentChanged(document);
}

void Documents::showNext(int steps) {
    if (!mCurrent) return;
    const int all = count();
    show(at(((indexOf(mCurrent) + steps) % all + all) % all));
}

void Documents::close(ImageDocument* document) {
    const int index = indexOf(document);
    if (index < 0) return;
    if (document == mCurrent) {
        const int neighbour = index + 1 < count() ? index + 1 : index - 1;
        show(neighbour < 0 ? nullptr : at(neighbour));
    }
    const std::unique_ptr<ImageDocument> gone = std::move(mAll[std::size_t(index)]);
    mAll.erase(mAll.begin() + index);
    Q_EMIT closed(gone.get());
}

}  // namespace lacuna::ui
