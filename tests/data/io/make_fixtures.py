#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the pictures in this folder, which tests/core/io reads.

They hold what Lacuna's own writers don't write. The pictures are formulas (see below, and the same ones in
tests/core/io/pictures.cpp), so every sample that comes back can be checked. PNG and TIFF are put together here byte by
byte; JPEG, WebP and TIFF's fax, LZW, PackBits and JPEG compressions come from Pillow. The committed files were made with
Python 3.11, numpy 2.4.6 and Pillow 13.0.0:

    python3 make_fixtures.py        # writes beside itself

BMP, GIF and PNM were made from the PNGs by ImageMagick 6.9; small.jxl, rgba16.jxl, small.heic and small.avif by
Lacuna's own writers; smaller_copies.tif by tifffile 2026.3, thumbnail.heic by heif-enc 1.15 (--thumb 24), pq.avif by
ffmpeg 5.1 (BT.2020, smpte2084) and sequence.avif by Pillow. small.dng is an even grey, as in tests/core/io/test_new_formats.cpp.
"""
import io
import pathlib
import struct
import zlib

import numpy as np
from PIL import Image

HERE = pathlib.Path(__file__).resolve().parent
W, H = 24, 16
Y, X = np.mgrid[0:H, 0:W].astype(np.int64)

GREY8 = X * 9 + Y * 3
ALPHA8 = X * 3 + Y * 12
RGB8 = np.stack([X * 11, Y * 17, X * 7 + Y * 5], axis=-1)
GREY16 = X * 2500 + Y * 500 + 3
ALPHA16 = X * 1000 + Y * 2800 + 1
RGB16 = np.stack([X * 2800 + Y * 7, Y * 4300 + X * 3, X * 1500 + Y * 1900 + 1], axis=-1)


def narrow(bits):
    """A pattern of `bits`-bit samples."""
    return (X * 5 + Y * 3) % (1 << bits)


def stacked(*planes):
    return np.concatenate([p if p.ndim == 3 else p[..., None] for p in planes], axis=-1)


# --- bits -----------------------------------------------------------------------------------------------------------

def packed_rows(samples, bits, big_endian=True):
    """The rows of an array (height, width, samples), each packed to whole bytes."""
    rows = []
    for row in samples.reshape(samples.shape[0], -1):
        if bits == 8:
            rows.append(row.astype(np.uint8).tobytes())
        elif bits in (16, 32):
            rows.append(row.astype((">" if big_endian else "<") + f"u{bits // 8}").tobytes())
        else:
            text = "".join(format(int(v), f"0{bits}b") for v in row)
            text += "0" * (-len(text) % 8)
            rows.append(int(text, 2).to_bytes(len(text) // 8, "big"))
    return rows


# --- PNG ------------------------------------------------------------------------------------------------------------

ADAM7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def png_chunk(name, data):
    body = name + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))


def write_png(name, samples, bits, colour, before=(), interlaced=False):
    if samples.ndim == 2:
        samples = samples[..., None]
    passes = [samples[y0::dy, x0::dx] for x0, y0, dx, dy in ADAM7] if interlaced else [samples]
    raw = b"".join(b"\0" + row for part in passes if part.size for row in packed_rows(part, bits))
    header = struct.pack(">IIBBBBB", samples.shape[1], samples.shape[0], bits, colour, 0, 0, int(interlaced))
    data = b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header)
    data += b"".join(png_chunk(*chunk) for chunk in before)
    data += png_chunk(b"IDAT", zlib.compress(raw, 9)) + png_chunk(b"IEND", b"")
    (HERE / name).write_bytes(data)


def palette(bits):
    index = np.arange(1 << bits)
    return np.stack([255 - index, index * 37 % 256, index * 91 % 256], axis=-1).astype(np.uint8)


def make_png():
    for bits in (1, 2, 4):
        write_png(f"grey{bits}.png", narrow(bits), bits, 0)
        write_png(f"palette{bits}.png", narrow(bits), bits, 3, [(b"PLTE", palette(bits).tobytes())])
    write_png("palette8.png", narrow(8), 8, 3, [(b"PLTE", palette(8).tobytes())])
    write_png("palette8_alpha.png", narrow(8), 8, 3,
              [(b"PLTE", palette(8).tobytes()), (b"tRNS", bytes(range(0, 200)))])
    write_png("grey8_key.png", GREY8, 8, 0, [(b"tRNS", struct.pack(">H", 9))])
    write_png("rgb16_key.png", RGB16, 16, 2, [(b"tRNS", struct.pack(">HHH", *map(int, RGB16[2, 3])))])
    write_png("grey_alpha8_interlaced.png", stacked(GREY8, ALPHA8), 8, 4, interlaced=True)
    write_png("rgb8_interlaced.png", RGB8, 8, 2, interlaced=True)
    write_png("rgba16_interlaced.png", stacked(RGB16, ALPHA16), 16, 6, interlaced=True)
    write_png("linear.png", RGB8, 8, 2, [(b"gAMA", struct.pack(">I", 100000))])
    # Of a picture that claims 100000 × 100000 pixels, and one that claims 20000 × 20000, only a few bytes.
    for name, side in (("huge.png", 100000), ("large.png", 20000)):
        header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
        (HERE / name).write_bytes(b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) +
                                  png_chunk(b"IDAT", zlib.compress(bytes(1000))) + png_chunk(b"IEND", b""))


# --- TIFF -----------------------------------------------------------------------------------------------------------

def write_tiff(name, samples, bits, photometric, *, big_endian=False, big=False, tile=None, planes=False,
               deflate=False, rows_per_strip=5, sample_format=1, extra=None, tags=(), pages=1):
    if samples.ndim == 2:
        samples = samples[..., None]
    height, width, count = samples.shape
    order = ">" if big_endian else "<"

    def chunks():
        for part in ([samples[..., s:s + 1] for s in range(count)] if planes else [samples]):
            if tile:
                for y in range(0, height, tile[1]):
                    for x in range(0, width, tile[0]):
                        piece = np.zeros((tile[1], tile[0], part.shape[2]), part.dtype)
                        inside = part[y:y + tile[1], x:x + tile[0]]
                        piece[:inside.shape[0], :inside.shape[1]] = inside
                        yield piece
            else:
                for y in range(0, height, rows_per_strip):
                    yield part[y:y + rows_per_strip]

    data = []
    for chunk in chunks():
        if sample_format == 3:
            raw = chunk.astype(order + f"f{bits // 8}").tobytes()
        else:
            raw = b"".join(packed_rows(chunk, bits, big_endian))
        data.append(zlib.compress(raw, 9) if deflate else raw)

    short, long_, word = 3, 4, (16 if big else 4)
    entries = {256: (short, [width]), 257: (short, [height]), 258: (short, [bits] * count),
               259: (short, [8 if deflate else 1]), 262: (short, [photometric]), 277: (short, [count]),
               284: (short, [2 if planes else 1]), 339: (short, [sample_format] * count)}
    if tile:
        entries[322] = (short, [tile[0]])
        entries[323] = (short, [tile[1]])
    else:
        entries[278] = (short, [rows_per_strip])
    if extra is not None:
        entries[338] = (short, [extra])
    entries.update(dict(tags))

    out = bytearray()
    if big:
        out += (b"MM" if big_endian else b"II") + struct.pack(order + "HHHQ", 43, 8, 0, 0)
    else:
        out += (b"MM" if big_endian else b"II") + struct.pack(order + "HI", 42, 0)
    offsets = []
    for chunk in data:
        offsets.append(len(out))
        out += chunk + b"\0" * (len(chunk) % 2)
    entries[324 if tile else 273] = (word, offsets)
    entries[325 if tile else 279] = (word, [len(chunk) for chunk in data])

    formats = {1: "B", 2: "B", 3: "H", 4: "I", 7: "B", 16: "Q"}
    inline = 8 if big else 4
    link = 8 if big else 4  # where the offset of the next directory is to be written
    for _ in range(pages):
        table = []
        for tag in sorted(entries):
            kind, values = entries[tag]
            body = struct.pack(order + formats[kind] * len(values), *values)
            if len(body) > inline:
                body, place = struct.pack(order + ("Q" if big else "I"), len(out)), body
                out += place + b"\0" * (len(place) % 2)
            table.append(struct.pack(order + "HH" + ("Q" if big else "I"), tag, kind, len(values)) +
                         body.ljust(inline, b"\0"))
        struct.pack_into(order + ("Q" if big else "I"), out, link, len(out))
        out += struct.pack(order + ("Q" if big else "H"), len(table)) + b"".join(table)
        link = len(out)
        out += b"\0" * inline
    (HERE / name).write_bytes(bytes(out))


def premultiplied(colours, alpha, most):
    return (colours * alpha[..., None] + most // 2) // most


def make_tiff(cmyk_profile):
    rgba16 = stacked(RGB16, ALPHA16)
    write_tiff("rgba16_associated_tiled.tif", stacked(premultiplied(RGB16, ALPHA16, 65535), ALPHA16), 16, 2,
               tile=(16, 16), deflate=True, extra=1)
    write_tiff("rgba16_planes_bigendian.tif", rgba16, 16, 2, planes=True, big_endian=True, extra=2)
    write_tiff("rgba16_planes_tiled.tif", rgba16, 16, 2, planes=True, tile=(16, 16), deflate=True, extra=2)
    write_tiff("rgba8_associated.tif", stacked(premultiplied(RGB8, ALPHA8, 255), ALPHA8), 8, 2, extra=1)
    write_tiff("rgb8_unspecified_extra.tif", stacked(RGB8, ALPHA8), 8, 2, extra=0)
    write_tiff("grey_alpha16.tif", stacked(GREY16, ALPHA16), 16, 1, extra=2)
    write_tiff("rgb8_big.tif", RGB8, 8, 2, big=True)
    write_tiff("rgb16_big_bigendian.tif", RGB16, 16, 2, big=True, big_endian=True)
    write_tiff("white_is_zero8.tif", 255 - GREY8, 8, 0)
    write_tiff("two_pages.tif", RGB8, 8, 2, pages=2)
    for bits in (1, 2, 4, 12):
        write_tiff(f"grey{bits}.tif", narrow(bits), bits, 1)
    write_tiff("rgb12.tif", RGB16 // 16, 12, 2)
    colours = palette(4).astype(np.int64)
    write_tiff("palette4.tif", narrow(4), 4, 3, tags={320: (3, list(colours.T.flatten() * 257))})
    write_tiff("palette8_narrow.tif", narrow(8), 8, 3, tags={320: (3, list(palette(8).astype(int).T.flatten()))})
    inks = np.stack([(X > 11) * 255, (Y > 7) * 255, (X % 12 > 5) * 255, 0 * X], axis=-1)
    write_tiff("cmyk8.tif", inks, 8, 5, tags={34675: (7, list(cmyk_profile))})
    write_tiff("cmyk16.tif", inks * 257, 16, 5, deflate=True, tags={34675: (7, list(cmyk_profile))})
    write_tiff("cmyk8_no_profile.tif", inks, 8, 5)
    r, g, b = (RGB8[..., i] for i in range(3))
    luma = 0.299 * r + 0.587 * g + 0.114 * b
    ycc = np.stack([luma, (b - luma) / 1.772 + 128, (r - luma) / 1.402 + 128], axis=-1).round().clip(0, 255)
    write_tiff("ycbcr.tif", ycc.astype(np.int64), 8, 6, tags={530: (3, [1, 1])})
    write_tiff("float32.tif", RGB8 / 255.0, 32, 2, sample_format=3)
    write_tiff("signed16.tif", GREY16, 16, 1, sample_format=2)
    write_tiff("grey32.tif", GREY16, 32, 1)
    write_tiff("lab.tif", RGB8, 8, 8)
    write_tiff("preview_first.tif", RGB8, 8, 2, tags={254: (4, [1])})
    huge = {256: (4, [100000]), 257: (4, [100000])}
    write_tiff("huge.tif", RGB8, 8, 2, tags=huge)
    write_tiff("large.tif", RGB8, 8, 2, tags={256: (4, [20000]), 257: (4, [20000])})
    write_tiff("zero.tif", RGB8, 8, 2, tags={256: (4, [0])})

    rgb = Image.fromarray(RGB8.astype(np.uint8))
    rgb.save(HERE / "lzw.tif", compression="tiff_lzw")
    rgb.save(HERE / "packbits.tif", compression="packbits")
    rgb.save(HERE / "jpeg.tif", compression="jpeg", quality=95)
    Image.fromarray(narrow(1).astype(bool)).save(HERE / "fax4.tif", compression="group4")


# --- a CMYK profile ---------------------------------------------------------------------------------------------------

def make_cmyk_profile():
    """A version 2 output profile with one table from CMYK to Lab, of two points per ink: light multiplied by each ink."""
    to_xyz = np.array([[0.4360747, 0.3850649, 0.1430804], [0.2225045, 0.7168786, 0.0606169],
                       [0.0139322, 0.0971045, 0.7141733]])  # linear sRGB to XYZ, D50
    white = np.array([0.9642, 1.0, 0.8249])
    table = []
    for node in range(16):
        c, m, y, k = (node >> 3 & 1, node >> 2 & 1, node >> 1 & 1, node & 1)
        xyz = to_xyz @ (np.array([1 - c, 1 - m, 1 - y]) * (1 - k)) / white
        f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
        lab = [116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])]
        table += [lab[0] * 652.8, (lab[1] + 128) * 256, (lab[2] + 128) * 256]
    values = [min(65535, max(0, round(v))) for v in table]
    identity = [1 << 16, 0, 0, 0, 1 << 16, 0, 0, 0, 1 << 16]
    lut = b"mft2" + bytes(4) + struct.pack(">BBBB", 4, 3, 2, 0) + struct.pack(">9i", *identity)
    lut += struct.pack(">HH", 2, 2) + struct.pack(">HH", 0, 65535) * 4
    lut += struct.pack(f">{len(values)}H", *values) + struct.pack(">HH", 0, 65535) * 3

    def described(text):
        raw = text.encode() + b"\0"
        return b"desc" + bytes(4) + struct.pack(">I", len(raw)) + raw + bytes(4 + 4 + 2 + 1 + 67)

    parts = [(b"desc", described("Lacuna test CMYK")), (b"cprt", b"text" + bytes(4) + b"No rights reserved\0"),
             (b"wtpt", b"XYZ " + bytes(4) + struct.pack(">3i", *(round(v * 65536) for v in white))), (b"A2B0", lut)]
    offset, index, body = 128 + 4 + 12 * len(parts), b"", b""
    for tag, data in parts:
        data += b"\0" * (-len(data) % 4)
        index += tag + struct.pack(">II", offset + len(body), len(data))
        body += data
    size = offset + len(body)
    header = struct.pack(">I4sI4s4s4s", size, b"\0\0\0\0", 0x02400000, b"prtr", b"CMYK", b"Lab ")
    header += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + bytes(28)
    header += struct.pack(">3i", *(round(v * 65536) for v in white))
    header = header.ljust(128, b"\0")
    profile = header + struct.pack(">I", len(parts)) + index + body
    (HERE / "cmyk.icc").write_bytes(profile)
    return profile


# --- JPEG and WebP ----------------------------------------------------------------------------------------------------

def make_jpeg(cmyk_profile):
    rgb = Image.fromarray(RGB8.astype(np.uint8))
    rgb.save(HERE / "progressive_420.jpg", quality=95, progressive=True, subsampling=2)
    rgb.save(HERE / "rgb.jpg", quality=98, keep_rgb=True)
    Image.fromarray(GREY8.astype(np.uint8)).save(HERE / "grey.jpg", quality=95)
    inks = np.stack([(X > 11) * 255, (Y > 7) * 255, 0 * X, 0 * X], axis=-1).astype(np.uint8)
    cmyk = Image.fromarray(inks, "CMYK")
    cmyk.save(HERE / "cmyk.jpg", quality=98, icc_profile=cmyk_profile)
    cmyk.save(HERE / "cmyk_no_profile.jpg", quality=98)
    # A sound file whose header claims 65500 × 65500, and one that claims 16000 × 16000.
    whole = (HERE / "progressive_420.jpg").read_bytes()
    frame = whole.index(b"\xff\xc2")
    for name, side in (("huge.jpg", 65500), ("large.jpg", 16000)):
        changed = bytearray(whole)
        struct.pack_into(">HH", changed, frame + 5, side, side)
        (HERE / name).write_bytes(bytes(changed))
    changed = bytearray(whole)
    changed[frame + 4] = 12
    (HERE / "bits12.jpg").write_bytes(bytes(changed))
    changed = bytearray(whole)
    changed[frame + 1] = 0xC3
    (HERE / "lossless.jpg").write_bytes(bytes(changed))


def make_webp():
    rgb = Image.fromarray(RGB8.astype(np.uint8))
    rgba = Image.fromarray(stacked(RGB8, ALPHA8).astype(np.uint8))
    rgb.save(HERE / "lossy.webp", quality=95, method=6)
    rgba.save(HERE / "lossy_alpha.webp", quality=95, method=6, exact=True)
    rgba.save(HERE / "lossless_alpha.webp", lossless=True, exact=True)
    rgb.save(HERE / "animated.webp", save_all=True, append_images=[rgb.transpose(Image.Transpose.ROTATE_180)])
    # A sound lossy file whose frame claims 16000 × 16000.
    changed = bytearray((HERE / "lossy.webp").read_bytes())
    assert changed[23:26] == b"\x9d\x01\x2a"
    struct.pack_into("<HH", changed, 26, 16000, 16000)
    (HERE / "large.webp").write_bytes(bytes(changed))
    # A canvas of 16 million pixels a side over a tiny picture.
    small = io.BytesIO()
    rgba.save(small, "WEBP", lossless=True, exif=b"Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0")
    changed = bytearray(small.getvalue())
    assert changed[12:16] == b"VP8X"
    changed[24:30] = b"\xff" * 6
    (HERE / "huge.webp").write_bytes(bytes(changed))


# --- orientation ------------------------------------------------------------------------------------------------------

def make_orientations():
    """The same upright picture, four coloured quadrants of 12 × 8, stored in each of EXIF's eight ways."""
    upright = np.zeros((H, W, 3), np.uint8)
    upright[:8, :12], upright[:8, 12:] = (230, 20, 20), (20, 200, 40)
    upright[8:, :12], upright[8:, 12:] = (30, 40, 220), (240, 240, 240)
    turn = Image.Transpose
    stored_by = {1: None, 2: turn.FLIP_LEFT_RIGHT, 3: turn.ROTATE_180, 4: turn.FLIP_TOP_BOTTOM, 5: turn.TRANSPOSE,
                 6: turn.ROTATE_90, 7: turn.TRANSVERSE, 8: turn.ROTATE_270}
    for orientation, how in stored_by.items():
        picture = Image.fromarray(upright)
        if how is not None:
            picture = picture.transpose(how)
        exif = Image.Exif()
        exif[0x0112] = orientation
        exif[0x010E] = "Four quadrants"
        picture.save(HERE / f"orientation_{orientation}.jpg", quality=98, subsampling=0, exif=exif)
        picture.save(HERE / f"orientation_{orientation}.png", exif=exif, optimize=True)
        picture.save(HERE / f"orientation_{orientation}.webp", lossless=True, exif=exif)
        text = list(b"Four quadrants\0")
        write_tiff(f"orientation_{orientation}.tif", np.asarray(picture).astype(np.int64), 8, 2, deflate=True,
                   tags={274: (3, [orientation]), 270: (2, text)})


def main():
    cmyk_profile = make_cmyk_profile()
    make_png()
    make_tiff(cmyk_profile)
    make_jpeg(cmyk_profile)
    make_webp()
    make_orientations()


if __name__ == "__main__":
    main()
