// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sampling/shared_parameters.h"
#include "core/sampling/solver_rows.h"

#include <cstdint>
#include <string>

namespace lacuna {
namespace {

void authorsDaps(ParameterValues& values, const OperatorSpec& operation) {
    const bool isShaken = operation.task == Task::Deblur && operation.kernel.kind != "gaussian";
    if (operation.task == Task::Inpaint || isShaken) values.set("chain_rate", 5e-5);
}

}  // namespace

SolverRow dapsSolver() {
    SolverRow row = plainRow(
        "daps", "DAPS", "arXiv 2407.01521",
        {levelsParameter(200, "N, noise levels"),
         {.name = "inner",
          .label = LACUNA_TEXT("Solver", "Inner steps"),
          .help = "Evaluations of the network at each noise level",
          .hint = LACUNA_TEXT("Solver",
                              "How many evaluations of the network lead from each noise level to a guess at "
                              "the picture. (K)"),
          .initial = std::int64_t{5},
          .low = 1,
          .high = 100},
         startNoiseParameter(100),
         {.name = "draw",
          .label = LACUNA_TEXT("Solver", "Sampling"),
          .help = "How a picture that explains the data is drawn at each noise level",
          .hint =
              LACUNA_TEXT("Solver",
                          "Exact draws have the data's own noise. The authors' chain follows the data more "
                          "closely, and single pictures of it are less noisy."),
          .initial = "chain",
          .words = {{"chain", LACUNA_TEXT("Solver", "Langevin chain, as in the paper")},
                    {"exact", LACUNA_TEXT("Solver", "Exact")}}},
         {.name = "chain_steps",
          .label = LACUNA_TEXT("Solver", "Chain steps"),
          .help = "Steps of Langevin's dynamics at each noise level, without the network",
          .hint = LACUNA_TEXT("Solver", "How many steps the chain takes at each noise level."),
          .initial = std::int64_t{100},
          .low = 1,
          .high = 1000},
         {.name = "chain_rate",
          .label = LACUNA_TEXT("Solver", "Chain rate"),
          .help = "Rate of the chain at the first level; it falls to a hundredth",
          .hint = LACUNA_TEXT(
              "Solver", "How far each step of the chain goes; if it is too far, the picture breaks up."),
          .initial = 1e-4,
          .low = 1e-9,
          .high = 1,
          .step = 0},
         {.name = "chain_tau",
          .label = LACUNA_TEXT("Solver", "Chain noise"),
          .help = "Tau, the noise that the chain takes the data to have; black to white is 2",
          .hint =
              LACUNA_TEXT("Solver",
                          "How closely the chain follows the data, as if this were its noise; from black to "
                          "white is 2. (τ)"),
          .initial = 0.01,
          .low = 1e-6,
          .high = 10,
          .step = 0}},
        [](const ParameterValues& values) -> std::string {
            return values.word("draw") == "chain" ? "DAPS (Langevin chain)" : "DAPS (exact draws)";
        });
    row.authors = authorsDaps;
    row.applies = [](const ParameterValues& values, std::string_view parameter) {
        const bool isOfChain = parameter.substr(0, 6) == "chain_";
        return !isOfChain || values.word("draw") == "chain";
    };
    return row;
}

}  // namespace lacuna
