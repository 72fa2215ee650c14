// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/standard_damage.h"

#include "core/base/error.h"
#include "core/base/joined.h"
#include "core/engine/drawn_kernel.h"
#include "core/imaging/drawn_masks.h"
#include "core/operators/kernels.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numbers>

namespace lacuna {
namespace {

constexpr double kLeastAssumed = 0.5;
constexpr double kBlurNoise = 2.55;

using Seed = std::uint64_t;

const std::array kRows{
    StandardDamage{.name = "box-25",
                   .about = LACUNA_TEXT("Damage", "A box covering a quarter of the picture is missing"),
                   .task = Task::Inpaint,
                   .mask = [](int w, int h, Seed) { return middleBox(w, h, 0.25); }},
    StandardDamage{.name = "box-50",
                   .about = LACUNA_TEXT("Damage", "A box covering half of the picture is missing"),
                   .task = Task::Inpaint,
                   .mask = [](int w, int h, Seed) { return middleBox(w, h, 0.5); }},
    StandardDamage{.name = "half",
                   .about = LACUNA_TEXT("Damage", "The right half is missing"),
                   .task = Task::Inpaint,
                   .mask = [](int w, int h, Seed) { return rightHalf(w, h); }},
    StandardDamage{.name = "expand",
                   .about = LACUNA_TEXT(
                       "Damage", "Everything outside a box covering a quarter of the picture is missing"),
                   .task = Task::Inpaint,
                   .mask = [](int w, int h, Seed) { return middleBox(w, h, 0.25, true); }},
    StandardDamage{.name = "lines",
                   .about = LACUNA_TEXT("Damage", "Every second row is missing"),
                   .task = Task::Inpaint,
                   .mask = [](int w, int h, Seed) { return alternateLines(w, h); }},
    StandardDamage{
        .name = "grid-2",
        .about = LACUNA_TEXT("Damage", "All but every second pixel of every second row is missing"),
        .task = Task::Inpaint,
        .mask = [](int w, int h, Seed) { return sparseGrid(w, h, 2); }},
    StandardDamage{.name = "drop-50",
                   .about = LACUNA_TEXT("Damage", "Half of the pixels are missing"),
                   .task = Task::Inpaint,
                   .mask = [](int w, int h, Seed seed) { return droppedPixels(w, h, 0.5, seed); }},
    StandardDamage{.name = "drop-80",
                   .about = LACUNA_TEXT("Damage", "Four fifths of the pixels are missing"),
                   .task = Task::Inpaint,
                   .mask = [](int w, int h, Seed seed) { return droppedPixels(w, h, 0.8, seed); }},
    StandardDamage{.name = "scratches",
                   .about = LACUNA_TEXT("Damage", "Scratches of 1 to 3 pixels"),
                   .task = Task::Inpaint,
                   .mask = [](int w, int h, Seed seed) { return scratches(w, h, seed); }},
    StandardDamage{.name = "text",
                   .about = LACUNA_TEXT("Damage", "Lines of writing"),
                   .task = Task::Inpaint,
                   .mask = [](int w, int h, Seed) { return writing(w, h); }},
    StandardDamage{.name = "strokes-12",
                   .about = LACUNA_TEXT("Damage", "Strokes of 12 pixels"),
                   .task = Task::Inpaint,
                   .mask = [](int w, int h, Seed seed) { return brushStrokes(w, h, 12, seed); }},
    StandardDamage{.name = "strokes-24",
                   .about = LACUNA_TEXT("Damage", "Strokes of 24 pixels"),
                   .task = Task::Inpaint,
                   .mask = [](int w, int h, Seed seed) { return brushStrokes(w, h, 24, seed); }},
    StandardDamage{.name = "gaussian-1.6",
                   .about = LACUNA_TEXT("Damage", "Gaussian blur of 1.6 pixels"),
                   .task = Task::Deblur,
                   .noise = kBlurNoise,
                   .kernel = [] { return kernelOf("gaussian", {1.6}); }},
    StandardDamage{.name = "gaussian-3",
                   .about = LACUNA_TEXT("Damage", "Gaussian blur of 3 pixels"),
                   .task = Task::Deblur,
                   .noise = kBlurNoise,
                   .kernel = [] { return kernelOf("gaussian", {3.0}); }},
    StandardDamage{.name = "motion-1",
                   .about = LACUNA_TEXT("Damage", "Shaken camera, first of eight kernels"),
                   .task = Task::Deblur,
                   .noise = kBlurNoise,
                   .kernel = [] { return shakenKernel(1); }},
    StandardDamage{.name = "motion-2",
                   .about = LACUNA_TEXT("Damage", "Shaken camera, second of eight kernels"),
                   .task = Task::Deblur,
                   .noise = kBlurNoise,
                   .kernel = [] { return shakenKernel(2); }},
    StandardDamage{.name = "motion-3",
                   .about = LACUNA_TEXT("Damage", "Shaken camera, third of eight kernels"),
                   .task = Task::Deblur,
                   .noise = kBlurNoise,
                   .kernel = [] { return shakenKernel(3); }},
    StandardDamage{.name = "motion-4",
                   .about = LACUNA_TEXT("Damage", "Shaken camera, fourth of eight kernels"),
                   .task = Task::Deblur,
                   .noise = kBlurNoise,
                   .kernel = [] { return shakenKernel(4); }},
    StandardDamage{.name = "motion-5",
                   .about = LACUNA_TEXT("Damage", "Shaken camera, fifth of eight kernels"),
                   .task = Task::Deblur,
                   .noise = kBlurNoise,
                   .kernel = [] { return shakenKernel(5); }},
    StandardDamage{.name = "motion-6",
                   .about = LACUNA_TEXT("Damage", "Shaken camera, sixth of eight kernels"),
                   .task = Task::Deblur,
                   .noise = kBlurNoise,
                   .kernel = [] { return shakenKernel(6); }},
    StandardDamage{.name = "motion-7",
                   .about = LACUNA_TEXT("Damage", "Shaken camera, seventh of eight kernels"),
                   .task = Task::Deblur,
                   .noise = kBlurNoise,
                   .kernel = [] { return shakenKernel(7); }},
    StandardDamage{.name = "motion-8",
                   .about = LACUNA_TEXT("Damage", "Shaken camera, last of eight kernels"),
                   .task = Task::Deblur,
                   .noise = kBlurNoise,
                   .kernel = [] { return shakenKernel(8); }},
    StandardDamage{.name = "x2",
                   .about = LACUNA_TEXT("Damage", "Half the width and height"),
                   .task = Task::Upscale,
                   .scale = 2},
    StandardDamage{.name = "x3",
                   .about = LACUNA_TEXT("Damage", "A third of the width and height"),
                   .task = Task::Upscale,
                   .scale = 3},
    StandardDamage{.name = "x4",
                   .about = LACUNA_TEXT("Damage", "A quarter of the width and height"),
                   .task = Task::Upscale,
                   .scale = 4},
    StandardDamage{
        .name = "noise-15", .about = LACUNA_TEXT("Damage", "Noise"), .task = Task::Denoise, .noise = 15},
    StandardDamage{
        .name = "noise-25", .about = LACUNA_TEXT("Damage", "Noise"), .task = Task::Denoise, .noise = 25},
    StandardDamage{
        .name = "noise-50", .about = LACUNA_TEXT("Damage", "Noise"), .task = Task::Denoise, .noise = 50},
    StandardDamage{.name = "grain",
                   .about = LACUNA_TEXT("Damage", "Grain that neighbouring pixels share"),
                   .task = Task::Denoise,
                   .noise = 12.75,
                   .isGrain = true},
};

/// Throws Error Usage if there is none of that name.
const StandardDamage& rowOf(std::string_view text) {
    const std::string_view kind = text.substr(0, text.find('+'));
    const auto row = std::find_if(kRows.begin(), kRows.end(),
                                  [kind](const StandardDamage& each) { return kind == each.name; });
    if (row != kRows.end()) return *row;
    throw Error(ErrorCode::Usage, "damage",
                "'" + std::string(kind) + "' is not one of: " + joined(kRows, ", ", &StandardDamage::name));
}

/// "gaussian-3+5" → 5. Nothing after the name: the row's own.
double noiseOf(std::string_view text, const StandardDamage& row) {
    if (text.size() == std::string_view(row.name).size()) return row.noise;
    const std::string_view number = text.substr(std::string_view(row.name).size() + 1);
    double level = -1;
    const auto [end, fault] = std::from_chars(number.data(), number.data() + number.size(), level);
    if (fault != std::errc{} || end != number.data() + number.size() || !(level >= 0 && level <= 255))
        throw Error(ErrorCode::Usage, std::string(text),
                    "'" + std::string(number) + "' is not a level from 0 to 255");
    return level;
}

/// The spectrum that [1 2 1]/4 along rows and columns leaves of white noise, alike in every channel, and a
/// little white noise, as rounding to 8 bits adds it.
NoiseModel grainModel() {
    constexpr double kRounding = 1e-3;
    NoiseModel model;
    model.basis = {1, 0, 0, 0, 1, 0, 0, 0, 1};
    const auto gain = [](int frequency) {
        return 0.5 * (1 + std::cos(std::numbers::pi * frequency / (NoiseModel::kSide - 1)));
    };
    for (int channel = 0; channel < 3; ++channel)
        for (int v = 0; v < NoiseModel::kSide; ++v)
            for (int u = 0; u < NoiseModel::kSide; ++u)
                model.spectrum.push_back(static_cast<float>(std::pow(gain(u) * gain(v), 2) + kRounding));
    normalise(model);
    return model;
}

}  // namespace

std::span<const StandardDamage> standardDamages() {
    return kRows;
}

std::string describeDamage(std::string_view name) {
    const StandardDamage& row = rowOf(name);
    const double noise = noiseOf(name, row);
    const std::string level = toString(ParameterValue(noise)) + " levels";
    if (row.task == Task::Denoise) return std::string(row.about) + " of " + level;
    return row.about + (noise > 0 ? ", noise of " + level : "");
}

Damage damageFor(std::string_view name, int width, int height, std::uint64_t seed) {
    const StandardDamage& row = rowOf(name);
    Damage damage;
    damage.operation.task = row.task;
    if (const double noise = noiseOf(name, row); noise > 0) damage.operation.noise = noise;
    if (row.mask) damage.mask = row.mask(width, height, seed);
    if (row.kernel) damage.operation.kernel = row.kernel();
    if (row.scale > 1) damage.operation.scale = row.scale;
    damage.isGrain = row.isGrain;
    if (row.isGrain) damage.operation.noiseModel = grainModel();
    return damage;
}

double noiseToAssume(const Damage& damage) {
    return std::max(kLeastAssumed, damage.operation.noise.value_or(0));
}

}  // namespace lacuna
