// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tools/stroke_tool.h"

#include "ui/commands/change_mask_command.h"
#include "ui/document/image_document.h"
#include "ui/tools/mask_brush.h"

#include <algorithm>
#include <cmath>

namespace lacuna::ui {

void StrokeTool::press(QPointF position, bool secondary) {
    if (!document()) return;
    mActive = true;
    mValue = mMarks != secondary ? 255 : 0;
    mBefore = document()->mask().image();  // shared until the first pixel changes
    mDirty = QRect();
    mLast = mDrawnTo = position;
    wrote(draw(position, position));
}

void StrokeTool::move(QPointF position) {
    if (!mActive) return;
    const QPointF middle = (mLast + position) / 2;
    wrote(curve(mDrawnTo, mLast, middle));
    mDrawnTo = middle;
    mLast = position;
}

void StrokeTool::release(QPointF position) {
    if (!mActive) return;
    move(position);
    wrote(draw(mDrawnTo, position));
    mActive = false;
    const QString text = mValue ? tr("Paint mask") : tr("Erase mask");
    auto* command = new ChangeMaskCommand(*document(), text, mBefore, mDirty);
    mBefore = QImage();
    if (command->isNoOp()) {
        delete command;
        return;
    }
    document()->undoStack().push(command);
}

void StrokeTool::cancel() {
    if (!mActive) return;
    mActive = false;
    ChangeMaskCommand(*document(), QString(), mBefore, mDirty).undo();
    mBefore = QImage();
}

void StrokeTool::setDiameter(double pixels) {
    const double clamped = std::clamp(pixels, kMinDiameter, kMaxDiameter);
    if (clamped == mDiameter) return;
    mDiameter = clamped;
    Q_EMIT outlineChanged();
}

void StrokeTool::grow() {
    setDiameter(std::max(std::floor(mDiameter) + 1, std::round(mDiameter * 1.2)));
}

void StrokeTool::shrink() {
    setDiameter(std::min(std::ceil(mDiameter) - 1, std::round(mDiameter / 1.2)));
}

QRect StrokeTool::draw(QPointF from, QPointF to) {
    return fillStroke(document()->editableMask(), from, to, mDiameter, mValue);
}

QRect StrokeTool::curve(QPointF from, QPointF control, QPointF to) {
    const double length = std::hypot(control.x() - from.x(), control.y() - from.y()) +
                          std::hypot(to.x() - control.x(), to.y() - control.y());
    // Chords of about 4 pixels deviate from the curve by less than a pixel.
    const int chords = std::clamp(int(length / 4), 1, 64);
    QRect written;
    QPointF at = from;
    for (int i = 1; i <= chords; ++i) {
        const double t = double(i) / chords;
        const QPointF next = from * ((1 - t) * (1 - t)) + control * (2 * t * (1 - t)) + to * (t * t);
        written |= draw(at, next);
        at = next;
    }
    return written;
}

void StrokeTool::wrote(const QRect& written) {
    if (written.isEmpty()) return;
    mDirty |= written;
    document()->noteMaskChanged(written);
}

}  // namespace lacuna::ui
