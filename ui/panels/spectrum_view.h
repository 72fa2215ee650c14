// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QWidget>

namespace lacuna {
struct NoiseModel;
}

namespace lacuna::ui {

/// The spectrum of grain as a small picture: coarse structure in the middle, fine structure towards the
/// edges; on a logarithmic scale of brightness. Each channel is drawn in its own colours, so that blotches of
/// colour look coloured.
QImage pictureOf(const NoiseModel& model);

/// Shows it.
class SpectrumView : public QWidget {
    Q_OBJECT

  public:
    explicit SpectrumView(QWidget* parent = nullptr);

    /// The model must have grain (asserted).
    void setModel(const NoiseModel& model);
    QSize sizeHint() const override { return {44, 44}; }

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    QImage mPicture;
};

}  // namespace lacuna::ui
