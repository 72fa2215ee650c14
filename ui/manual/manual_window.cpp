// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/manual/manual_window.h"

#include "ui/base/icons.h"
#include "ui/base/language.h"
#include "ui/base/quiet_label.h"
#include "ui/base/screen_room.h"
#include "ui/manual/keyboard_table.h"

#include <QFile>
#include <QHBoxLayout>
#include <QImage>
#include <QKeyEvent>
#include <QKeySequence>
#include <QLineEdit>
#include <QShortcut>
#include <QTextBrowser>
#include <QTextCursor>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

namespace lacuna::ui {

namespace {

const QString kFolder = QStringLiteral(":/manual/");
const QString kKeyboard = QStringLiteral("<!--keyboard-->");
const QString kStyle = QStringLiteral(
    "p, li { line-height: 130% } p, li, h2, div { margin-top: 12px } th { padding-top: 14px }");
constexpr QSize kSize(820, 720);
constexpr int kPictureWidth = 720;  ///< of the widest, as the pages say
constexpr double kMargin = 36;
constexpr double kReading = 1.1;  ///< text that is read at length

/// The page is set as text, so its pictures are looked up here, as sharp as the screen can show them.
class Page : public QTextBrowser {
  public:
    using QTextBrowser::QTextBrowser;
    QVariant loadResource(int type, const QUrl& name) override {
        QImage picture(kFolder + name.path());
        if (type != QTextDocument::ImageResource || picture.isNull()) return {};
        const int shown = int(kPictureWidth * devicePixelRatioF());
        if (picture.width() > shown) picture = picture.scaledToWidth(shown, Qt::SmoothTransformation);
        return picture;
    }
};

QString textOf(const QString& language, const QMenuBar& menus) {
    QFile file(kFolder + language + QStringLiteral(".html"));
    if (!file.open(QIODevice::ReadOnly)) return {};
    return QString::fromUtf8(file.readAll()).replace(kKeyboard, keyboardTable(menus));
}

}  // namespace

ManualWindow::ManualWindow(const QMenuBar& menus, QWidget* parent)
    : QWidget(parent, Qt::Window),
      mPage(new Page(this)),
      mSearchBar(new QWidget(this)),
      mField(new QLineEdit(this)),
      mMissing(new QuietLabel(tr("Not found"), this)) {
    setWindowTitle(tr("Manual"));
    resize(withinScreen(*this, kSize));
    mPage->setFrameShape(QFrame::NoFrame);
    mPage->setAccessibleName(tr("Manual"));
    mPage->setOpenLinks(false);
    QFont larger = font();
    larger.setPointSizeF(larger.pointSizeF() * kReading);
    mPage->setFont(larger);
    mPage->document()->setDocumentMargin(kMargin);
    mPage->document()->setDefaultStyleSheet(kStyle);
    mPage->setHtml(textOf(loadedLanguage(), menus));
    connect(mPage, &QTextBrowser::anchorClicked, mPage,
            [this](const QUrl& link) { mPage->scrollToAnchor(link.fragment()); });
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(mPage, 1);
    column->addWidget(makeSearchBar());
    const auto shortcut = [this](const QKeySequence& key, auto action) {
        connect(new QShortcut(key, this), &QShortcut::activated, this, action);
    };
    shortcut(QKeySequence::Find, &ManualWindow::beginSearch);
    shortcut(QKeySequence::FindNext, [this] { find(false, false); });
    shortcut(QKeySequence::FindPrevious, [this] { find(true, false); });
    shortcut(QKeySequence::Close, &QWidget::close);
    mPage->setFocus();
}

QWidget* ManualWindow::makeSearchBar() {
    mField->setPlaceholderText(tr("Find in the manual"));
    mField->setAccessibleName(tr("Find in the manual"));
    mField->setClearButtonEnabled(true);
    mMissing->hide();
    auto* row = new QHBoxLayout(mSearchBar);
    row->setContentsMargins(12, 6, 12, 6);
    row->setSpacing(8);
    row->addWidget(mField, 1);
    row->addWidget(mMissing);
    const auto button = [this, row](const QString& name, const char* icon, auto action) {
        auto* made = new QToolButton(mSearchBar);
        if (icon)
            made->setIcon(themedIcon(QLatin1String(icon)));
        else
            made->setText(name);
        made->setAccessibleName(name);
        made->setToolTip(name);
        made->setAutoRaise(true);
        connect(made, &QToolButton::clicked, this, action);
        row->addWidget(made);
    };
    button(tr("Previous"), nullptr, [this] { find(true, false); });
    button(tr("Next"), nullptr, [this] { find(false, false); });
    button(tr("Close search"), "close", [this] { endSearch(); });
    connect(mField, &QLineEdit::textChanged, this, [this] { find(false, true); });
    connect(mField, &QLineEdit::returnPressed, this, [this] { find(false, false); });
    mSearchBar->hide();
    return mSearchBar;
}

void ManualWindow::beginSearch() {
    mSearchBar->show();
    mField->setFocus();
    mField->selectAll();
}

void ManualWindow::endSearch() {
    mSearchBar->hide();
    mPage->setFocus();
}

/// Finds the next match, or wraps around if there is none. `fromHere`: the current match counts, too.
void ManualWindow::find(bool backward, bool fromHere) {
    const QString words = mField->text();
    const auto direction = backward ? QTextDocument::FindBackward : QTextDocument::FindFlags();
    QTextCursor from = mPage->textCursor();
    if (fromHere) from.setPosition(from.selectionStart());
    mPage->setTextCursor(from);
    mFound = !words.isEmpty() && mPage->find(words, direction);
    if (!mFound && !words.isEmpty()) {
        mPage->moveCursor(backward ? QTextCursor::End : QTextCursor::Start);
        mFound = mPage->find(words, direction);
    }
    mMissing->setVisible(!mFound && !words.isEmpty());
}

void ManualWindow::keyPressEvent(QKeyEvent* event) {
    if (event->key() != Qt::Key_Escape) return QWidget::keyPressEvent(event);
    if (mSearchBar->isVisible()) {
        endSearch();
    } else {
        close();
    }
}

void showManual(QWidget& window, const QMenuBar& menus) {
    auto* manual = window.findChild<ManualWindow*>();
    if (!manual) manual = new ManualWindow(menus, &window);
    manual->show();
    manual->raise();
    manual->activateWindow();
}

}  // namespace lacuna::ui
