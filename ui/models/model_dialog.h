// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/model_entry.h"

#include <QDialog>

class QLabel;
class QProgressBar;
class QPushButton;

namespace lacuna::ui {

class MessageBar;
class ModelLibrary;
class ModelList;

/// Shows the models and what can be done with each. Downloads and copies go on when it is closed.
class ModelDialog : public QDialog {
    Q_OBJECT

  public:
    explicit ModelDialog(ModelLibrary& library, QWidget* parent = nullptr);

    /// Whether there is a photograph to use a model for.
    void setCanUse(bool canUse);

    // For tests.
    ModelList* list() const { return mList; }
    MessageBar* messages() const { return mMessages; }
    QPushButton* fetchButton() const { return mFetch; }
    QPushButton* cancelButton() const { return mCancel; }
    QPushButton* useButton() const { return mUse; }
    QPushButton* removeButton() const { return mRemove; }
    QPushButton* importButton() const { return mImport; }

  Q_SIGNALS:
    /// A model is to be used for the photograph.
    void useWanted(const QString& name);
    /// A file is to be chosen and imported.
    void importWanted();

  protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

  private:
    void build();
    void connectLibrary();
    void showEntry();
    void showButtons();
    void showDownload(const ModelEntry& entry);
    void fetchOrPause();
    void cancelDownload();
    void askBeforeRemoving();
    void showImport(const QString& name, double share);

    ModelLibrary& mLibrary;
    MessageBar* mMessages;
    ModelList* mList;
    QLabel* mTitle;
    QLabel* mDescription;
    QLabel* mDetails;
    QLabel* mSource;
    QProgressBar* mProgress;
    QPushButton* mFetch;
    QPushButton* mCancel;
    QPushButton* mUse;
    QPushButton* mRemove;
    QPushButton* mImport;
    QPushButton* mStopImport;
    QLabel* mImporting;
    QProgressBar* mImportProgress;
    bool mCanUse = false;
};

}  // namespace lacuna::ui
