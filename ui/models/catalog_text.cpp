// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/catalog_text.h"

#include "core/models/model_catalog.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>

namespace lacuna::ui {

namespace {

/// A sentence or a word for a code of the catalog; {name} stands for the value of that name.
struct Phrase {
    const char* code;
    const char* text;
};

constexpr Phrase kSentences[] = {
    {"photographs",
     QT_TRANSLATE_NOOP(
         "Catalog", "General-purpose prior for photographs: textures and edges, but no faces or objects.")},
    {"photographs-fast",
     QT_TRANSLATE_NOOP(
         "Catalog", "Fast general-purpose prior for photographs, for watching live on a CPU; less detail.")},
    {"photographs-small",
     QT_TRANSLATE_NOOP(
         "Catalog",
         "Small general-purpose prior for photographs: textures and edges, but no faces or objects.")},
    {"pictures", QT_TRANSLATE_NOOP("Catalog", "{subject} at {size} pixels.")},
    {"pictures-by-class", QT_TRANSLATE_NOOP("Catalog", "{subject} at {size} pixels, class-conditional.")},
    {"pictures-by-class-or-without",
     QT_TRANSLATE_NOOP("Catalog", "{subject} at {size} pixels, with or without a class.")},
    {"pictures-without-classes",
     QT_TRANSLATE_NOOP("Catalog", "{subject} at {size} pixels, without classes.")},
    {"pictures-of-network", QT_TRANSLATE_NOOP("Catalog", "{subject} at {size} pixels, {network}.")},
    {"pictures-of-paper",
     QT_TRANSLATE_NOOP("Catalog", "{subject} at {size} pixels; the model from the {paper} paper.")},
    {"denoiser-to-50", QT_TRANSLATE_NOOP("Catalog",
                                         "A denoiser for noise of up to 50 levels. It was trained on no more "
                                         "than that, so every run begins at 50.")},
    {"denoiser-to-50-grey",
     QT_TRANSLATE_NOOP("Catalog",
                       "The same for greyscale pictures; colour channels are denoised one at a time.")},
    {"of-repository",
     QT_TRANSLATE_NOOP(
         "Catalog",
         "The licence of the repository it comes from; none is stated for the weights themselves.")},
    {"of-origin",
     QT_TRANSLATE_NOOP("Catalog", "The licence of {origin}, whose model it was fine-tuned from.")},
    {"renamed", QT_TRANSLATE_NOOP("Catalog", "It is {origin}'s {model} under another name.")},
    {"not-stated", QT_TRANSLATE_NOOP("Catalog", "Not stated by its publisher.")},
    {"not-commercial", QT_TRANSLATE_NOOP("Catalog", "Not for commercial use.")},
    {"of-photographs", QT_TRANSLATE_NOOP("Catalog",
                                         "Trained on freely licensed photographs, most of them CC-BY-SA-4.0, "
                                         "CC0-1.0 or in the public domain; {card} has the figures.")},
    {"of-photographs-distilled",
     QT_TRANSLATE_NOOP("Catalog",
                       "Trained on freely licensed photographs, most of them CC-BY-SA-4.0, CC0-1.0 or in the "
                       "public domain; {card} has the figures. Distilled from `{teacher}`.")},
};

/// What {subject} is.
constexpr Phrase kSubjects[] = {
    {"bedrooms", QT_TRANSLATE_NOOP("Catalog", "Bedrooms")},
    {"cats", QT_TRANSLATE_NOOP("Catalog", "Cats")},
    {"horses", QT_TRANSLATE_NOOP("Catalog", "Horses")},
    {"churches", QT_TRANSLATE_NOOP("Catalog", "Churches")},
    {"imagenet", QT_TRANSLATE_NOOP("Catalog", "ImageNet")},
    {"imagenet-photographs", QT_TRANSLATE_NOOP("Catalog", "ImageNet photographs")},
    {"faces-ffhq", QT_TRANSLATE_NOOP("Catalog", "Faces (FFHQ)")},
    {"faces-celebahq", QT_TRANSLATE_NOOP("Catalog", "Faces (CelebA-HQ)")},
    {"faces-afhqv2", QT_TRANSLATE_NOOP("Catalog", "Animal faces (AFHQ v2)")},
    {"cifar10", QT_TRANSLATE_NOOP("Catalog", "CIFAR-10")},
};

/// Empty where the code isn't there.
template <std::size_t N>
QString phrase(const Phrase (&phrases)[N], const std::string& code) {
    const auto* found = std::find_if(std::begin(phrases), std::end(phrases),
                                     [&](const Phrase& phrase) { return phrase.code == code; });
    return found == std::end(phrases) ? QString() : QCoreApplication::translate("Catalog", found->text);
}

}  // namespace

QString catalogText(const CatalogWords& words, const std::string& english) {
    QString text = phrase(kSentences, words.code);
    for (const auto& [name, value] : words.values) {
        const QString word = name == "subject" ? phrase(kSubjects, value) : QString::fromStdString(value);
        if (!word.isEmpty()) text.replace('{' + QString::fromStdString(name) + '}', word);
    }
    // A code of another version, or without what its sentence needs.
    return text.isEmpty() || text.contains(QLatin1Char('{')) ? QString::fromStdString(english) : text;
}

}  // namespace lacuna::ui
