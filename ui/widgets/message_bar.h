// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QString>

#include <functional>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QToolButton;

namespace lacuna::ui {

/// What a message says: what happened, what was kept and what to do; details for those who ask.
struct Message {
    enum class Kind { Information, Warning };
    Kind kind = Kind::Information;
    QString headline;
    QString text;
    QString details;                    ///< untranslated; empty: none
    QString actionText = {};            ///< of a button; empty: none
    std::function<void()> action = {};  ///< what it does; the message goes first
};

/// A message above the photograph that stops nobody from working. It stays until it is closed or replaced.
class MessageBar : public QFrame {
    Q_OBJECT

  public:
    explicit MessageBar(QWidget* parent = nullptr);

    void show(const Message& message);
    const Message& message() const { return mMessage; }

  protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

  private:
    Message mMessage;
    QLabel* mIcon;
    QLabel* mHeadline;
    QLabel* mText;
    QPushButton* mActionButton;
    QPushButton* mDetailsButton;
    QPushButton* mCopyButton;
    QPlainTextEdit* mDetails;
};

}  // namespace lacuna::ui
