// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/advanced_panel.h"

#include "ui/models/catalog_text.h"
#include "ui/theme/icons.h"
#include "ui/widgets/slider_row.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QRandomGenerator>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolButton>

#include <algorithm>
#include <limits>
#include <utility>

namespace lacuna::ui {

template <typename Change>
void AdvancedPanel::customise(const QString& what, Control control, Change change) {
    mSettings.custom = mSettings.solver();
    mSettings.isCustom = true;
    change(mSettings.custom);
    Q_EMIT edited(mSettings, what, control);
}

AdvancedPanel::AdvancedPanel(QWidget* parent)
    : SettingsPanel(parent),
      mSteps(new QSpinBox(this)),
      mInner(new QSpinBox(this)),
      mPriorPull(new SliderRow(tr("Prior pull"), {0, 2, 100, 0.05, 2, 1}, QString(), this)),
      mEta(new SliderRow(tr("Fresh noise"), {0, 1, 1, 0.05, 2, 1}, QString(), this)),
      mSigmaMax(new QDoubleSpinBox(this)),
      mSigmaMin(new QDoubleSpinBox(this)),
      mStep(new QComboBox(this)),
      mAnderson(new QCheckBox(tr("Accelerate"), this)),
      mStart(new QComboBox(this)),
      mSeed(new QSpinBox(this)),
      mPrecision(new QComboBox(this)),
      mModel(new QComboBox(this)),
      mDevice(new QComboBox(this)) {
    mSteps->setRange(1, 1000);
    mInner->setRange(1, 100);
    mSeed->setRange(0, std::numeric_limits<int>::max());
    for (QSpinBox* box : {mSteps, mInner, mSeed})
        box->setKeyboardTracking(false);
    const std::pair<QDoubleSpinBox*, QString> kSigmas[] = {{mSigmaMax, tr("First noise level")},
                                                           {mSigmaMin, tr("Last noise level")}};
    for (const auto& [box, name] : kSigmas) {
        box->setRange(0.001, 100);
        box->setDecimals(3);
        box->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
        box->setKeyboardTracking(false);
        box->setAccessibleName(name);
    }
    mStep->addItem(tr("Fixed point"), int(StepKind::FixedPoint));
    mStep->addItem(tr("Single evaluation"), int(StepKind::SingleEvaluation));
    mStep->addItem(tr("Gradient, as in the paper"), int(StepKind::Gradient));
    mStep->addItem(tr("Plain gradient"), int(StepKind::Plain));
    mStart->addItem(tr("Noise"), int(Initialisation::Zero));
    mStart->addItem(tr("The photograph"), int(Initialisation::Data));
    mPrecision->addItem(tr("float32"), int(Precision::Float32));
    mPrecision->addItem(tr("bfloat16"), int(Precision::BFloat16));
    for (QComboBox* box : {mStep, mStart, mPrecision, mModel, mDevice})
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);

    auto* seedRow = new QWidget(this);
    auto* seedLayout = new QHBoxLayout(seedRow);
    seedLayout->setContentsMargins(0, 0, 0, 0);
    seedLayout->setSpacing(4);
    auto* dice = new QToolButton(seedRow);
    dice->setIcon(themedIcon(QStringLiteral("dice")));
    dice->setAccessibleName(tr("Another seed"));
    dice->setToolTip(tr("Another seed"));
    dice->setFocusPolicy(Qt::TabFocus);
    mSeed->setAccessibleName(tr("Seed"));
    seedLayout->addWidget(mSeed, 1);
    seedLayout->addWidget(dice);
    seedRow->setFocusProxy(mSeed);

    QGridLayout* form = makeForm(this);
    addFormRow(
        *form, tr("&Steps"), mSteps,
        tr("How many noise levels the picture passes through. More take longer and find finer detail. (N)"));
    addFormRow(*form, tr("&Inner steps"), mInner,
               tr("How often each noise level is worked on before the next. (K)"));
    addFormRow(*form, tr("Prior pull"), mPriorPull,
               tr("How strongly the picture is drawn to what photographs usually look like. Less keeps more "
                  "texture and "
                  "more noise. 1 is the loss as it stands. (λ)"));
    addFormRow(*form, tr("Fresh noise"), mEta,
               tr("How much of the noise between two steps is drawn anew: 0 always gives the same picture, 1 "
                  "varies most. (η)"));
    addFormRow(*form, tr("Noise from"), mSigmaMax,
               tr("The noise that the first step starts from; black to white is 2. Less keeps closer to the "
                  "start, more lets large holes be thought up anew. (σ max)"));
    addFormRow(*form, tr("down to"), mSigmaMin,
               tr("The noise at which the last step ends. Lower finds the finest detail, and its noise. "
                  "(σ min)"));
    addFormRow(*form, tr("S&tep"), mStep,
               tr("How each step is computed. The gradient step is the paper's and takes about twice as "
                  "long; the fixed "
                  "point usually comes further."));
    addFormRow(*form, QString(), mAnderson,
               tr("Each inner step also learns from the one before (Anderson acceleration, depth 1). For the "
                  "fixed point "
                  "with three or more inner steps."));
    addFormRow(*form, tr("Start from"), mStart,
               tr("What the first picture is: pure noise, or the photograph under noise."));
    addFormRow(*form, tr("See&d"), seedRow,
               tr("Which noise the run starts from. The same seed gives the same picture."));
    auto* modelRow = new QWidget(this);
    auto* modelLayout = new QHBoxLayout(modelRow);
    modelLayout->setContentsMargins(0, 0, 0, 0);
    modelLayout->setSpacing(4);
    auto* all = new QToolButton(modelRow);
    all->setIcon(themedIcon(QStringLiteral("more")));
    all->setAccessibleName(tr("All models"));
    all->setToolTip(tr("All models: download, import, remove"));
    all->setFocusPolicy(Qt::TabFocus);
    connect(all, &QToolButton::clicked, this, &AdvancedPanel::modelListWanted);
    mModel->setAccessibleName(tr("Model"));
    modelLayout->addWidget(mModel, 1);
    modelLayout->addWidget(all);
    modelRow->setFocusProxy(mModel);
    addFormRow(*form, tr("&Model"), modelRow, tr("What has learned how photographs look: the prior."));
    addFormRow(*form, tr("Pre&cision"), mPrecision,
               tr("bfloat16 computes with fewer digits; on processors with instructions for it, it is about "
                  "twice as fast."));
    mDeviceLabel = addFormRow(*form, tr("Device"), mDevice, tr("What computes."));

    connect(mSteps, &QSpinBox::valueChanged, this, [this](int value) {
        customise(tr("Steps"), Control::Steps, [value](SolverSpec& s) { s.steps = value; });
    });
    connect(mInner, &QSpinBox::valueChanged, this, [this](int value) {
        customise(tr("Inner steps"), Control::Inner, [value](SolverSpec& s) { s.inner = value; });
    });
    connect(mPriorPull, &SliderRow::edited, this, [this](double value) {
        customise(tr("Prior pull"), Control::PriorPull, [value](SolverSpec& s) { s.priorPull = value; });
    });
    connect(mEta, &SliderRow::edited, this, [this](double value) {
        customise(tr("Fresh noise"), Control::Eta, [value](SolverSpec& s) { s.eta = value; });
    });
    connect(mSigmaMax, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        customise(tr("First noise level"), Control::SigmaMax, [value](SolverSpec& s) {
            s.sigmaMax = value;
            s.sigmaMin = std::min(s.sigmaMin, value);
        });
    });
    connect(mSigmaMin, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        customise(tr("Last noise level"), Control::SigmaMin, [value](SolverSpec& s) {
            s.sigmaMin = value;
            s.sigmaMax = std::max(s.sigmaMax, value);
        });
    });
    connect(mStep, &QComboBox::activated, this, [this](int index) {
        const auto kind = StepKind(mStep->itemData(index).toInt());
        customise(tr("Kind of step"), Control::None, [kind](SolverSpec& s) {
            s.step = kind;
            if (kind != StepKind::FixedPoint) s.anderson = 0;
            if (kind == StepKind::SingleEvaluation) s.inner = 1;
        });
    });
    connect(mAnderson, &QCheckBox::toggled, this, [this](bool on) {
        customise(tr("Acceleration"), Control::None, [on](SolverSpec& s) { s.anderson = on ? 1 : 0; });
    });
    connect(mStart, &QComboBox::activated, this, [this](int index) {
        const auto start = Initialisation(mStart->itemData(index).toInt());
        customise(tr("Start"), Control::None, [start](SolverSpec& s) { s.initialisation = start; });
    });
    connect(mSeed, &QSpinBox::valueChanged, this, [this](int value) {
        mSettings.seed = quint64(value);
        Q_EMIT edited(mSettings, tr("Seed"), Control::Seed);
    });
    connect(dice, &QToolButton::clicked, this,
            [this] { mSeed->setValue(int(QRandomGenerator::global()->bounded(1'000'000))); });
    connect(mPrecision, &QComboBox::activated, this, [this](int index) {
        mSettings.model.precision = Precision(mPrecision->itemData(index).toInt());
        Q_EMIT edited(mSettings, tr("Precision"), Control::None);
    });
    connect(mModel, &QComboBox::activated, this, [this](int index) {
        const QString name = mModel->itemData(index).toString();
        showSettings();
        Q_EMIT modelWanted(name);
    });
    connect(mDevice, &QComboBox::activated, this, [this](int index) {
        mSettings.compute.device = DeviceChoice(mDevice->itemData(index).toInt());
        Q_EMIT edited(mSettings, tr("Device"), Control::None);
    });
    setDevices({});
}

void AdvancedPanel::setModels(const std::vector<InstalledModel>& models) {
    const QSignalBlocker quiet(mModel);
    mModel->clear();
    for (const InstalledModel& model : models) {
        if (!model.problem.empty()) continue;
        const QString name = QString::fromStdString(model.name);
        mModel->addItem(name, name);
        mModel->setItemData(mModel->count() - 1, catalogText(model.about, model.description),
                            Qt::ToolTipRole);
    }
    showSettings();
}

void AdvancedPanel::setDevices(const std::vector<DeviceInfo>& devices) {
    const QSignalBlocker quiet(mDevice);
    mDevice->clear();
    mDevice->addItem(tr("Automatic"), int(DeviceChoice::Auto));
    for (const DeviceInfo& device : devices) {
        const bool cpu = device.id == "cpu";
        if (mDevice->findData(int(cpu ? DeviceChoice::Cpu : DeviceChoice::Cuda)) < 0)
            mDevice->addItem(QString::fromStdString(device.description),
                             int(cpu ? DeviceChoice::Cpu : DeviceChoice::Cuda));
    }
    const bool choice = devices.size() > 1;
    mDevice->setVisible(choice);
    mDeviceLabel->setVisible(choice);
    showSettings();
}

void AdvancedPanel::showSettings() {
    const SolverSpec solver = mSettings.solver();
    const QSignalBlocker quiet[] = {QSignalBlocker(mSteps),    QSignalBlocker(mInner),
                                    QSignalBlocker(mAnderson), QSignalBlocker(mSeed),
                                    QSignalBlocker(mSigmaMax), QSignalBlocker(mSigmaMin)};
    mSteps->setValue(solver.steps);
    mInner->setValue(solver.inner);
    mInner->setEnabled(solver.step != StepKind::SingleEvaluation);
    mPriorPull->setValue(solver.priorPull);
    mEta->setValue(solver.eta);
    mSigmaMax->setValue(solver.sigmaMax);
    mSigmaMin->setValue(solver.sigmaMin);
    mStep->setCurrentIndex(mStep->findData(int(solver.step)));
    mAnderson->setChecked(solver.anderson != 0);
    mAnderson->setEnabled(solver.step == StepKind::FixedPoint);
    mStart->setCurrentIndex(mStart->findData(int(solver.initialisation)));
    mSeed->setValue(int(mSettings.seed));
    mPrecision->setCurrentIndex(mPrecision->findData(int(mSettings.model.precision)));
    const QString model = QString::fromStdString(mSettings.model.nameOrPath);
    if (mModel->findData(model) < 0) mModel->addItem(model, model);
    mModel->setCurrentIndex(mModel->findData(model));
    mDevice->setCurrentIndex(mDevice->findData(int(mSettings.compute.device)));
}

}  // namespace lacuna::ui
