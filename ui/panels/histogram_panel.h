// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/image_buffer.h"
#include "ui/base/background_thread.h"
#include "ui/document/image_document.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

#include <array>
#include <memory>

class QComboBox;
class QLabel;

namespace lacuna::ui {

/// How often each level occurs; deeper pictures are counted in 256 steps.
struct Histogram {
    std::array<std::array<quint64, 256>, 3> counts{};  ///< by channel
    int channels = 0;
    quint64 pixels = 0;
};

/// The pixels of `area`; of these, if `mask` isn't null, the marked ones. The mask may have another size,
/// that of the photograph before it was enlarged.
Histogram histogramOf(const ImageBuffer& pixels, const QRect& area, const MaskLayer& mask);

/// Draws a histogram.
class HistogramView : public QWidget {
    Q_OBJECT

  public:
    explicit HistogramView(QWidget* parent = nullptr);
    const Histogram& histogram() const { return mHistogram; }
    void setHistogram(const Histogram& histogram);

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    Histogram mHistogram;
};

/// The histogram of the picture that is shown, of the part in view, or of what is marked; in the picture's
/// own levels. Counted on another thread, and only while it is visible.
class HistogramPanel : public QWidget {
    Q_OBJECT

  public:
    explicit HistogramPanel(QWidget* parent = nullptr);

    void setDocument(ImageDocument* document);
    /// The part of the photograph in view.
    void setVisiblePixels(const QRect& pixels);
    const HistogramView& view() const { return *mView; }

  protected:
    void showEvent(QShowEvent* event) override;

  private:
    enum class Of { All, View, Marked };
    void later();
    void count();

    QPointer<ImageDocument> mDocument;
    QRect mVisible;
    QComboBox* mOf;
    HistogramView* mView;
    QLabel* mWords;
    QTimer mDelay;
    quint64 mLast = 0;
    BackgroundThread mThread;
};

}  // namespace lacuna::ui
