// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>
#include <QTemporaryDir>

#include <memory>

class QMimeData;

namespace lacuna::ui {

class FileService;
class ImageDocument;

/// Dragging results out of the list to a file manager or to another program. The files that are dropped
/// somewhere lie in a folder of this process that goes with it, for whoever gets them copies them.
class DragFlow : public QObject {
    Q_OBJECT

  public:
    explicit DragFlow(FileService& files, QObject* parent = nullptr);
    ~DragFlow() override;

    void setDocument(ImageDocument* document);
    /// What a drag of that result carries, or of the photograph (ImageDocument::kOriginal): for one that has
    /// a file, that file. Null: there is nothing to be carried. The caller owns it.
    std::unique_ptr<QMimeData> mimeFor(int index);

  public Q_SLOTS:
    /// Begins a drag, and returns when it is over.
    void drag(int index);

  private:
    FileService& mFiles;
    QPointer<ImageDocument> mDocument;
    std::unique_ptr<QTemporaryDir> mFolder;  ///< null until it is needed
    int mDrags = 0;                          ///< each has a folder of its own, so that names needn't differ
};

}  // namespace lacuna::ui
