// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/change_mask_command.h"

#include "ui/document/image_document.h"

#include <cstring>

namespace lacuna::ui {

namespace {

/// The rows that differ, at full width between the outermost differing columns.
QRect difference(const QImage& a, const QImage& b) {
    Q_ASSERT(a.size() == b.size() && a.format() == b.format());
    QRect found;
    for (int y = 0; y < a.height(); ++y) {
        const uchar* one = a.constScanLine(y);
        const uchar* other = b.constScanLine(y);
        if (std::memcmp(one, other, std::size_t(a.width())) == 0) continue;
        int left = 0;
        int right = a.width() - 1;
        while (one[left] == other[left])
            ++left;
        while (one[right] == other[right])
            --right;
        found |= QRect(QPoint(left, y), QPoint(right, y));
    }
    return found;
}

}  // namespace

ChangeMaskCommand::ChangeMaskCommand(ImageDocument& document, const QString& text, const QImage& before,
                                     const QRect& dirty)
    : SizedCommand(text), mDocument(document), mPatch(before, dirty), mApplied(true) {}

ChangeMaskCommand::ChangeMaskCommand(ImageDocument& document, const QString& text, const QImage& replacement)
    : SizedCommand(text),
      mDocument(document),
      mPatch(replacement, difference(document.mask().image(), replacement)),
      mApplied(false) {}

bool ChangeMaskCommand::isNoOp() const {
    return mPatch.rect().isEmpty() || mPatch == MaskPatch(mDocument.mask().image(), mPatch.rect());
}

void ChangeMaskCommand::undo() {
    mDocument.exchangeMask(mPatch);
    mApplied = false;
}

void ChangeMaskCommand::redo() {
    if (!mApplied) mDocument.exchangeMask(mPatch);
    mApplied = true;
}

}  // namespace lacuna::ui
