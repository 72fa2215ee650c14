// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cli_runner.h"

#include "core/io/image_io.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <stdexcept>

namespace lacuna::test {
namespace {

constexpr int kPatience = 180'000;  // ms

}  // namespace

QString CliResult::describe() const {
    return QString("status %1\n%2\n%3").arg(status).arg(QString::fromUtf8(out), QString::fromUtf8(err));
}

void setUpCli(QProcess& process, const QStringList& arguments) {
    process.setProgram(LACUNA_CLI);
    process.setArguments(arguments);
}

CliResult finished(QProcess& process) {
    CliResult result;
    if (!process.waitForFinished(kPatience)) {
        process.kill();
        process.waitForFinished();
    } else if (process.exitStatus() == QProcess::NormalExit) {
        result.status = process.exitCode();
    }
    result.out = process.readAllStandardOutput();
    result.err = process.readAllStandardError();
    return result;
}

CliResult runCli(const QStringList& arguments) {
    QProcess process;
    setUpCli(process, arguments);
    process.start();
    return finished(process);
}

QStringList Scratch::names() const {
    return QDir(mFolder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDir::Name);
}

QByteArray Scratch::bytes(const QString& name) const {
    QFile file(path(name));
    if (!file.open(QIODevice::ReadOnly)) throw std::runtime_error("no " + name.toStdString());
    return file.readAll();
}

void Scratch::write(const QString& name, const QByteArray& bytes) const {
    QFile file(path(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) {
        throw std::runtime_error("can't write " + name.toStdString());
    }
}

QString Scratch::photo(const QString& name, int width, int height, int channels, Depth depth) const {
    Photograph photo;
    photo.pixels = scene(width, height, channels, depth);
    photo.quality = 100;
    writePhotograph(photo, file(name));
    return path(name);
}

QString Scratch::mask(const QString& name, int width, int height) const {
    writeMask(scratchMask(width, height), file(name));
    return path(name);
}

QString Scratch::plainMask(const QString& name, int level, int width, int height) const {
    ImageBuffer mask(width, height, 1, Depth::UInt8);
    std::fill_n(mask.data(), mask.byteCount(), static_cast<std::byte>(level));
    writeMask(mask, file(name));
    return path(name);
}

ImageBuffer scene(int width, int height, int channels, Depth depth) {
    ImageBuffer image(width, height, channels, depth);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const bool disc = std::hypot(x - 0.6 * width, y - 0.4 * height) < 0.25 * width;
            const bool bar = (x + 2 * y) % 32 < 6;
            for (int c = 0; c < channels; ++c) {
                double level = 90 + 60.0 * x / width - 40.0 * y / height * (c - 1);
                if (disc) level += 50 - 45 * c;
                if (bar) level -= 35;
                level += 3 * std::sin(1.1 * x + 0.2 * c) * std::cos(0.9 * y);
                image.setSample(x, y, c, static_cast<int>(std::lround(level / 255 * image.maxValue())));
            }
        }
    }
    return image;
}

ImageBuffer scratchMask(int width, int height) {
    ImageBuffer mask(width, height, 1, Depth::UInt8);
    for (int y = height / 5; y < height * 4 / 5; ++y) {
        for (int x = std::max(0, y - 1); x <= y + 1 && x < width; ++x)
            mask.setSample(x, y, 0, 255);
    }
    return mask;
}

}  // namespace lacuna::test
