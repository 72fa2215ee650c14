// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QObject>

namespace lacuna::ui {

/// What the user chose once for all photographs, kept in QSettings. Values out of range in the file are
/// clamped.
class Preferences : public QObject {
    Q_OBJECT

  public:
    static constexpr int kMinUndoMegabytes = 16;
    static constexpr int kMaxUndoMegabytes = 16384;
    static constexpr int kMinMaskOpacity = 10;

    explicit Preferences(QObject* parent = nullptr);

    /// What the undo history of a photograph may keep alive.
    int undoMegabytes() const { return mUndoMegabytes; }
    qsizetype undoBytes() const { return qsizetype(mUndoMegabytes) << 20; }
    /// Of the mask over the photograph, opaque.
    QColor maskColour() const { return mMaskColour; }
    /// Percent, 10–100.
    int maskOpacity() const { return mMaskOpacity; }
    /// Colour and opacity together.
    QColor maskFill() const;

    void setUndoMegabytes(int megabytes);
    void setMaskColour(const QColor& colour);
    void setMaskOpacity(int percent);

  Q_SIGNALS:
    void changed();

  private:
    int mUndoMegabytes;
    QColor mMaskColour;
    int mMaskOpacity;
};

}  // namespace lacuna::ui
