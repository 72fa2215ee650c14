// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoints/discrete_schedule.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numbers>

namespace lacuna {
namespace {

/// `steps` numbers from the first to the last.
std::vector<double> evenly(double first, double last, std::int64_t steps) {
    std::vector<double> values;
    for (std::int64_t i = 0; i < steps; ++i)
        values.push_back(steps == 1 ? first
                                    : first + (last - first) * static_cast<double>(i) /
                                                  static_cast<double>(steps - 1));
    return values;
}

std::vector<double> cumulativeAlphas(const std::vector<double>& betas) {
    std::vector<double> alphas;
    double product = 1;
    for (const double beta : betas)
        alphas.push_back(product *= 1 - beta);
    return alphas;
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
    return evenly(first, last, steps);
}

std::vector<double> scaledLinearBetas(double first, double last, std::int64_t steps) {
    std::vector<double> betas = evenly(std::sqrt(first), std::sqrt(last), steps);
    for (double& beta : betas)
        beta *= beta;
    return betas;
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

std::vector<double> sigmoidBetas(double first, double last, std::int64_t steps) {
    std::vector<double> betas = evenly(-6, 6, steps);
    for (double& beta : betas)
        beta = (last - first) / (1 + std::exp(-beta)) + first;
    return betas;
}

std::vector<double> zeroTerminalBetas(const std::vector<double>& betas) {
    std::vector<double> roots = cumulativeAlphas(betas);
    if (roots.empty()) return {};
    for (double& root : roots)
        root = std::sqrt(root);
    const double first = roots.front();
    const double last = roots.back();
    std::vector<double> result;
    double before = 1;
    for (const double root : roots) {
        const double alpha = (root - last) * first / (first - last);
        result.push_back(1 - alpha * alpha / before);
        before = alpha * alpha;
    }
    return result;
}

std::vector<double> sigmasOfBetas(const std::vector<double>& betas) {
    constexpr double kMost = 1e5;
    std::vector<double> sigmas;
    for (const double alpha : cumulativeAlphas(betas)) {
        const double sigma = std::sqrt((1 - alpha) / alpha);
        if (!(sigma <= kMost)) break;
        if (!(sigma > (sigmas.empty() ? 0 : sigmas.back()))) return {};
        sigmas.push_back(sigma);
    }
    return sigmas.size() < 2 ? std::vector<double>() : sigmas;
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
