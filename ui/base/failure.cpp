// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/failure.h"

#include "core/base/cause.h"
#include "core/base/log.h"

#include <new>
#include <string>

namespace lacuna::ui {

Failure currentFailure() {
    Failure failure;
    try {
        throw;
    } catch (const CausedError& error) {
        failure = {error.code(), QString::fromStdString(error.subject()),
                   QString::fromStdString(error.detail()), error.cause().pattern};
        for (const std::string& value : error.cause().values)
            failure.values << QString::fromStdString(value);
    } catch (const Error& error) {
        failure = {error.code(), QString::fromStdString(error.subject()),
                   QString::fromStdString(error.detail())};
    } catch (const std::bad_alloc&) {
        failure = {ErrorCode::OutOfMemory, {}, QStringLiteral("std::bad_alloc")};
    } catch (const std::exception& error) {
        failure = {ErrorCode::Internal, {}, QString::fromLocal8Bit(error.what())};
    } catch (...) {
        failure = {ErrorCode::Internal, {}, QStringLiteral("an exception of unknown type")};
    }
    log::error(std::string(toString(failure.code)) + ": " + failure.subject.toStdString() + ": " +
               failure.detail.toStdString());
    return failure;
}

}  // namespace lacuna::ui
