// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QWidget>

class QLabel;
class QListWidget;
class QPushButton;
class QSpinBox;

namespace lacuna::ui {

/// Results from different random starts side by side, and a map of where they differ. Runs are handled by
/// GalleryFlow.
class GalleryWindow : public QWidget {
    Q_OBJECT

  public:
    // Used in place of a result's index.
    static constexpr int kSpread = -1;
    static constexpr int kNothing = -2;

    explicit GalleryWindow(QWidget* parent = nullptr);

    int count() const;
    void clear();
    void addResult(const QImage& picture, const QString& name);
    /// `white` and `mean` in 8-bit levels.
    void setSpread(const QImage& picture, double white, double mean);
    /// `made` of `wanted` results are finished; wanted 0: no round is in progress.
    void setProgress(int made, int wanted);
    /// A result's index, kSpread or kNothing.
    int chosen() const;

  Q_SIGNALS:
    void makeWanted(int count);
    void stopWanted();
    /// The user wants to see this picture.
    void chosenChanged(int index);
    void keepWanted(int index);
    void closed();

  protected:
    void keyPressEvent(QKeyEvent* event) override;
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
