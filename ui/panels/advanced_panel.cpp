// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/advanced_panel.h"

#include "core/engine/uses_light.h"
#include "core/operators/task.h"
#include "ui/base/clamping_spin_box.h"
#include "ui/base/icons.h"
#include "ui/models/catalog_text.h"
#include "ui/panels/parameter_row.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QRandomGenerator>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolButton>

#include <limits>
#include <optional>
#include <utility>

namespace lacuna::ui {

void AdvancedPanel::customise(const QString& what, Control control,
                              const std::function<void(SolverSpec&)>& change) {
    if (!mSettings.isCustom) mSettings.custom = mSettings.solver();
    mSettings.isCustom = true;
    change(mSettings.custom);
    Q_EMIT edited(mSettings, what, control);
}

AdvancedPanel::AdvancedPanel(QWidget* parent)
    : SettingsPanel(parent),
      mSolver(new QComboBox(this)),
      mSeed(new ClampingSpinBox(this)),
      mDepth(new QComboBox(this)),
      mDither(new QCheckBox(tr("Dither"), this)),
      mLight(new QComboBox(this)),
      mPrecision(new QComboBox(this)),
      mModel(new QComboBox(this)),
      mDevice(new QComboBox(this)) {
    mSeed->setRange(0, std::numeric_limits<int>::max());
    mSeed->setKeyboardTracking(false);
    for (const auto& [precision, name] : kPrecisions)
        mPrecision->addItem(precision == Precision::Auto ? tr("Automatic") : QString::fromLatin1(name),
                            int(precision));
    for (QComboBox* box : {mSolver, mDepth, mLight, mPrecision, mModel, mDevice})
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
    addSolverRows(*form);
    addLightRow(*form);
    addFormRow(*form, tr("See&d"), seedRow,
               tr("Chooses the random noise that a run starts from. The same seed gives the same picture."));
    addResultRows(*form);
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
    addFormRow(*form, tr("&Model"), modelRow,
               tr("The network that has learned what photographs look like (the prior)."));
    addFormRow(
        *form, tr("Pre&cision"), mPrecision,
        tr("bfloat16 and float16 are less precise than float32, and about twice as fast on processors and "
           "graphics cards that support them. float16 has more digits than bfloat16, but large values don't "
           "fit into it."));
    mDeviceLabel = addFormRow(*form, tr("Device"), mDevice,
                              tr("The processor (CPU) or graphics card (GPU) that does the work."));

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

void AdvancedPanel::addLightRow(QGridLayout& form) {
    mLight->addItem(tr("Automatic"), int(LinearLight::Auto));
    mLight->addItem(tr("On"), int(LinearLight::On));
    mLight->addItem(tr("Off"), int(LinearLight::Off));
    mLightLabel =
        addFormRow(form, tr("Linear light"), mLight,
                   tr("A camera blurs light: lamps and reflections then spread further than programs make "
                      "them. Automatic is on "
                      "for photographs, and off for what was degraded here without it. It works with white "
                      "noise only, and not with DDRM or DDNM. (--linear-light)"));
    connect(mLight, &QComboBox::activated, this, [this](int index) {
        mSettings.linearLight = LinearLight(mLight->itemData(index).toInt());
        Q_EMIT edited(mSettings, tr("Linear light"), Control::None);
    });
}

void AdvancedPanel::addResultRows(QGridLayout& form) {
    mDepth->addItem(tr("As the photograph"), -1);
    mDepth->addItem(tr("8 bits"), int(Depth::UInt8));
    mDepth->addItem(tr("16 bits"), int(Depth::UInt16));
    mDither->setToolTip(
        tr("Adds noise of up to one level to a result of 8 bits, so that smooth gradients show no bands."));
    addFormRow(form, tr("Bit depth"), mDepth,
               tr("Levels per channel of the result. 16 bits keep gradients smooth; a JPEG holds 8."));
    form.addWidget(mDither, form.rowCount(), 1);
    connect(mDepth, &QComboBox::activated, this, [this](int index) {
        const int depth = mDepth->itemData(index).toInt();
        mSettings.depth = depth < 0 ? std::nullopt : std::optional(Depth(depth));
        Q_EMIT edited(mSettings, tr("Bit depth"), Control::None);
    });
    connect(mDither, &QCheckBox::clicked, this, [this](bool on) {
        mSettings.dither = on;
        Q_EMIT edited(mSettings, tr("Dither"), Control::None);
    });
}

void AdvancedPanel::addSolverRows(QGridLayout& form) {
    for (const SolverRow& solver : solverRows())
        mSolver->addItem(QString::fromUtf8(solver.title), QString::fromUtf8(solver.name));
    QLabel* label =
        addFormRow(form, tr("Solver"), mSolver, tr("The algorithm that restores the photograph."));
    label->setVisible(solverRows().size() > 1);
    mSolver->setVisible(solverRows().size() > 1);
    connect(mSolver, &QComboBox::activated, this, [this](int index) {
        const std::string name = mSolver->itemData(index).toString().toStdString();
        customise(tr("Solver"), Control::None,
                  [&](SolverSpec& solver) { solver = authorsSolver(name, operationOf(mSettings)); });
    });
    for (const SolverRow& solver : solverRows()) {
        for (const Parameter& parameter : solver.parameters) {
            auto* row = new ParameterRow(parameter, "Solver", this);
            row->addTo(form);
            mRows.push_back({&solver, row});
            connect(row, &ParameterRow::edited, this, [this, row](const ParameterValue& value) {
                const char* name = row->parameter().name;
                customise(row->label(), parameterControl(name),
                          [&](SolverSpec& spec) { change(spec, name, value); });
            });
        }
    }
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
    const QSignalBlocker quiet(mSeed);
    mSolver->setCurrentIndex(mSolver->findData(QString::fromStdString(solver.solver)));
    for (const Row& row : mRows) {
        const char* name = row.control->parameter().name;
        const bool isShown =
            row.solver->name == solver.solver && takesParameter(*row.solver, name, mSettings.fillsHoles());
        row.control->setShown(isShown);
        if (!isShown) continue;
        row.control->setValue(*solver.values.find(name));
        row.control->setEnabled(row.solver->applies(solver.values, name));
    }
    mSeed->setValue(int(mSettings.seed));
    mDepth->setCurrentIndex(mDepth->findData(mSettings.depth ? int(*mSettings.depth) : -1));
    mDither->setChecked(mSettings.dithers());
    mDither->setEnabled(mSettings.depth != Depth::UInt16);
    const bool mixesLight = taskRow(mSettings.task).mixesLight;
    mLight->setVisible(mixesLight);
    mLightLabel->setVisible(mixesLight);
    // Whatever the photograph is, the noise and the solver must allow it.
    const bool possible =
        usesLight(LinearLight::Auto, operationOf(mSettings), mSettings.solver(), PhotoMetadata());
    mLight->setItemText(mLight->findData(int(LinearLight::Auto)),
                        possible ? tr("Automatic") : tr("Automatic: off"));
    mLight->setCurrentIndex(mLight->findData(int(mSettings.linearLight)));
    mPrecision->setCurrentIndex(mPrecision->findData(int(mSettings.model.precision)));
    const QString model = QString::fromStdString(mSettings.model.nameOrPath);
    if (mModel->findData(model) < 0) mModel->addItem(model, model);
    mModel->setCurrentIndex(mModel->findData(model));
    mDevice->setCurrentIndex(mDevice->findData(int(mSettings.compute.device)));
}

}  // namespace lacuna::ui
