// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/engine/perceptual_distance.h"

#include <QTemporaryDir>
#include <QtTest>
#include <torch/csrc/jit/api/module.h>

#include <cmath>
#include <fstream>

using namespace lacuna;

namespace {

ImageBuffer picture(int width, int height, int channels, int offset) {
    ImageBuffer out(width, height, channels, Depth::UInt8);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            for (int c = 0; c < channels; ++c)
                out.setSample(x, y, c, (7 * x + 11 * y + 40 * c + offset) % 256);
    return out;
}

/// The code of the Error that `work` throws; Internal: it throws none.
template <typename Work>
ErrorCode codeOf(Work work) {
    try {
        work();
    } catch (const Error& error) {
        return error.code();
    }
    return ErrorCode::Internal;
}

}  // namespace

class TestPerceptualDistance : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    /// The program gets both pictures as RGB on [−1, 1], in this order.
    void runsTheProgram() {
        const QString path = save("def forward(self, a, b):\n    return (a - 2 * b).square().mean()\n");
        PerceptualDistance distance(path.toStdString());
        const ImageBuffer a = picture(20, 12, 3, 0), b = picture(20, 12, 3, 31);
        double sum = 0;
        for (int y = 0; y < 12; ++y)
            for (int x = 0; x < 20; ++x)
                for (int c = 0; c < 3; ++c) {
                    const double value =
                        (a.sample(x, y, c) / 127.5 - 1) - 2 * (b.sample(x, y, c) / 127.5 - 1);
                    sum += value * value / (20 * 12 * 3);
                }
        QVERIFY(std::abs(distance.between(a, b) - sum) < 1e-5 * sum);
        QVERIFY(std::abs(distance.between(b, a) - sum) > 1e-3 * sum);
    }

    void greyCountsAsColour() {
        const QString path = save("def forward(self, a, b):\n    return (a - b).abs().sum() / a.numel()\n");
        PerceptualDistance distance(path.toStdString());
        const ImageBuffer grey = picture(9, 9, 1, 0);
        ImageBuffer colour(9, 9, 3, Depth::UInt8);
        for (int y = 0; y < 9; ++y)
            for (int x = 0; x < 9; ++x)
                for (int c = 0; c < 3; ++c)
                    colour.setSample(x, y, c, grey.sample(x, y, 0));
        QCOMPARE(distance.between(grey, colour), 0.0);
    }

    void refuses_data() {
        QTest::addColumn<QString>("program");
        QTest::newRow("a picture") << "def forward(self, a, b):\n    return a - b\n";
        QTest::newRow("not finite") << "def forward(self, a, b):\n    return (a - b).sum() / 0.0\n";
        QTest::newRow("one argument") << "def forward(self, a):\n    return a.sum()\n";
        QTest::newRow("text") << "def forward(self, a, b):\n    return 'much'\n";
    }
    void refuses() {
        QFETCH(QString, program);
        PerceptualDistance distance(save(program.toUtf8().constData()).toStdString());
        const ImageBuffer a = picture(8, 8, 3, 0);
        QCOMPARE(codeOf([&] { distance.between(a, a); }), ErrorCode::ModelFile);
    }

    void refusesOtherFilesAndSizes() {
        const std::string text = mFolder.filePath(QStringLiteral("text.pt")).toStdString();
        std::ofstream(text) << "no program";
        QCOMPARE(codeOf([&] { PerceptualDistance{text}; }), ErrorCode::ModelFile);
        QCOMPARE(codeOf([&] { PerceptualDistance{"/nowhere/at/all.pt"}; }), ErrorCode::ModelFile);
        PerceptualDistance distance(
            save("def forward(self, a, b):\n    return (a - b).sum()\n").toStdString());
        QCOMPARE(codeOf([&] { distance.between(picture(8, 8, 3, 0), picture(8, 9, 3, 0)); }),
                 ErrorCode::Usage);
    }

  private:
    QString save(const char* forward) {
        torch::jit::Module module("distance");
        module.define(forward);
        const QString path = mFolder.filePath(QStringLiteral("program%1.pt").arg(mCount++));
        module.save(path.toStdString());
        return path;
    }

    QTemporaryDir mFolder;
    int mCount = 0;
};

QTEST_GUILESS_MAIN(TestPerceptualDistance)
#include "test_perceptual_distance.moc"
