// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/model_catalog.h"
#include "ui/base/local_files.h"
#include "ui/canvas/canvas_view.h"
#include "ui/flows/file_flow.h"
#include "ui/flows/model_flow.h"
#include "ui/flows/run_flow.h"
#include "ui/main_window/main_window.h"
#include "ui/start/start_page.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QCoreApplication>
#include <QDragEnterEvent>
#include <QFocusEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMimeData>

namespace lacuna::ui {

namespace {

/// The path of the dragged model; empty: none.
QString modelIn(const QMimeData& data) {
    for (const QString& path : localFiles(data))
        if (isNamedAsModel(path.toStdString())) return path;
    return {};
}

}  // namespace

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    // What is dragged out of this window is open already.
    if (event->source() || !FileFlow::canOpen(*event->mimeData())) return;
    event->acceptProposedAction();
    mStart->setDropActive(true);
}

void MainWindow::dragLeaveEvent(QDragLeaveEvent*) {
    mStart->setDropActive(false);
}

void MainWindow::dropEvent(QDropEvent* event) {
    mStart->setDropActive(false);
    event->acceptProposedAction();
    const QString model = modelIn(*event->mimeData());
    if (model.isEmpty())
        mFileFlow->openMime(*event->mimeData());
    else
        mModelFlow->use(model);
}

void MainWindow::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) {
        mRunFlow->clearTrial();
        setFullScreen(false);
    }
    QMainWindow::keyPressEvent(event);
}

/// Space pans while the pointer is over the photograph, even if a click has left the focus on a control
/// elsewhere. If the focus got there by the keyboard, Space belongs to the control.
bool MainWindow::pansWithSpace(const QWidget& widget, const QKeyEvent& key) const {
    return key.key() == Qt::Key_Space && key.modifiers() == Qt::NoModifier && !mFocusByKeyboard &&
           mCanvas->underMouse() && &widget != mCanvas && &widget == focusWidget() &&
           !qobject_cast<const QAbstractSpinBox*>(&widget);
}

/// Enter presses the button that has the focus, as it does in dialogs. In a number's field it ends the
/// typing: the keys belong to the photograph again.
bool MainWindow::takesEnter(QWidget& widget, const QKeyEvent& key) {
    const bool enter = key.key() == Qt::Key_Return || key.key() == Qt::Key_Enter;
    if (!enter || key.isAutoRepeat() || (key.modifiers() & ~Qt::KeypadModifier) || widget.window() != this)
        return false;
    if (auto* button = qobject_cast<QAbstractButton*>(&widget); button && button->isEnabled()) {
        button->click();
        return true;
    }
    if (document() && qobject_cast<QAbstractSpinBox*>(&widget)) {
        // Later, because the field needs the key first.
        QMetaObject::invokeMethod(
            mCanvas, [this] { mCanvas->setFocus(); }, Qt::QueuedConnection);
    }
    return false;
}

/// O shows the original wherever the focus is, except in text fields. Lists and combo boxes would use the
/// letter for a search.
bool MainWindow::eventFilter(QObject* watched, QEvent* event) {
    const bool press = event->type() == QEvent::KeyPress;
    if (event->type() == QEvent::FocusIn) {
        const Qt::FocusReason reason = static_cast<QFocusEvent*>(event)->reason();
        if (reason == Qt::MouseFocusReason) mFocusByKeyboard = false;
        if (reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason ||
            reason == Qt::ShortcutFocusReason)
            mFocusByKeyboard = true;
    }
    if (event->type() == QEvent::WindowDeactivate && watched == this) mCanvas->holdOriginal(false);
    if (!press && event->type() != QEvent::KeyRelease) return QMainWindow::eventFilter(watched, event);
    const auto* key = static_cast<const QKeyEvent*>(event);
    auto* widget = qobject_cast<QWidget*>(watched);
    if (press && widget && takesEnter(*widget, *key)) return true;
    if (press && widget && !qobject_cast<const QLineEdit*>(widget) && pansWithSpace(*widget, *key)) {
        mCanvas->setFocus();
        QCoreApplication::sendEvent(mCanvas, event);
        return true;
    }
    if (key->key() != Qt::Key_O || !widget || widget->window() != this ||
        qobject_cast<const QLineEdit*>(widget))
        return QMainWindow::eventFilter(watched, event);
    if (press && key->modifiers() != Qt::NoModifier) return QMainWindow::eventFilter(watched, event);
    if (!key->isAutoRepeat()) mCanvas->holdOriginal(press);
    return true;
}

}  // namespace lacuna::ui
