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

/// The text of a message: what happened, what was kept and what to do, with optional details.
struct Message {
    enum class Kind { Information, Warning };
    Kind kind = Kind::Information;
    QString headline;
    QString text;
    QString details;                    ///< untranslated; empty: none
    QString actionText = {};            ///< text of a button; empty: none
    std::function<void()> action = {};  ///< called by the button, after the message has closed
    QString otherText = {};             ///< of a second button, likewise
    std::function<void()> otherAction = {};
};

/// Shows a message above the photograph without interrupting work. It stays until it is closed or replaced.
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
    QPushButton* mOtherButton;
    QPushButton* mDetailsButton;
    QPushButton* mCopyButton;
    QPlainTextEdit* mDetails;
};

}  // namespace lacuna::ui
