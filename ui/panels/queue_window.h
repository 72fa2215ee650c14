// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QStringList>
#include <QWidget>

class QComboBox;
class QLabel;
class QListWidget;
class QListWidgetItem;
class QPushButton;

namespace lacuna::ui {

/// Where the queue takes the masks of photographs from that have none.
enum class QueueMasks { Found, Folder };
/// Where the queue's results go.
enum class QueueResults { Beside, Folder, Tabs };

/// The photographs of the queue with the state of each. They are restored by QueueFlow, which knows each by a
/// number.
class QueueWindow : public QWidget {
    Q_OBJECT

  public:
    explicit QueueWindow(QWidget* parent = nullptr);

    void add(int number, const QString& title);
    void remove(int number);
    void setPicture(int number, const QImage& picture);
    /// `words`: what happens with it, one line.
    void setState(int number, const QString& words);
    /// From the first on.
    QList<int> order() const;
    QList<int> selected() const;

    void setRunning(bool running, bool paused);
    /// What is done, and how long the rest takes.
    void setSummary(const QString& words);
    /// An empty folder: none was chosen.
    void setMasks(QueueMasks masks, const QString& folder);
    void setResults(QueueResults results, const QString& folder);

  Q_SIGNALS:
    void addFilesWanted();
    void addOpenWanted();
    void dropped(const QStringList& paths);
    void removeWanted(const QList<int>& numbers);
    /// These should be restored with the settings of the photograph shown.
    void settingsWanted(const QList<int>& numbers);
    void masksWanted(lacuna::ui::QueueMasks masks);
    void resultsWanted(lacuna::ui::QueueResults results);
    void startWanted();
    void pauseWanted(bool paused);
    void stopWanted();
    void openWanted(int number);
    /// The user has dragged or moved photographs.
    void orderChanged();

  protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

  private:
    QListWidgetItem* find(int number) const;
    void move(int rows);
    void showButtons();

    QListWidget* mList;
    QPushButton* mRemove;
    QPushButton* mUp;
    QPushButton* mDown;
    QPushButton* mSettings;
    QComboBox* mMasks;
    QComboBox* mResults;
    QLabel* mSummary;
    QPushButton* mStart;
    QPushButton* mStop;
    bool mRunning = false;
    bool mPaused = false;
};

}  // namespace lacuna::ui
