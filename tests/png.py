"""Reads PNG pictures by the specification, so that what is hidden in one can be looked for: https://www.w3.org/TR/png-3/"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

_CHANNELS = {2: 3, 6: 4}  # colour types: RGB, RGBA; all that Chromium writes


@dataclass(frozen=True)
class Png:
    """A decoded picture: its chunks in order, what comes after its end, and its pixels row by row."""

    width: int
    height: int
    channels: int
    kinds: tuple[bytes, ...]
    rest: bytes
    rows: tuple[bytes, ...]

    def pixel(self, x: int, y: int) -> tuple[int, ...]:
        """Red, green and blue."""
        at = x * self.channels
        return tuple(self.rows[y][at : at + 3])

    def within(self, left: int, top: int, width: int, height: int) -> Iterator[tuple[int, ...]]:
        """The pixels of a box."""
        return (self.pixel(x, y) for y in range(top, top + height) for x in range(left, left + width))


def read_png(data: bytes) -> Png:
    """Decodes a picture; every byte of it is accounted for."""
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    chunks, rest = _chunks(data[8:])
    width, height, depth, colour, *how = struct.unpack(">IIBBBBB", dict(chunks)[b"IHDR"])
    assert (depth, how) == (8, [0, 0, 0])
    inflate = zlib.decompressobj()
    raw = inflate.decompress(b"".join(body for kind, body in chunks if kind == b"IDAT"))
    assert inflate.eof and not inflate.unused_data, "something is hidden after the pixels"
    stride, channels = width * _CHANNELS[colour] + 1, _CHANNELS[colour]
    assert len(raw) == stride * height
    rows: list[bytes] = []
    for at in range(0, len(raw), stride):
        rows.append(_plain(raw[at], raw[at + 1 : at + stride], rows[-1] if rows else bytes(stride - 1), channels))
    return Png(width, height, channels, tuple(kind for kind, _ in chunks), rest, tuple(rows))


def _chunks(data: bytes) -> tuple[list[tuple[bytes, bytes]], bytes]:
    chunks: list[tuple[bytes, bytes]] = []
    while not chunks or chunks[-1][0] != b"IEND":
        length, kind = struct.unpack(">I4s", data[:8])
        chunks.append((kind, data[8 : 8 + length]))
        assert struct.unpack(">I", data[8 + length : 12 + length])[0] == zlib.crc32(data[4 : 8 + length])
        data = data[12 + length :]
    return chunks, data


def _plain(kind: int, row: bytes, above: bytes, channels: int) -> bytes:
    """A row without its filter."""
    out = bytearray(row)
    if kind == 2:
        return bytes((one + up) & 255 for one, up in zip(row, above, strict=True))
    for at in range(len(out)) if kind else ():
        left = out[at - channels] if at >= channels else 0
        corner = above[at - channels] if at >= channels else 0
        guess = {1: left, 3: (left + above[at]) // 2, 4: _paeth(left, above[at], corner)}[kind]
        out[at] = (out[at] + guess) & 255
    return bytes(out)


def _paeth(left: int, up: int, corner: int) -> int:
    estimate = left + up - corner
    return min((left, up, corner), key=lambda one: abs(estimate - one))
