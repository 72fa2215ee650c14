// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/discrete_schedule.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numbers>

namespace lacuna {
namespace {

/// As torch.linspace() has it: from both ends to the middle, in float32.
std::vector<float> evenlyInFloat(double first, double last, std::int64_t steps) {
    const auto low = static_cast<float>(first);
    const auto high = static_cast<float>(last);
    const float step = steps < 2 ? 0 : (high - low) / static_cast<float>(steps - 1);
    std::vector<float> values;
    for (std::int64_t i = 0; i < steps; ++i)
        values.push_back(i < steps / 2 || steps == 1 ? low + step * static_cast<float>(i)
                                                     : high - step * static_cast<float>(steps - 1 - i));
    return values;
}

/// β(t) = 1 − ᾱ(t + 1)/ᾱ(t), at most 0.999; ᾱ takes t from 0 to 1.
template <typename Alpha>
std::vector<double> betasOfAlphas(std::int64_t steps, const Alpha& alpha) {
    std::vector<double> betas;
    const auto count = static_cast<double>(steps);
    for (std::int64_t i = 0; i < steps; ++i) {
        const auto t = static_cast<double>(i);
        betas.push_back(std::min(1 - alpha((t + 1) / count) / alpha(t / count), 0.999));
    }
    return betas;
}

}  // namespace

std::vector<double> linearBetas(double first, double last, std::int64_t steps) {
    std::vector<double> betas;
    for (std::int64_t i = 0; i < steps; ++i)
        betas.push_back(steps == 1 ? first
                                   : first + (last - first) * static_cast<double>(i) /
                                                 static_cast<double>(steps - 1));
    return betas;
}

std::vector<double> linearFloatBetas(double first, double last, std::int64_t steps) {
    const std::vector<float> betas = evenlyInFloat(first, last, steps);
    return {betas.begin(), betas.end()};
}

std::vector<double> scaledLinearBetas(double first, double last, std::int64_t steps) {
    std::vector<float> betas = evenlyInFloat(std::sqrt(first), std::sqrt(last), steps);
    for (float& beta : betas)
        beta *= beta;
    return {betas.begin(), betas.end()};
}

std::vector<double> cosineBetas(std::int64_t steps) {
    return betasOfAlphas(steps, [](double t) {
        const double cosine = std::cos((t + 0.008) / 1.008 * std::numbers::pi / 2);
        return cosine * cosine;
    });
}

std::vector<double> laplaceBetas(std::int64_t steps) {
    return betasOfAlphas(steps, [](double t) {
        const double tail = std::log(1 - 2 * std::abs(0.5 - t) + 1e-6);
        const double snr = std::exp(t <= 0.5 ? -0.5 * tail : 0.5 * tail);
        return std::sqrt(snr / (1 + snr));
    });
}

std::vector<double> exponentialBetas(std::int64_t steps) {
    return betasOfAlphas(steps, [](double t) { return std::exp(-12 * t); });
}

std::vector<double> sigmoidBetas(double first, double last, std::int64_t steps) {
    std::vector<float> betas = evenlyInFloat(-6, 6, steps);
    for (float& beta : betas)
        beta = 1 / (1 + std::exp(-beta)) * static_cast<float>(last - first) + static_cast<float>(first);
    return {betas.begin(), betas.end()};
}

std::vector<double> zeroTerminalBetas(const std::vector<double>& betas) {
    std::vector<float> roots;
    for (const double alpha : cumulativeFloatAlphas(betas))
        roots.push_back(std::sqrt(static_cast<float>(alpha)));
    if (roots.empty()) return {};
    const float last = roots.back();
    const float scale = roots.front() / (roots.front() - last);
    std::vector<double> result;
    float before = 1;
    for (const float root : roots) {
        const float shifted = (root - last) * scale;
        const float alpha = shifted * shifted;
        result.push_back(1 - alpha / before);
        before = alpha;
    }
    return result;
}

std::vector<double> cumulativeAlphas(const std::vector<double>& betas) {
    std::vector<double> alphas;
    double product = 1;
    for (const double beta : betas)
        alphas.push_back(product *= 1 - beta);
    return alphas;
}

std::vector<double> cumulativeFloatAlphas(const std::vector<double>& betas) {
    std::vector<double> alphas;
    double product = 1;  // torch.cumprod() adds up in double
    for (const double beta : betas) {
        product *= static_cast<double>(1 - static_cast<float>(beta));
        alphas.push_back(static_cast<double>(static_cast<float>(product)));
    }
    return alphas;
}

std::vector<double> sigmasOfAlphas(const std::vector<double>& alphas) {
    constexpr double kMost = 1e5;
    std::vector<double> sigmas;
    for (const double alpha : alphas) {
        const double sigma = std::sqrt((1 - alpha) / alpha);
        if (!(sigma <= kMost)) break;
        if (!(sigma > (sigmas.empty() ? 0 : sigmas.back()))) return {};
        sigmas.push_back(sigma);
    }
    return sigmas.size() < 2 ? std::vector<double>() : sigmas;
}

std::vector<double> sigmasOfBetas(const std::vector<double>& betas) {
    return sigmasOfAlphas(cumulativeAlphas(betas));
}

double timeOfSigma(const std::vector<double>& sigmas, double sigma) {
    const auto above = std::upper_bound(sigmas.begin(), sigmas.end(), sigma);
    if (above == sigmas.begin()) return 0;
    if (above == sigmas.end()) return static_cast<double>(sigmas.size() - 1);
    const double low = std::log(*std::prev(above));
    const double share = (std::log(sigma) - low) / (std::log(*above) - low);
    return static_cast<double>(std::distance(sigmas.begin(), above) - 1) + share;
}

double nearestTime(const std::vector<double>& sigmas, double sigma) {
    const auto below = [sigma](double a, double b) { return std::abs(a - sigma) < std::abs(b - sigma); };
    return static_cast<double>(
        std::distance(sigmas.begin(), std::min_element(sigmas.begin(), sigmas.end(), below)));
}

}  // namespace lacuna
