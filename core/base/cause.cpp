// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/cause.h"

#include <utility>

namespace lacuna {

Cause::Cause(const char* clause, std::vector<std::string> replacements)
    : pattern(clause), values(std::move(replacements)) {}

std::string Cause::text() const {
    std::string text;
    for (const char* at = pattern; *at != '\0'; ++at) {
        const auto place = static_cast<std::size_t>(at[1] - '1');
        if (*at == '%' && at[1] >= '1' && at[1] <= '9' && place < values.size()) {
            text += values[place];
            ++at;
        } else {
            text += *at;
        }
    }
    return text;
}

CausedError::CausedError(ErrorCode code, std::string subject, Cause cause)
    : Error(code, std::move(subject), cause.text()), mCause(std::move(cause)) {}

}  // namespace lacuna
