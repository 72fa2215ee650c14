// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/document_tabs.h"

#include "ui/flows/documents.h"

#include <QSignalBlocker>
#include <QWidget>

namespace lacuna::ui {

DocumentTabs::DocumentTabs(Documents& documents, QWidget* parent) : QTabBar(parent), mDocuments(documents) {
    setAccessibleName(tr("Open photographs"));
    setAutoHide(true);
    setDocumentMode(true);
    setDrawBase(false);
    setExpanding(false);
    setElideMode(Qt::ElideMiddle);
    setTabsClosable(true);
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
    connect(this, &QTabBar::tabCloseRequested, this,
            [this](int index) { Q_EMIT closeWanted(mDocuments.at(index)); });
}

void DocumentTabs::add(ImageDocument* document) {
    {
        const QSignalBlocker quiet(this);
        setTabData(addTab(QString()), QVariant::fromValue<void*>(document));
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
    for (const ButtonPosition side : {LeftSide, RightSide})
        if (QWidget* close = tabButton(index, side))
            close->setAccessibleName(tr("Close “%1”").arg(source.title));
    setTabToolTip(index, source.path.isEmpty() ? source.title : source.path);
}

}  // namespace lacuna::ui
