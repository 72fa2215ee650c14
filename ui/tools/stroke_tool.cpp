// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tools/stroke_tool.h"

#include "ui/document/change_mask_command.h"
#include "ui/document/image_document.h"
#include "ui/tools/mask_brush.h"

#include <algorithm>
#include <cmath>

namespace lacuna::ui {

void StrokeTool::press(QPointF position, bool secondary) {
    if (!document()) return;
    mActive = true;
    mPaints = mMarks != secondary;
    mBefore = document()->mask();
    mLast = mDrawnTo = position;
    mDrawnDiameter = pressedDiameter();
    wrote(draw(position, position, mDrawnDiameter));
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
    wrote(draw(mDrawnTo, position, mDrawnDiameter));
    mActive = false;
    const QString text = mPaints ? tr("Paint mask") : tr("Erase mask");
    auto* command = new ChangeMaskCommand(*document(), text, mBefore, ChangeMaskCommand::Applied::Yes);
    mBefore = MaskLayer();
    if (command->isNoOp()) {
        delete command;
        return;
    }
    document()->history().push(command);
}

void StrokeTool::cancel() {
    if (!mActive) return;
    mActive = false;
    ChangeMaskCommand(*document(), QString(), mBefore, ChangeMaskCommand::Applied::Yes).undo();
    mBefore = MaskLayer();
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

void StrokeTool::setHardness(double share) {
    const double clamped = std::clamp(share, 0.0, 1.0);
    if (clamped == mHardness) return;
    mHardness = clamped;
    Q_EMIT outlineChanged();
}

void StrokeTool::harden() {
    setHardness(std::floor(mHardness * 10 + 1.001) / 10);
}

void StrokeTool::soften() {
    setHardness(std::ceil(mHardness * 10 - 1.001) / 10);
}

double StrokeTool::pressedDiameter() const {
    return std::max(kMinDiameter, mDiameter * std::clamp(pointer().pressure, 0.0, 1.0));
}

QRect StrokeTool::draw(QPointF from, QPointF to, double diameter) {
    return fillStroke(document()->editableMask(), from, to, {diameter, mHardness, mPaints});
}

QRect StrokeTool::curve(QPointF from, QPointF control, QPointF to) {
    const double diameter = pressedDiameter();
    // n chords stay within |from − 2 control + to| / (4 n²) of the curve: a quarter of a pixel is not seen.
    // If the control point is an end, the curve is a straight line, as at the beginning and the end of a
    // stroke.
    const bool straight = control == from || control == to;
    const QPointF bend = straight ? QPointF() : from - 2 * control + to;
    const double forShape = std::sqrt(std::hypot(bend.x(), bend.y()));
    const double forWidth = std::abs(diameter - mDrawnDiameter) / 2;
    const int chords = std::clamp(int(std::ceil(std::max(forShape, forWidth))), 1, 64);
    QRect written;
    QPointF at = from;
    for (int i = 1; i <= chords; ++i) {
        const double t = double(i) / chords;
        const QPointF next = from * ((1 - t) * (1 - t)) + control * (2 * t * (1 - t)) + to * (t * t);
        written |= draw(at, next, mDrawnDiameter + t * (diameter - mDrawnDiameter));
        at = next;
    }
    mDrawnDiameter = diameter;
    return written;
}

void StrokeTool::wrote(const QRect& written) {
    if (written.isEmpty()) return;
    document()->noteMaskChanged(written);
}

}  // namespace lacuna::ui
