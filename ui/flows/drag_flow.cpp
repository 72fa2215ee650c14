// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flows/drag_flow.h"

#include "ui/document/image_document.h"
#include "ui/services/result_drag.h"

#include <QDir>
#include <QDrag>
#include <QFileInfo>
#include <QMimeData>
#include <QPixmap>
#include <QUrl>

#include <utility>

namespace lacuna::ui {

namespace {

constexpr int kSide = 96;  ///< logical pixels of the picture at the pointer

QPixmap smallPicture(const DisplayImage& display) {
    const QSize size = display.size().scaled(kSide, kSide, Qt::KeepAspectRatio).expandedTo(QSize(1, 1));
    const QImage level = display.level(display.levelFor(double(size.width()) / display.size().width()));
    return QPixmap::fromImage(level.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
}

}  // namespace

DragFlow::DragFlow(FileService& files, QObject* parent) : QObject(parent), mFiles(files) {}

DragFlow::~DragFlow() = default;

void DragFlow::setDocument(ImageDocument* document) {
    mDocument = document;
}

std::unique_ptr<QMimeData> DragFlow::mimeFor(int index) {
    if (!mDocument || index >= int(mDocument->results().size())) return nullptr;
    const LoadedPhoto& source = mDocument->source();
    if (index == ImageDocument::kOriginal && QFileInfo::exists(source.path)) {
        auto mime = std::make_unique<QMimeData>();
        mime->setUrls({QUrl::fromLocalFile(source.path)});
        return mime;
    }
    if (!mFolder) mFolder = std::make_unique<QTemporaryDir>();
    const QString folder = QString::number(++mDrags);
    if (!mFolder->isValid() || !QDir(mFolder->path()).mkdir(folder)) return nullptr;
    QString name = mDocument->suggestedPath();
    ResultPtr result;
    if (index == ImageDocument::kOriginal) {
        result = mDocument->photographAsResult();
        name = mDocument->suggestedStem() + QLatin1Char('.') + QFileInfo(name).suffix();
    } else {
        result = mDocument->results()[std::size_t(index)];
    }
    return std::make_unique<ResultMime>(mFiles, result, source, name, mFolder->filePath(folder));
}

void DragFlow::drag(int index) {
    std::unique_ptr<QMimeData> mime = mimeFor(index);
    if (!mime) return;
    const DisplayImage picture = index == ImageDocument::kOriginal
                                     ? mDocument->source().display
                                     : mDocument->results()[std::size_t(index)]->display;
    auto* drag = new QDrag(this);  // deletes itself
    drag->setMimeData(mime.release());
    drag->setPixmap(smallPicture(picture));
    drag->exec(Qt::CopyAction);
}

}  // namespace lacuna::ui
