// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/start/sample_catalog.h"

#include <QHash>
#include <QImage>
#include <QWidget>

class QHBoxLayout;

namespace lacuna::ui {

class DropArea;
class PictureCard;
class QuietLabel;
class RecentFiles;

/// The page before a photograph is open: samples to try, a place to drop a file, and the recent files.
class StartPage : public QWidget {
    Q_OBJECT

  public:
    explicit StartPage(RecentFiles& recent, QWidget* parent = nullptr);

    void setThumbnail(const QString& path, const QImage& picture);
    /// Whether a file is dragged over the window.
    void setDropActive(bool active);
    /// A sentence on this computer's speed; empty: not known yet.
    void setComputer(const QString& sentence);

  Q_SIGNALS:
    void openDialogRequested();
    void openRequested(const lacuna::ui::OpenRequest& request);
    void thumbnailWanted(const QString& path);

  protected:
    void showEvent(QShowEvent* event) override;

  private:
    QWidget* makeSamples();
    void rebuildRecent();
    void askForThumbnails();

    RecentFiles& mRecent;
    QWidget* mRecentArea;
    QHBoxLayout* mRecentRow;
    QuietLabel* mComputer = nullptr;
    DropArea* mDropArea = nullptr;
    QHash<QString, PictureCard*> mCards;
    bool mAsked = false;
};

}  // namespace lacuna::ui
