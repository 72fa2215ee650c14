// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/preferences/preferences_dialog.h"

#include "ui/base/clamping_spin_box.h"
#include "ui/base/focus_order.h"
#include "ui/base/language_chooser.h"
#include "ui/base/slider_row.h"
#include "ui/base/theme.h"
#include "ui/panels/settings_panel.h"
#include "ui/preferences/preferences.h"
#include "ui/services/screen_profile.h"

#include <QCheckBox>
#include <QColorDialog>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QIcon>
#include <QLabel>
#include <QPainter>
#include <QPixmap>
#include <QPushButton>
#include <QSpinBox>
#include <QStandardPaths>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace lacuna::ui {

namespace {
constexpr int kSwatch = 16;
constexpr int kWidth = 420;
constexpr int kWordsWidth = 270;  ///< at least
}  // namespace

PreferencesDialog::PreferencesDialog(Preferences& preferences, Theme& theme, QWidget* parent)
    : QDialog(parent),
      mPreferences(preferences),
      mColour(new QPushButton(this)),
      mComputer(new QLabel(this)),
      mMeasure(new QPushButton(tr("&Measure again"), this)) {
    setWindowTitle(tr("Preferences"));
    setMinimumWidth(kWidth);
    mColour->setAutoDefault(false);
    mMeasure->setAutoDefault(false);
    auto* area = new QWidget(this);
    QGridLayout* form = makeForm(area);
    form->setVerticalSpacing(12);

    auto* look = new QComboBox(area);
    look->addItem(tr("Same as the desktop"), int(Theme::Choice::System));
    look->addItem(tr("Light"), int(Theme::Choice::Light));
    look->addItem(tr("Dark"), int(Theme::Choice::Dark));
    look->setCurrentIndex(look->findData(int(theme.choice())));
    addFormRow(*form, tr("&Theme"), look, tr("Light or dark colours."));
    connect(look, &QComboBox::activated, this,
            [&theme, look](int index) { theme.setChoice(Theme::Choice(look->itemData(index).toInt())); });

    addFormRow(*form, tr("&Language"), new LanguageChooser(area),
               tr("The language of the program and its manual."));

    addProfileRow(*form, *area);
    mColour->setParent(area);
    addFormRow(*form, tr("Mask &colour"), mColour, tr("The colour that marks the areas to restore."));
    connect(mColour, &QPushButton::clicked, this, &PreferencesDialog::chooseColour);
    auto* opacity =
        new SliderRow(tr("Mask opacity"), {Preferences::kMinMaskOpacity, 100, 100, 5, 0, 1}, tr(" %"), area);
    opacity->setValue(preferences.maskOpacity());
    addFormRow(*form, tr("Mask &opacity"), opacity, tr("How strongly the mask covers the photograph."));
    connect(opacity, &SliderRow::edited, this,
            [this](double percent) { mPreferences.setMaskOpacity(int(std::lround(percent))); });

    auto* undo = new ClampingSpinBox(area);
    undo->setRange(Preferences::kMinUndoMegabytes, Preferences::kMaxUndoMegabytes);
    undo->setSingleStep(64);
    undo->setSuffix(tr(" MB"));
    undo->setKeyboardTracking(false);
    undo->setValue(preferences.undoMegabytes());
    addFormRow(*form, tr("&Undo memory"), undo,
               tr("How much memory the undo history of a photograph may take. Beyond that, the oldest steps "
                  "are dropped; the photograph and its results stay."));
    connect(undo, &QSpinBox::valueChanged, &mPreferences, &Preferences::setUndoMegabytes);

    auto* steps = new QCheckBox(tr("Keep the &steps of runs"), area);
    steps->setChecked(preferences.keepsSteps());
    addFormRow(
        *form, tr("Projects"), steps,
        tr("A project then brings back the timelines of its results, to look at or to branch from. Each "
           "step takes about 30 MB for a megapixel."));
    connect(steps, &QCheckBox::toggled, &mPreferences, &Preferences::setKeepsSteps);

    addComputeRows(*form, *area);
    auto* computer = new QWidget(area);
    auto* computerColumn = new QVBoxLayout(computer);
    computerColumn->setContentsMargins(0, 0, 0, 0);
    mComputer->setParent(computer);
    mComputer->setWordWrap(true);
    mComputer->setMinimumHeight(2 * fontMetrics().lineSpacing());
    mMeasure->setParent(computer);
    computerColumn->addWidget(mComputer);
    computerColumn->addWidget(mMeasure, 0, Qt::AlignLeft);
    addFormRow(*form, tr("This computer"), computer,
               tr("How long restorations take on this computer. Measuring takes three seconds."));
    connect(mMeasure, &QPushButton::clicked, this, [this] {
        mMeasure->setEnabled(false);
        mComputer->setText(tr("Measuring …"));
        Q_EMIT measureWanted();
    });

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 12);
    column->setSpacing(16);
    column->addWidget(area);
    column->addStretch(1);
    column->addWidget(buttons);
    showColour();
    orderFocus({this});
}

void PreferencesDialog::addProfileRow(QGridLayout& form, QWidget& area) {
    mProfile = new QComboBox(&area);
    showProfile();
    addFormRow(form, tr("Screen &profile"), mProfile,
               tr("The colour profile of the screen, so that photographs look right on it. The desktop knows "
                  "it if the screen was set up there."));
    connect(mProfile, &QComboBox::activated, this, [this](int index) {
        const QVariant choice = mProfile->itemData(index);
        choice.isValid() ? mPreferences.setScreenProfile(choice.toString()) : chooseProfile();
    });
}

void PreferencesDialog::showProfile() {
    const QString choice = mPreferences.screenProfile();
    mProfile->clear();
    mProfile->addItem(tr("Same as the desktop"), QString());
    mProfile->addItem(tr("sRGB"), ScreenProfile::srgb());
    if (!choice.isEmpty() && choice != ScreenProfile::srgb())
        mProfile->addItem(QFileInfo(choice).fileName(), choice);
    mProfile->addItem(tr("From a file …"));
    mProfile->setCurrentIndex(mProfile->findData(choice));
}

void PreferencesDialog::chooseProfile() {
    auto* dialog = new QFileDialog(this, tr("Choose the screen's colour profile"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilter(tr("Colour profiles (*.icc *.icm)"));
    for (const QString& folder : QStandardPaths::locateAll(
             QStandardPaths::GenericDataLocation, QStringLiteral("icc"), QStandardPaths::LocateDirectory))
        dialog->setDirectory(folder);
    connect(dialog, &QFileDialog::fileSelected, &mPreferences, &Preferences::setScreenProfile);
    connect(dialog, &QDialog::finished, this, &PreferencesDialog::showProfile);
    dialog->open();
}

void PreferencesDialog::addComputeRows(QGridLayout& form, QWidget& area) {
    auto* device = new QComboBox(&area);
    device->addItem(tr("GPU, if there is one"), int(DeviceChoice::Auto));
    device->addItem(tr("CPU"), int(DeviceChoice::Cpu));
    device->setCurrentIndex(std::max(0, device->findData(int(mPreferences.device()))));
    addFormRow(form, tr("&Device"), device,
               tr("The processor (CPU) or graphics card (GPU) that does the work."));
    connect(device, &QComboBox::activated, this, [this, device](int index) {
        mPreferences.setDevice(DeviceChoice(device->itemData(index).toInt()));
    });
    const auto number = [&](int value, int most, const QString& suffix, const QString& automatic) {
        auto* spin = new ClampingSpinBox(&area);
        spin->setRange(0, most);
        spin->setSuffix(suffix);
        spin->setSpecialValueText(automatic);
        spin->setKeyboardTracking(false);
        spin->setValue(value);
        return spin;
    };
    auto* threads = number(mPreferences.threads(), Preferences::kMaxThreads, QString(), tr("One per core"));
    addFormRow(form, tr("T&hreads"), threads,
               tr("How many cores a run may use. With fewer, more is left for other programs."));
    connect(threads, &QSpinBox::valueChanged, &mPreferences, &Preferences::setThreads);
    auto* memory =
        number(mPreferences.memoryGigabytes(), Preferences::kMaxMemoryGigabytes, tr(" GB"), tr("Automatic"));
    addFormRow(form, tr("M&emory"), memory,
               tr("How much memory a run may use. With less, it works in smaller tiles, which takes longer. "
                  "Automatic: three quarters of the free memory."));
    connect(memory, &QSpinBox::valueChanged, &mPreferences, &Preferences::setMemoryGigabytes);
    auto* pictures =
        number(mPreferences.pictureGigabytes(), Preferences::kMaxMemoryGigabytes, tr(" GB"), tr("Automatic"));
    addFormRow(
        form, tr("&Picture memory"), pictures,
        tr("How much memory the photograph and its results may take. Beyond that, pictures that haven't been "
           "looked at for longest are moved to the disk. Automatic: a quarter of this computer's memory."));
    connect(pictures, &QSpinBox::valueChanged, &mPreferences, &Preferences::setPictureGigabytes);
}

void PreferencesDialog::setComputer(const QString& sentence, bool idle) {
    mComputer->setText(sentence.isEmpty() ? tr("Not measured yet.") : sentence);
    mMeasure->setText(sentence.isEmpty() ? tr("&Measure") : tr("&Measure again"));
    // The form doesn't ask a wrapped text for its height.
    mComputer->setMinimumHeight(mComputer->heightForWidth(std::max(mComputer->width(), kWordsWidth)));
    mMeasure->setEnabled(idle);
}

void PreferencesDialog::chooseColour() {
    auto* dialog = new QColorDialog(mPreferences.maskColour(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Mask colour"));
    connect(dialog, &QColorDialog::currentColorChanged, this, [this](const QColor& colour) {
        mPreferences.setMaskColour(colour);
        showColour();
    });
    connect(dialog, &QDialog::rejected, this, [this, before = mPreferences.maskColour()] {
        mPreferences.setMaskColour(before);
        showColour();
    });
    dialog->open();
}

void PreferencesDialog::showColour() {
    QPixmap swatch(QSize(kSwatch, kSwatch) * devicePixelRatioF());
    swatch.setDevicePixelRatio(devicePixelRatioF());
    swatch.fill(mPreferences.maskColour());
    mColour->setIcon(QIcon(swatch));
    mColour->setText(mPreferences.maskColour().name());
}

}  // namespace lacuna::ui
