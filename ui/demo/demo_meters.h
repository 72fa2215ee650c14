// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/frame.h"

#include <QWidget>

#include <vector>

namespace lacuna::ui {

/// Two quantities of a run for people who don't know them: the noise level σ as a fog that lifts, and the
/// estimate's distance from the data, which falls to the data's own noise.
class DemoMeters : public QWidget {
    Q_OBJECT

  public:
    explicit DemoMeters(QWidget* parent = nullptr);

    void clear();
    void add(const Progress& progress);
    /// How often add() was called since clear().
    int count() const { return int(mMisfits.size()); }
    QSize sizeHint() const override;

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    void paintFog(QPainter& painter, const QRectF& area) const;
    void paintMisfit(QPainter& painter, const QRectF& area) const;

    double mSigma = 0;
    double mFirstSigma = 0;
    double mShare = 0;  ///< of the run that is done
    std::vector<double> mMisfits;
    std::vector<double> mShares;
};

}  // namespace lacuna::ui
