// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/histogram_panel.h"

#include "core/base/mask.h"
#include "core/base/photograph.h"
#include "ui/base/quiet_label.h"
#include "ui/base/theme.h"

#include <QComboBox>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <vector>

namespace lacuna::ui {

namespace {

constexpr std::chrono::milliseconds kDelay{200};
constexpr int kHeight = 96;

template <typename T>
void countRow(Histogram& sum, const T* row, int first, int last, int channels,
              const std::vector<uchar>& marked) {
    constexpr int kShift = sizeof(T) == 2 ? 8 : 0;
    for (int x = first; x <= last; ++x) {
        if (!marked.empty() && !isMarked(marked[std::size_t(x - first)])) continue;
        ++sum.pixels;
        for (int c = 0; c < channels; ++c)
            ++sum.counts[std::size_t(c)][std::size_t(row[x * channels + c] >> kShift)];
    }
}

}  // namespace

Histogram histogramOf(const ImageBuffer& pixels, const QRect& area, const MaskLayer& mask) {
    Histogram sum;
    sum.channels = std::min(pixels.channels(), 3);
    const QRect inside = area & QRect(0, 0, pixels.width(), pixels.height());
    std::vector<uchar> marked(mask.isNull() ? 0 : std::size_t(inside.width()));
    std::vector<uchar> line(mask.isNull() ? 0 : std::size_t(mask.size().width()));
    for (int y = inside.top(); y <= inside.bottom(); ++y) {
        if (!mask.isNull()) {
            const qint64 row = qint64(y) * mask.size().height() / pixels.height();
            mask.readRow(0, int(row), 0, mask.size().width(), line.data());
            for (int x = 0; x < inside.width(); ++x) {
                const qint64 column = qint64(inside.left() + x) * mask.size().width() / pixels.width();
                marked[std::size_t(x)] = line[std::size_t(column)];
            }
        }
        if (pixels.depth() == Depth::UInt16) {
            countRow(sum, pixels.row<std::uint16_t>(y), inside.left(), inside.right(), pixels.channels(),
                     marked);
        } else {
            countRow(sum, pixels.row<std::uint8_t>(y), inside.left(), inside.right(), pixels.channels(),
                     marked);
        }
    }
    return sum;
}

HistogramView::HistogramView(QWidget* parent) : QWidget(parent) {
    setFixedHeight(kHeight);
    setAccessibleName(tr("Histogram"));
}

void HistogramView::setHistogram(const Histogram& histogram) {
    mHistogram = histogram;
    update();
}

void HistogramView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), Theme::surround(palette()));
    if (mHistogram.pixels == 0) return;
    painter.setRenderHint(QPainter::Antialiasing);
    // A few levels with very many pixels, such as clipped ones, don't flatten the rest: the root of the
    // counts.
    quint64 most = 1;
    for (int c = 0; c < mHistogram.channels; ++c)
        most = std::max(most, *std::max_element(mHistogram.counts[std::size_t(c)].begin(),
                                                mHistogram.counts[std::size_t(c)].end()));
    const bool grey = mHistogram.channels == 1;
    const bool dark = Theme::surround(palette()).lightness() < 128;
    painter.setCompositionMode(dark ? QPainter::CompositionMode_Plus : QPainter::CompositionMode_Multiply);
    constexpr QColor kOnDark[] = {QColor(210, 60, 60), QColor(60, 190, 60), QColor(70, 90, 230)};
    constexpr QColor kOnLight[] = {QColor(255, 130, 130), QColor(130, 230, 130), QColor(140, 160, 255)};
    for (int c = 0; c < mHistogram.channels; ++c) {
        QPainterPath path(QPointF(0, height()));
        for (int level = 0; level < 256; ++level) {
            const double share = double(mHistogram.counts[std::size_t(c)][std::size_t(level)]) / double(most);
            path.lineTo((level + 0.5) * width() / 256, height() - std::sqrt(share) * (height() - 4));
        }
        path.lineTo(width(), height());
        painter.fillPath(path, grey ? QColor(150, 150, 150) : (dark ? kOnDark : kOnLight)[c]);
    }
}

HistogramPanel::HistogramPanel(Runs& runs, QWidget* parent)
    : QWidget(parent),
      mRuns(runs),
      mOf(new QComboBox(this)),
      mView(new HistogramView(this)),
      mWords(new QuietLabel(QString(), this)) {
    mOf->addItem(tr("Whole picture"));
    mOf->addItem(tr("Part in view"));
    mOf->addItem(tr("Marked area"));
    mOf->setAccessibleName(tr("Area of the histogram"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 4, 12, 12);
    column->setSpacing(8);
    column->addWidget(mOf);
    column->addWidget(mView);
    column->addWidget(mWords);
    mDelay.setSingleShot(true);
    mDelay.setInterval(kDelay);
    connect(&mDelay, &QTimer::timeout, this, &HistogramPanel::count);
    connect(mOf, &QComboBox::currentIndexChanged, this, &HistogramPanel::later);
}

void HistogramPanel::setDocument(ImageDocument* document) {
    if (mDocument) mDocument->disconnect(this);
    mDocument = document;
    mCount.cancel();
    mView->setHistogram({});
    mWords->clear();
    if (!document) return;
    connect(document, &ImageDocument::shownChanged, this, &HistogramPanel::later);
    connect(document, &ImageDocument::maskChanged, this, [this] {
        if (Of(mOf->currentIndex()) == Of::Marked) later();
    });
    later();
}

void HistogramPanel::setVisiblePixels(const QRect& pixels) {
    if (pixels == mVisible) return;
    mVisible = pixels;
    if (Of(mOf->currentIndex()) == Of::View) later();
}

void HistogramPanel::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    later();
}

void HistogramPanel::later() {
    if (mDocument && isVisible()) mDelay.start();
}

void HistogramPanel::count() {
    if (!mDocument || !isVisible()) return;
    const ResultPtr result = mDocument->shownResult();
    const StoredPhoto photo = result ? result->photo : StoredPhoto(mDocument->source().photo);
    const Of of = Of(mOf->currentIndex());
    const double scale = double(photo.size().width()) / mDocument->size().width();
    QRect area(QPoint(0, 0), photo.size());
    if (of == Of::View)
        area = QRectF(mVisible.x() * scale, mVisible.y() * scale, mVisible.width() * scale,
                      mVisible.height() * scale)
                   .toAlignedRect();
    const MaskLayer mask = of == Of::Marked ? mDocument->mask() : MaskLayer();
    mCount
        .replace(mRuns.looking().post(
            {}, [photo, area, mask](RunToken&) { return histogramOf(photo.load()->pixels, area, mask); }))
        .then(this, [this](const Histogram& histogram) { take(histogram); });
}

void HistogramPanel::take(const Histogram& histogram) {
    mView->setHistogram(histogram);
    const auto share = [&histogram](std::size_t level) {
        quint64 count = 0;
        for (const auto& channel : histogram.counts)
            count = std::max(count, channel[level]);
        const double percent = 100.0 * double(count) / double(std::max<quint64>(1, histogram.pixels));
        return QLocale().toString(percent, 'f', 1);
    };
    mWords->setText(histogram.pixels == 0
                        ? tr("Nothing is marked.")
                        : tr("Darkest level: %1 % · brightest: %2 %").arg(share(0), share(255)));
    mView->setAccessibleDescription(mWords->text());
}

}  // namespace lacuna::ui
