// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/nested_components.h"

#include <QTest>

#include <cmath>
#include <functional>
#include <numbers>

using namespace lacuna;

namespace {

using Inside = std::function<bool(int, int)>;

ImageBuffer shape(int width, int height, const Inside& inside) {
    ImageBuffer out(width, height, 1, Depth::UInt16);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            if (inside(x, y)) out.setSample(x, y, 0, 1000);
    return out;
}

}  // namespace

Q_DECLARE_METATYPE(Inside)

class TestNestedComponents : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void measures_data() {
        QTest::addColumn<Inside>("inside");
        QTest::addColumn<double>("thickness");
        QTest::addColumn<double>("outline");
        const auto line = [](double degrees, double width) {
            const double c = std::cos(degrees * std::numbers::pi / 180),
                         s = std::sin(degrees * std::numbers::pi / 180);
            return Inside([=](int x, int y) {
                const double u = x - 100, v = y - 100;
                return std::abs(s * u - c * v) < width / 2 && std::abs(c * u + s * v) < 60;
            });
        };
        for (const double degrees : {0.0, 20.0, 45.0, 70.0, 90.0, 135.0})
            QTest::addRow("line at %g degrees", degrees) << line(degrees, 5) << 5.0 << 250.0;
        QTest::newRow("disc") << Inside([](int x, int y) { return std::hypot(x - 100, y - 100) < 30; })
                              << 30.0 << 60 * std::numbers::pi;
        QTest::newRow("along the border") << Inside([](int x, int) { return x < 6; }) << 6.0 << 412.0;
    }
    void measures() {
        QFETCH(Inside, inside);
        QFETCH(double, thickness);
        QFETCH(double, outline);
        int asked = 0;
        acceptedComponents(
            shape(200, 200, inside), {1000}, 0, [&](const NestedComponent& found, std::size_t) {
                ++asked;
                const double error = found.outline / outline - 1;
                if (std::abs(error) > 0.08 || std::abs(found.thickness() / thickness - 1) > 0.12)
                    qWarning("outline %.1f, thickness %.2f", found.outline, found.thickness()), asked = -100;
                return true;
            });
        QCOMPARE(asked, 1);
    }

    void rectanglesAndCounts() {
        ImageBuffer values = shape(20, 10, [](int x, int y) { return x >= 3 && x <= 7 && y == x; });
        values.setSample(5, 5, 0, 2000);
        int asked = 0;
        acceptedComponents(values, {2000, 1000}, 0, [&](const NestedComponent& found, std::size_t level) {
            ++asked;
            if (level == 0) {
                [&] { QCOMPARE(found.area, 1); }();
                return false;
            }
            [&] {
                QCOMPARE(found.left, 3);
                QCOMPARE(found.top, 3);
                QCOMPARE(found.right, 7);
                QCOMPARE(found.bottom, 7);
                QCOMPARE(found.area, 5);
                QCOMPARE(found.strong, 1);
                QCOMPARE(found.peak, 2000);
                QCOMPARE(found.extent(), std::hypot(5, 5));
            }();
            return false;
        });
        QCOMPARE(asked, 2);
    }

    /// Two peaks on one pedestal: what is accepted at the top stays marked, and a pixel is marked from any
    /// level.
    void marksFromAnyLevel() {
        ImageBuffer values = shape(30, 5, [](int, int y) { return y == 2; });
        for (const int x : {4, 5, 20})
            values.setSample(x, 2, 0, 3000);
        const auto marked = [&](const auto& accepts) {
            const ImageBuffer mask = acceptedComponents(values, {3000, 2000, 1000}, 0, accepts);
            int count = 0;
            for (int y = 0; y < 5; ++y)
                for (int x = 0; x < 30; ++x)
                    count += mask.sample(x, y, 0) == 255;
            return count;
        };
        using Component = NestedComponent;
        QCOMPARE(marked([](const Component&, std::size_t) { return false; }), 0);
        QCOMPARE(marked([](const Component& each, std::size_t) { return each.area == 2; }), 2);
        QCOMPARE(marked([](const Component&, std::size_t level) { return level == 0; }), 3);
        QCOMPARE(marked([](const Component&, std::size_t level) { return level == 2; }), 30);
        QCOMPARE(marked([](const Component& each, std::size_t) { return each.strong == 3; }), 30);
    }

    void takesAnySize_data() {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        QTest::addRow("1 x 1") << 1 << 1;
        QTest::addRow("1 x 10000") << 1 << 10000;
        QTest::addRow("3000 x 2") << 3000 << 2;
        QTest::addRow("600 x 500") << 600 << 500;
    }
    void takesAnySize() {
        QFETCH(int, width);
        QFETCH(int, height);
        int asked = 0;
        const ImageBuffer mask = acceptedComponents(shape(width, height, [](int, int) { return true; }),
                                                    {1000}, 0, [&](const NestedComponent& all, std::size_t) {
                                                        ++asked;
                                                        return all.area == std::int64_t(width) * height;
                                                    });
        QCOMPARE(asked, 1);
        QCOMPARE(mask.sample(width - 1, height - 1, 0), 255);
    }

    void nothingReachesTheLevel() {
        const ImageBuffer mask = acceptedComponents(ImageBuffer(8, 8, 1, Depth::UInt16), {1}, 0,
                                                    [](const NestedComponent&, std::size_t) { return true; });
        QCOMPARE(mask.sample(4, 4, 0), 0);
        const ImageBuffer none = acceptedComponents(ImageBuffer(8, 8, 1, Depth::UInt16), {}, 0,
                                                    [](const NestedComponent&, std::size_t) { return true; });
        QCOMPARE(none.width(), 8);
    }
};

QTEST_GUILESS_MAIN(TestNestedComponents)
#include "test_nested_components.moc"
