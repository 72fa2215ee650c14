// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/tone_line.h"

#include <QTest>

#include <cmath>
#include <functional>

using namespace lacuna;

namespace {

using Colour = std::function<double(double level, int channel)>;

/// A ramp from black to white, each level turned into a colour on [0, 1].
ImageBuffer ramp(const Colour& colour, int channels = 3, Depth depth = Depth::UInt8) {
    ImageBuffer picture(64, 16, channels, depth);
    for (int y = 0; y < picture.height(); ++y)
        for (int x = 0; x < picture.width(); ++x)
            for (int c = 0; c < channels; ++c)
                picture.setSample(x, y, c, int(std::lround(colour(x / 63.0, c) * picture.maxValue())));
    return picture;
}

double grey(double level, int) {
    return level;
}
double sepia(double level, int c) {
    return 0.1 + level * (0.8 - 0.15 * c);
}

}  // namespace

class TestToneLine : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void greyIsTheDiagonal() {
        for (const Depth depth : {Depth::UInt8, Depth::UInt16}) {
            for (const int channels : {1, 3}) {
                const auto line = findToneLine(ramp(grey, channels, depth), {});
                QVERIFY(line && line->isGrey());
            }
        }
    }

    void tonesHaveTheirLine() {
        for (const Depth depth : {Depth::UInt8, Depth::UInt16}) {
            const auto line = findToneLine(ramp(sepia, 3, depth), {});
            QVERIFY(line && !line->isGrey());
            const double scale = line->direction[0] / 0.8;
            double squares = 0;
            for (std::size_t c = 0; c < 3; ++c) {
                squares += line->direction[c] * line->direction[c];
                QVERIFY(std::abs(line->direction[c] - scale * (0.8 - 0.15 * double(c))) < 0.02);
            }
            QVERIFY(std::abs(squares - 3) < 1e-9);
        }
    }

    /// One red pixel is enough: nothing may lose its colour.
    void coloursHaveNone() {
        QVERIFY(!findToneLine(ramp([](double level, int c) {
                                  return c == 0 ? level : c == 1 ? 1 - level : level * level;
                              }),
                              {}));
        ImageBuffer picture = ramp(grey);
        picture.setSample(5, 5, 0, 255);
        QVERIFY(!findToneLine(picture, {}));
    }

    void damageMayHaveAnyColour() {
        ImageBuffer picture = ramp(sepia);
        ImageBuffer mask(picture.width(), picture.height(), 1, Depth::UInt8);
        picture.setSample(5, 5, 1, 255);
        mask.setSample(5, 5, 0, 255);
        QVERIFY(findToneLine(picture, mask));
        QVERIFY(!findToneLine(picture, {}));
    }

    void oneColourIsNoLine() {
        const ImageBuffer flat = ramp([](double, int c) { return 0.2 + 0.1 * c; });
        QVERIFY(!findToneLine(flat, {}));
    }
};

QTEST_GUILESS_MAIN(TestToneLine)
#include "test_tone_line.moc"
