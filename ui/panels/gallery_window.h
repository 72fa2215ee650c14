// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QWidget>

class QLabel;
class QListWidget;
class QPushButton;
class QSpinBox;

namespace lacuna::ui {

/// Several results from different random starts side by side, and where they differ. It knows no run; its
/// flow does.
class GalleryWindow : public QWidget {
    Q_OBJECT

  public:
    // In place of a result's index.
    static constexpr int kSpread = -1;
    static constexpr int kNothing = -2;

    explicit GalleryWindow(QWidget* parent = nullptr);

    int count() const;
    void clear();
    void addResult(const QImage& picture, const QString& name);
    /// `white` and `mean` in 8-bit levels.
    void setSpread(const QImage& picture, double white, double mean);
    /// `made` of `wanted` are there; wanted 0: nothing is under way.
    void setProgress(int made, int wanted);
    /// A result's index, kSpread or kNothing.
    int chosen() const;

  Q_SIGNALS:
    void makeWanted(int count);
    void stopWanted();
    /// Look at it.
    void chosenChanged(int index);
    void keepWanted(int index);
    void closed();

  protected:
    void closeEvent(QCloseEvent* event) override;

  private:
    void add(const QImage& picture, const QString& name, int index);
    void showButtons();

    QSpinBox* mCount;
    QPushButton* mMake;
    QListWidget* mList;
    QLabel* mWords;
    QPushButton* mKeep;
    bool mRunning = false;
};

}  // namespace lacuna::ui
