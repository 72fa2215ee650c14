// SPDX-License-Identifier: GPL-3.0-or-later
// pixels_kept BEFORE AFTER MASK: whether AFTER has BEFORE's pixels, bit for bit, wherever MASK marks nothing,
// and others where it does. JPEG to JPEG is not looked at like this: its blocks are coded again where the
// mask touches them.
#include "core/base/error.h"
#include "core/io/image_io.h"

#include <cstdio>

int main(int argc, char** argv) {
    if (argc != 4) return 2;
    try {
        const lacuna::Photograph before = lacuna::readPhotograph(argv[1]);
        const lacuna::Photograph after = lacuna::readPhotograph(argv[2]);
        const lacuna::ImageBuffer mask = lacuna::readMask(argv[3]);
        const int width = before.pixels.width();
        const int height = before.pixels.height();
        if (after.pixels.width() != width || after.pixels.height() != height || mask.width() != width) {
            std::puts("sizes differ");
            return 1;
        }
        long marked = 0;
        long changedInside = 0;
        long changedOutside = 0;
        for (int y = 0; y < height; ++y) {
            for (int x = 0; x < width; ++x) {
                bool same = true;
                for (int c = 0; c < before.pixels.channels(); ++c)
                    same = same && before.pixels.sample(x, y, c) == after.pixels.sample(x, y, c);
                const bool inside = mask.sample(x, y, 0) > 127;
                marked += inside;
                (inside ? changedInside : changedOutside) += !same;
            }
        }
        std::printf("%ld marked, %ld changed inside, %ld outside\n", marked, changedInside, changedOutside);
        return marked > 0 && changedInside > marked / 2 && changedOutside == 0 ? 0 : 1;
    } catch (const lacuna::Error& error) {
        std::puts(error.what());
        return 1;
    }
}
