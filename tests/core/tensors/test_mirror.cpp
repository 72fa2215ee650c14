// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensors/mirror.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/arange.h>
#include <QtTest>

using namespace lacuna;

namespace {

/// Where a pixel beyond the border comes from, by walking there and turning at every end.
std::int64_t source(std::int64_t at, std::int64_t size) {
    while (size > 1 && (at < 0 || at >= size))
        at = at < 0 ? -at : 2 * (size - 1) - at;
    return size > 1 ? at : 0;
}

at::Tensor numbered(int height, int width) {
    return at::arange(2 * height * width, at::kFloat).reshape({1, 2, height, width});
}

}  // namespace

class TestMirror : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void mirroredOntoACanvas_data() {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<QPoint>("corner");
        QTest::addColumn<QSize>("canvas");
        QTest::newRow("as it is") << QSize(4, 3) << QPoint(0, 0) << QSize(4, 3);
        QTest::newRow("right and below") << QSize(4, 3) << QPoint(0, 0) << QSize(6, 5);
        QTest::newRow("left and above") << QSize(4, 3) << QPoint(2, 1) << QSize(6, 4);
        QTest::newRow("all around") << QSize(5, 4) << QPoint(2, 3) << QSize(9, 9);
        QTest::newRow("several times, unevenly") << QSize(4, 3) << QPoint(13, 7) << QSize(30, 11);
        QTest::newRow("several times, to the left only") << QSize(3, 5) << QPoint(11, 0) << QSize(14, 5);
        QTest::newRow("one row") << QSize(5, 1) << QPoint(3, 4) << QSize(11, 9);
        QTest::newRow("one pixel") << QSize(1, 1) << QPoint(2, 0) << QSize(3, 4);
        QTest::newRow("two pixels") << QSize(2, 2) << QPoint(5, 6) << QSize(12, 13);
    }
    void mirroredOntoACanvas() {
        QFETCH(QSize, size);
        QFETCH(QPoint, corner);
        QFETCH(QSize, canvas);
        const at::Tensor x = numbered(size.height(), size.width());
        const at::Tensor out = mirroredOnto(x, corner.y(), corner.x(), canvas.height(), canvas.width());
        QCOMPARE(out.sizes().vec(), (std::vector<std::int64_t>{1, 2, canvas.height(), canvas.width()}));
        for (int row = 0; row < canvas.height(); ++row) {
            for (int column = 0; column < canvas.width(); ++column) {
                const auto fromRow = source(row - corner.y(), size.height());
                const auto fromColumn = source(column - corner.x(), size.width());
                QVERIFY(
                    out.select(2, row).select(2, column).equal(x.select(2, fromRow).select(2, fromColumn)));
            }
        }
        if (canvas == size) QCOMPARE(out.data_ptr(), x.data_ptr());
    }

    void padsToASide() {
        QCOMPARE(mirrorPadToSide(numbered(3, 9), 7).sizes().vec(), (std::vector<std::int64_t>{1, 2, 7, 9}));
    }

    /// One period: it meets itself at every edge with the border pixel repeated.
    void mirrorImages() {
        const at::Tensor x = numbered(3, 4);
        const at::Tensor out = withMirrorImages(x);
        for (int row = 0; row < 6; ++row) {
            for (int column = 0; column < 8; ++column)
                QVERIFY(out.select(2, row).select(2, column).equal(
                    x.select(2, row < 3 ? row : 5 - row).select(2, column < 4 ? column : 7 - column)));
        }
    }
};

QTEST_GUILESS_MAIN(TestMirror)
#include "test_mirror.moc"
