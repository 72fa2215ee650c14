// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/task_panel.h"

#include "core/operators/task.h"
#include "ui/base/fold_section.h"
#include "ui/base/format_time.h"
#include "ui/base/hairline.h"
#include "ui/base/icons.h"
#include "ui/base/primary_button.h"
#include "ui/document/change_settings_command.h"
#include "ui/document/image_document.h"
#include "ui/panels/advanced_panel.h"
#include "ui/panels/class_row.h"
#include "ui/panels/fill_page.h"
#include "ui/panels/kernel_page.h"
#include "ui/panels/noise_row.h"
#include "ui/panels/preset_row.h"
#include "ui/panels/scale_page.h"
#include "ui/panels/start_row.h"

#include <QAbstractSpinBox>
#include <QAction>
#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSlider>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace lacuna::ui {

namespace {

constexpr int kMargin = 12;
constexpr int kNameMargin = 10;  ///< of a task's name in its button, both sides

QString withKey(const QString& hint, const QString& key) {
    return key.isEmpty() ? hint : QStringLiteral("%1 (%2)").arg(hint, key);
}

}  // namespace

TaskPanel::TaskPanel(const MaskPage::MaskActions& maskActions, QAction* tryRegion, QWidget* parent)
    : QWidget(parent),
      mTasks(new QButtonGroup(this)),
      mMaskPage(new MaskPage(maskActions, this)),
      mFillPage(new FillPage(this)),
      mKernelPage(new KernelPage(this)),
      mScalePage(new ScalePage(this)),
      mMaskHint(makeQuietLabel(tr("Marked areas are treated as missing and filled in, too."), this)),
      mPart(new QCheckBox(tr("Only &what is marked"), this)),
      mStart(new StartRow(this)),
      mNew(new QPushButton(tr("As a new result"), this)),
      mNoise(new NoiseRow(this)),
      mPreset(new PresetRow(this)),
      mClass(new ClassRow(this)),
      mAdvanced(new AdvancedPanel(this)),
      mRun(new PrimaryButton(this)) {
    setAccessibleName(tr("Task"));
    auto* content = new QWidget(this);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    column->setSpacing(16);
    column->addWidget(makeTaskChooser());
    column->addWidget(mMaskPage);
    column->addWidget(mFillPage);
    column->addWidget(mKernelPage);
    column->addWidget(mScalePage);
    column->addWidget(mPart);
    column->addWidget(mMaskHint);
    column->addWidget(mNoise);
    column->addWidget(mPreset);
    column->addWidget(mClass);
    auto* advanced = new FoldSection(tr("&Advanced"), QStringLiteral("advanced"), mAdvanced, content);
    column->addWidget(advanced);
    column->addStretch(1);
    auto* scroll = new QScrollArea(this);
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setMinimumWidth(content->minimumSizeHint().width() +
                            scroll->verticalScrollBar()->sizeHint().width());
    // Scrolls an unfolded section into view once its size is known.
    connect(advanced, &FoldSection::toggled, scroll, [scroll, advanced](bool open) {
        if (open)
            QTimer::singleShot(0, scroll,
                               [scroll, advanced] { scroll->ensureWidgetVisible(advanced, 0, 0); });
    });

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(scroll, 1);
    layout->addWidget(new Hairline(this));
    auto* trial = new QToolButton(this);
    trial->setDefaultAction(tryRegion);
    trial->setIconSize(QSize(20, 20));
    trial->setAccessibleName(tryRegion->text().remove(QLatin1Char('&')));
    trial->setFocusPolicy(Qt::TabFocus);
    trial->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    auto* start = new QHBoxLayout;
    start->setContentsMargins(kMargin, kMargin - 4, kMargin, 0);
    start->addWidget(mStart);
    layout->addLayout(start);
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(kMargin - 2, 6, kMargin - 2, 4);
    foot->setSpacing(4);
    foot->addWidget(mRun, 1);
    foot->addWidget(mNew);
    foot->addWidget(trial);
    layout->addLayout(foot);

    for (SettingsPanel* part : parts())
        connect(part, &SettingsPanel::edited, this, &TaskPanel::apply);
    connect(mKernelPage, &KernelPage::fileWanted, this, &TaskPanel::kernelFileWanted);
    connect(mKernelPage, &KernelPage::pictureWanted, this, &TaskPanel::kernelPictureWanted);
    connect(mNoise, &NoiseRow::measureWanted, this, &TaskPanel::noiseMeasureWanted);
    connect(mAdvanced, &AdvancedPanel::modelWanted, this, &TaskPanel::modelWanted);
    connect(mAdvanced, &AdvancedPanel::modelListWanted, this, &TaskPanel::modelListWanted);
    mPart->setToolTip(tr("Unmarked pixels stay exactly as they are."));
    connect(mPart, &QCheckBox::clicked, this, [this](bool on) {
        if (!mDocument) return;
        RestorationSettings settings = mDocument->settings();
        settings.onlyMarked = on;
        apply(settings, tr("Only what is marked"), Control::None);
    });
    mNew->setToolTip(tr("Keep the result whose settings were changed, and make another one with these"));
    mNew->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    connect(mNew, &QPushButton::clicked, this, &TaskPanel::newRequested);
    connect(mRun, &QPushButton::clicked, this, [this] {
        if (mState == RestorationController::State::Running) {
            Q_EMIT stopRequested();
        } else {
            Q_EMIT runRequested();
        }
    });
    guardFromTheWheel();
    showButton();
}

std::array<SettingsPanel*, 8> TaskPanel::parts() const {
    return {mMaskPage, mFillPage, mKernelPage, mScalePage, mNoise, mPreset, mClass, mAdvanced};
}

/// The wheel scrolls the panel. It changes a number only if that control has the focus.
void TaskPanel::guardFromTheWheel() {
    const auto guard = [this](QWidget* control) {
        control->setFocusPolicy(Qt::StrongFocus);
        control->installEventFilter(this);
    };
    for (QWidget* control : findChildren<QAbstractSpinBox*>())
        guard(control);
    for (QWidget* control : findChildren<QSlider*>())
        guard(control);
    for (QWidget* control : findChildren<QComboBox*>())
        guard(control);
}

bool TaskPanel::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Wheel && !static_cast<QWidget*>(watched)->hasFocus()) {
        event->ignore();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

QWidget* TaskPanel::makeTaskChooser() {
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    for (const TaskRow& task : taskRows()) {
        const QString name = taskName(task.task);
        const QString hint = QCoreApplication::translate("Task", task.hint);
        auto* button = new QToolButton(row);
        button->setText(name);
        button->setIcon(themedIcon(QLatin1String(task.name)));
        button->setIconSize(QSize(24, 24));
        button->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
        button->setCheckable(true);
        button->setFocusPolicy(Qt::StrongFocus);
        // As wide as the name requires in the current language.
        const int width = button->fontMetrics().horizontalAdvance(button->text()) + kNameMargin;
        button->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
        button->setMinimumSize(width, 56);
        button->setToolTip(hint);
        button->setAccessibleName(name);
        button->setAccessibleDescription(hint);
        mTasks->addButton(button, int(task.task));
        layout->addWidget(button, width);
    }
    connect(mTasks, &QButtonGroup::idClicked, this, [this](int task) {
        if (!mDocument) return;
        RestorationSettings settings = mDocument->settings();
        settings.task = Task(task);
        apply(settings, tr("Task"), Control::None);
    });
    return row;
}

void TaskPanel::setDocument(ImageDocument* document) {
    if (mDocument) mDocument->disconnect(this);
    mDocument = document;
    mStart->setDocument(document);
    setEnabled(document != nullptr);
    if (!document) return;
    connect(document, &ImageDocument::settingsChanged, this, &TaskPanel::showSettings);
    connect(document, &ImageDocument::maskChanged, this, &TaskPanel::showReadiness);
    connect(document, &ImageDocument::startChanged, this, &TaskPanel::showStart);
    showStart();
    showSettings();
}

void TaskPanel::showStart() {
    const ResultPtr start = mDocument->startsFrom();
    mScalePage->setPhotoSize(start ? start->display.size() : mDocument->size());
    showReadiness();
}

void TaskPanel::apply(const RestorationSettings& settings, const QString& what, Control control) {
    if (!mDocument || settings == mDocument->settings()) {
        showSettings();
        return;
    }
    mDocument->history().push(new ChangeSettingsCommand(*mDocument, what, settings, int(control)));
}

void TaskPanel::showSettings() {
    if (!mDocument) return;
    const RestorationSettings& settings = mDocument->settings();
    mTasks->button(int(settings.task))->setChecked(true);
    const TaskRow& row = taskRow(settings.task);
    mMaskPage->setVisible(settings.fillsHoles());
    mFillPage->setVisible(settings.fillsHoles());
    mKernelPage->setVisible(row.takesKernel);
    mScalePage->setVisible(row.takesScale);
    for (SettingsPanel* part : parts())
        part->setSettings(settings);
    showReadiness();
}

void TaskPanel::showReadiness() {
    if (!mDocument) return;
    const Task task = mDocument->settings().task;
    const bool marked = !mDocument->mask().isEmpty();
    mMaskPage->setMarked(marked);
    mPart->setVisible(taskRow(task).takesPart);
    mPart->setChecked(mDocument->settings().onlyMarked);
    mMaskHint->setText(
        mDocument->request().mask.isNull()
            ? tr("The picture that this run starts from has the marked areas filled in already.")
            : tr("Marked areas count as missing and are filled in, too."));
    mMaskHint->setVisible(marked && taskRow(task).mask == MaskUse::Unmeasured &&
                          !mDocument->settings().restoresPart());
    showButton();
}

void TaskPanel::setModels(const std::vector<InstalledModel>& models) {
    mAdvanced->setModels(models);
}

void TaskPanel::setModel(const InstalledModel& model) {
    mClass->setModel(model);
}

void TaskPanel::setDevices(const std::vector<DeviceInfo>& devices) {
    mAdvanced->setDevices(devices);
}

void TaskPanel::setKernelPicture(const QImage& picture) {
    mKernelPage->setPicture(picture);
}

void TaskPanel::setKernel(const KernelSpec& kernel) {
    if (!mDocument) return;
    RestorationSettings settings = mDocument->settings();
    takeKernel(settings.kernel, kernel);
    apply(settings, tr("Kind of blur"), Control::None);
}

void TaskPanel::setSettings(const RestorationSettings& settings, const QString& what) {
    apply(settings, what, Control::None);
}

void TaskPanel::setMeasuredNoise(const NoiseMeasurement& measured) {
    mNoise->setMeasured(measured);
}

void TaskPanel::setMeasuring(bool measuring) {
    mNoise->setMeasuring(measuring);
}

void TaskPanel::setRunState(RestorationController::State state) {
    mState = state;
    mSecondsLeft = -1;
    mShare = -1;
    mStage.clear();
    if (state == RestorationController::State::Idle) mLoaded = -1;
    showButton();
}

void TaskPanel::setStage(const QString& stage) {
    mStage = stage;
    mLoaded = -1;
    showButton();
}

void TaskPanel::setLoading(double share) {
    mLoaded = share;
    showButton();
}

void TaskPanel::setProgress(const Progress& progress) {
    mStage.clear();
    mLoaded = -1;
    mSecondsLeft = progress.secondsLeft;
    mShare = progress.totalEvaluations > 0 ? double(progress.evaluations) / progress.totalEvaluations : -1;
    showButton();
}

void TaskPanel::setKeys(const QKeySequence& restore, const QKeySequence& stop) {
    const QString restoreKey = restore.toString(QKeySequence::NativeText);
    const QString stopKey = stop.toString(QKeySequence::NativeText);
    if (restoreKey == mRestoreKey && stopKey == mStopKey) return;
    mRestoreKey = restoreKey;
    mStopKey = stopKey;
    showButton();
}

void TaskPanel::showButton() {
    using State = RestorationController::State;
    const ResultPtr changed = mDocument ? mDocument->changed() : nullptr;
    QString text = changed ? tr("Update") : tr("Restore");
    QString hint = withKey(changed ? tr("Make “%1” anew with these settings").arg(mDocument->nameOf(*changed))
                                   : tr("Restore the photograph"),
                           mRestoreKey);
    bool enabled = mDocument != nullptr;
    switch (mState) {
        case State::Idle:
            if (mDocument && mDocument->lacksMask()) {
                enabled = false;
                hint = tr("Paint over what should be restored first.");
            }
            break;
        case State::Running:
            hint = withKey(tr("Stop and keep the result so far"), mStopKey);
            if (mLoaded >= 0) {
                text = tr("Loading the model, %1 %").arg(std::lround(mLoaded * 100));
            } else if (mStage == QLatin1String("model")) {
                text = tr("Loading the model …");
            } else if (mShare < 0) {
                text = tr("Preparing …");
            } else if (mSecondsLeft >= 0) {
                text = tr("Stop  ·  %1").arg(formatSeconds(mSecondsLeft));
            } else {
                text = tr("Stop");
            }
            break;
        case State::Stopping:
            text = tr("Stopping …");
            enabled = false;
            break;
    }
    mNew->setVisible(changed && mState == State::Idle);
    mNew->setEnabled(enabled);
    mRun->setText(text);
    mRun->setToolTip(hint);
    mRun->setAccessibleName(text);
    mRun->setAccessibleDescription(hint);
    mRun->setEnabled(enabled);
    mRun->setProgress(mState == State::Idle ? -1 : std::max({0.0, mShare, mLoaded}));
}

}  // namespace lacuna::ui
