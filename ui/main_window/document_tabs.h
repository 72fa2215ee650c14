// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTabBar>

class QToolButton;

namespace lacuna::ui {

class Documents;
class ImageDocument;

/// One tab for each open photograph; hidden while there is only one.
class DocumentTabs : public QTabBar {
    Q_OBJECT

  public:
    explicit DocumentTabs(Documents& documents, QWidget* parent = nullptr);

  Q_SIGNALS:
    void closeWanted(lacuna::ui::ImageDocument* document);

  private:
    void add(ImageDocument* document);
    QToolButton* makeCloseButton(ImageDocument* document);
    void name(ImageDocument* document);

    Documents& mDocuments;
};

}  // namespace lacuna::ui
