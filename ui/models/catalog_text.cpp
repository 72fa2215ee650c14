// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/catalog_text.h"

#include <QCoreApplication>

namespace lacuna::ui {

namespace {

/// For lupdate, which doesn't read the catalog. test_language finds what is missing here.
[[maybe_unused]] constexpr const char* kTexts[] = {
    QT_TRANSLATE_NOOP("Catalog", "General prior for photographs: textures and edges, no faces or objects."),
    QT_TRANSLATE_NOOP("Catalog",
                      "Trained on freely licensed photographs, most of them CC-BY-SA-4.0, CC0-1.0 or in the "
                      "public domain; photo.md counts them."),
    QT_TRANSLATE_NOOP("Catalog",
                      "Fast general prior for photographs, for watching live on a processor; less detail."),
    QT_TRANSLATE_NOOP("Catalog",
                      "Trained on freely licensed photographs, most of them CC-BY-SA-4.0, CC0-1.0 or in the "
                      "public domain; photo.md counts them. It learned from `photo`."),
    QT_TRANSLATE_NOOP("Catalog",
                      "Small general prior for photographs: textures and edges, no faces or objects."),
    QT_TRANSLATE_NOOP("Catalog",
                      "Trained on freely licensed photographs, most of them CC-BY-SA-4.0, CC0-1.0 or in the "
                      "public domain; photo-v1.md counts them."),
    QT_TRANSLATE_NOOP("Catalog", "Photographs of ImageNet at 256 pixels, without classes."),
    QT_TRANSLATE_NOOP(
        "Catalog",
        "The licence of the repository that offers it; the weights have no statement of their own."),
    QT_TRANSLATE_NOOP("Catalog", "Bedrooms at 256 pixels."),
    QT_TRANSLATE_NOOP("Catalog", "Cats at 256 pixels."),
    QT_TRANSLATE_NOOP("Catalog", "Horses at 256 pixels."),
    QT_TRANSLATE_NOOP("Catalog", "ImageNet at 64 pixels, by class."),
    QT_TRANSLATE_NOOP("Catalog", "ImageNet at 128 pixels, by class."),
    QT_TRANSLATE_NOOP("Catalog", "ImageNet at 256 pixels, by class."),
    QT_TRANSLATE_NOOP("Catalog", "ImageNet at 512 pixels, by class."),
    QT_TRANSLATE_NOOP("Catalog", "Photographs of ImageNet at 512 pixels, without classes."),
    QT_TRANSLATE_NOOP("Catalog", "The licence of guided-diffusion, from whose model it was trained on."),
    QT_TRANSLATE_NOOP("Catalog", "Faces (FFHQ) at 256 pixels; the model of the DPS paper."),
    QT_TRANSLATE_NOOP("Catalog", "Not stated by its publisher."),
    QT_TRANSLATE_NOOP("Catalog", "It is guided-diffusion's 256x256_diffusion_uncond under another name."),
    QT_TRANSLATE_NOOP("Catalog", "Faces (FFHQ) at 64 pixels, DDPM++."),
    QT_TRANSLATE_NOOP("Catalog", "Not for commercial use."),
    QT_TRANSLATE_NOOP("Catalog", "Faces (FFHQ) at 64 pixels, NCSN++."),
    QT_TRANSLATE_NOOP("Catalog", "Animals' faces (AFHQ v2) at 64 pixels, DDPM++."),
    QT_TRANSLATE_NOOP("Catalog", "Animals' faces (AFHQ v2) at 64 pixels, NCSN++."),
    QT_TRANSLATE_NOOP("Catalog", "CIFAR-10 at 32 pixels, DDPM++."),
    QT_TRANSLATE_NOOP("Catalog", "CIFAR-10 at 32 pixels, NCSN++."),
    QT_TRANSLATE_NOOP("Catalog", "ImageNet at 64 pixels, by class or without."),
    QT_TRANSLATE_NOOP("Catalog", "Faces (CelebA-HQ) at 256 pixels."),
    QT_TRANSLATE_NOOP("Catalog", "Churches at 256 pixels."),
    QT_TRANSLATE_NOOP("Catalog", "Faces (CelebA-HQ) at 256 pixels, NCSN++."),
    QT_TRANSLATE_NOOP("Catalog", "Churches at 256 pixels, NCSN++."),
    QT_TRANSLATE_NOOP("Catalog", "Faces (FFHQ) at 1024 pixels, NCSN++."),
    QT_TRANSLATE_NOOP("Catalog", "CIFAR-10 at 32 pixels."),
    QT_TRANSLATE_NOOP(
        "Catalog",
        "A denoiser for noise of 0 to 50 levels; beyond that it never saw any, so a run begins at 50."),
    QT_TRANSLATE_NOOP("Catalog", "The same for grey pictures; colours are denoised one by one."),
};

}  // namespace

QString catalogText(const std::string& text) {
    return QCoreApplication::translate("Catalog", text.c_str());
}

}  // namespace lacuna::ui
