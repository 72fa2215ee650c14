// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/document_tabs.h"

#include "ui/base/icons.h"
#include "ui/flows/documents.h"

#include <QSignalBlocker>
#include <QToolButton>

namespace lacuna::ui {

DocumentTabs::DocumentTabs(Documents& documents, QWidget* parent) : QTabBar(parent), mDocuments(documents) {
    setAccessibleName(tr("Open photographs"));
    setAutoHide(true);
    setDocumentMode(true);
    setDrawBase(false);
    setExpanding(false);
    setElideMode(Qt::ElideMiddle);
    setFocusPolicy(Qt::TabFocus);
    connect(&documents, &Documents::added, this, &DocumentTabs::add);
    connect(&documents, &Documents::currentChanged, this, [this](ImageDocument* now) {
        if (now) setCurrentIndex(mDocuments.indexOf(now));
    });
    connect(&documents, &Documents::closed, this, [this](ImageDocument* document) {
        for (int i = 0; i < count(); ++i) {
            if (tabData(i).value<void*>() != document) continue;
            const QSignalBlocker quiet(this);  // its neighbour is shown already
            removeTab(i);
            break;
        }
        if (ImageDocument* now = mDocuments.current()) setCurrentIndex(mDocuments.indexOf(now));
    });
    connect(this, &QTabBar::currentChanged, this, [this](int index) {
        // The first tab becomes the current one before its photograph does.
        if (index >= 0 && index < mDocuments.count() && mDocuments.current())
            mDocuments.show(mDocuments.at(index));
    });
}

QToolButton* DocumentTabs::makeCloseButton(ImageDocument* document) {
    auto* button = new QToolButton(this);
    button->setIcon(themedIcon(QStringLiteral("close")));
    button->setIconSize(QSize(16, 16));
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::NoFocus);  // Ctrl+W does it
    button->setAccessibleName(tr("Close “%1”").arg(document->source().title));
    button->setToolTip(button->accessibleName());
    connect(button, &QToolButton::clicked, document, [this, document] { Q_EMIT closeWanted(document); });
    return button;
}

void DocumentTabs::add(ImageDocument* document) {
    {
        const QSignalBlocker quiet(this);
        const int index = addTab(QString());
        setTabData(index, QVariant::fromValue<void*>(document));
        setTabButton(index, RightSide, makeCloseButton(document));
    }
    name(document);
    connect(document, &ImageDocument::savedChanged, this, [this, document] { name(document); });
    connect(document, &ImageDocument::resultsChanged, this, [this, document] { name(document); });
    connect(document, &ImageDocument::maskChanged, this, [this, document] { name(document); });
    connect(document, &ImageDocument::settingsChanged, this, [this, document] { name(document); });
}

void DocumentTabs::name(ImageDocument* document) {
    const int index = mDocuments.indexOf(document);
    if (index < 0) return;
    const LoadedPhoto& source = document->source();
    QString text = source.title;
    text.replace(QLatin1Char('&'), QLatin1String("&&"));
    if (document->unsaved().any()) text += QLatin1Char('*');
    if (text == tabText(index)) return;
    setTabText(index, text);
    setTabToolTip(index, source.path.isEmpty() ? source.title : source.path);
}

}  // namespace lacuna::ui
