// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/error_text.h"
#include "ui/flows/queue_store.h"
#include "ui/panels/queue_window.h"
#include "ui/services/file_service.h"
#include "ui/services/restoration_controller.h"

#include <QElapsedTimer>
#include <QObject>
#include <QStringList>

#include <functional>
#include <memory>
#include <vector>

namespace lacuna::ui {

class Documents;

/// Restores many photographs one after the other: each is opened, marked if the task needs that, restored and
/// saved under a name of its own. A photograph that fails is told of in the list, and the queue goes on.
class QueueFlow : public QObject {
    Q_OBJECT

  public:
    struct Parts {
        QWidget& window;
        Runs& runs;
        FileService& files;
        RestorationController& controller;
        Documents& documents;
    };

    explicit QueueFlow(const Parts& parts, QObject* parent = nullptr);
    ~QueueFlow() override;

    void open();
    /// Brings back what an earlier run of the program left waiting, and from then on keeps the queue in the
    /// user's data folder. To be called once.
    void recover();
    /// Adds photographs and, with what is in them, folders, which are looked through beside the GUI.
    void add(const QStringList& paths);
    /// Adds the open photographs that have a file, with their masks and settings.
    void addOpen();
    void start();
    void setPaused(bool paused);
    /// The photograph that is being restored waits again.
    void stop();
    /// Masks come from this folder, each by the name of its photograph.
    void setMaskFolder(const QString& folder);
    bool isRunning() const { return mRunning; }
    /// How many haven't had their turn.
    int waiting() const;
    QueueWindow* queueWindow() const { return mWindow; }

  Q_SIGNALS:
    /// A result to look at, which is in no file yet. The receiver owns the document.
    void restored(lacuna::ui::ImageDocument* document);
    void openWanted(const QString& path);
    void fileWritten(const QString& path);
    void runningChanged(bool running);
    /// All have had their turn.
    void finished(int done, int failed);
    /// So many photographs still wait from an earlier run of the program.
    void recovered(int waiting);
    /// What an earlier run of the program kept can't be read, and was set aside.
    void notRecovered(const lacuna::ui::Failure& failure);

  private:
    enum class State { Waiting, Working, Done, Failed };
    struct Item {
        int number = 0;
        QString path;
        RestorationSettings settings;
        MaskLayer mask;  ///< null: as the queue says
        State state = State::Waiting;
        QString output;  ///< the result's file; empty: none
        QString words;   ///< what became of it; empty while it waits
    };
    using ItemPtr = std::shared_ptr<Item>;

    void add(const QString& path, const RestorationSettings& settings, const MaskLayer& mask);
    void add(const ItemPtr& item);
    void addAll(const QStringList& paths, const RestorationSettings& settings);
    void bringBack(const StoredQueue& queue);
    /// Keeps the queue as it stands at the end of this turn of the event loop.
    void keep();
    StoredQueue snapshot() const;
    RestorationSettings currentSettings() const;
    void remove(const QList<int>& numbers);
    void useCurrentSettings(const QList<int>& numbers);
    void chooseFiles();
    void chooseMasks(QueueMasks masks);
    void chooseResults(QueueResults results);
    void reorder();
    void look(int number);
    ItemPtr find(int number) const;

    void next();
    void openPhoto(const ItemPtr& item);
    void markPhoto(const ItemPtr& item);
    void restore(const ItemPtr& item, const MaskLayer& mask);
    void keep(const ItemPtr& item, const ResultPtr& result);
    void save(const ItemPtr& item, const ResultPtr& result);
    void end(const ItemPtr& item, State state, const QString& words);
    /// What to do if a step fails or is cancelled.
    template <typename T>
    void endUnlessDone(const RunOf<T>& run, const ItemPtr& item, Attempt attempt);
    /// A name that no file has.
    QString targetOf(const Item& item) const;
    void tell(const Item& item, const QString& words);
    void tellWaiting(const Item& item);
    /// How far the restoration in progress is.
    void tellWorking();
    void summarise();
    void setRunning(bool running);

    Parts mParts;
    QueueWindow* mWindow;
    std::shared_ptr<QueueStore> mStore;  ///< null: the queue isn't kept
    bool mKeeps = false;                 ///< keep() will be done
    std::vector<ItemPtr> mItems;
    int mLastNumber = 0;
    QueueMasks mMasks = QueueMasks::Found;
    QueueResults mResults = QueueResults::Beside;
    QString mMaskFolder;
    QString mResultFolder;
    bool mRunning = false;
    bool mPaused = false;
    // The photograph that is being worked on.
    ItemPtr mItem;
    int mPercent = -1;  ///< of its restoration; −1: not known yet
    std::unique_ptr<ImageDocument> mDocument;
    RunPtr mStep;
    RestorationPtr mRestoration;
    QElapsedTimer mSince;
    double mSeconds = 0;  ///< that the photographs restored so far took
    int mTimed = 0;       ///< their number
};

}  // namespace lacuna::ui
