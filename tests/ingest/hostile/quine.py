"""An archive whose only file is the archive itself: whoever unpacks all there is never comes to an end.

Deflate has two instructions: copy what follows, and repeat what was written. That a program of them can write itself,
with what stands before and behind it, was found by Russ Cox (https://research.swtch.com/zip); this one is put together
anew. Its checksum has to be that of a file in which it stands four times. A CRC is linear: 33 tries tell how each of
its bits depends on each, and the rest is a system of 32 equations over two numbers.
"""

import struct
import zlib

NAME = b"a.zip"
_UNIT = 5
"""Bytes of an instruction; of the last one, four."""


def quine():
    """The bytes of the archive."""
    base = zlib.crc32(_archive(0))
    columns = [zlib.crc32(_archive(1 << bit)) ^ base ^ (1 << bit) for bit in range(32)]
    rows = [sum((column >> bit & 1) << place for place, column in enumerate(columns)) for bit in range(32)]
    system = [[row, base >> bit & 1] for bit, row in enumerate(rows)]
    for place in range(32):
        pivot = next(equation for equation in system[place:] if equation[0] >> place & 1)
        system.remove(pivot)
        for equation in system:
            if equation[0] >> place & 1:
                equation[0] ^= pivot[0]
                equation[1] ^= pivot[1]
        system.insert(place, pivot)
    return _archive(sum(value << place for place, (_row, value) in enumerate(system)))


def _archive(checksum):
    """The archive with this checksum written into it, right or wrong."""
    tail_size = 46 + len(NAME) + 22
    before, behind = 30 + len(NAME) + _UNIT, tail_size + 4
    one, four, nothing = _copy(_UNIT), _copy(4 * _UNIT), _copy(0)
    # Each ends where a byte does, or leaves too little of it for the head of the next block.
    again_four = _packed(_repeat(10, 20) + _repeat(10, 20))
    again_head = _packed(_repeat(before, before), "")
    again_tail = _packed(_repeat(behind, behind), last=True)
    program_size = 0
    for _try in range(2):  # The second knows the size.
        size = 30 + len(NAME) + program_size + tail_size
        common = struct.pack("<5H3L2H", 20, 0, 8, 0, 0x21, checksum, program_size, size, len(NAME), 0)
        head = b"PK\x03\x04" + common + NAME
        directory = b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<3H2L", 0, 0, 0, 0, 0) + NAME
        end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(directory), len(head) + program_size, 0)
        tail = directory + end
        program = b"".join(
            (
                *(_copy(before), head, _copy(before), again_head),
                *(one, again_head, one, one, four, again_head, one, one, four),
                *(again_four, four, again_four, four, again_four, four, again_four),
                *(four, again_four, nothing, nothing, _copy(behind)),
                *(again_four, nothing, nothing, _copy(behind), again_tail, tail, again_tail),
            )
        )
        program_size = len(program)
    return head + program + tail


def _copy(number):
    """The instruction to copy so many of the bytes that follow."""
    return struct.pack("<BHH", 0, number, number ^ 0xFFFF)


def _repeat(length, distance):
    """The bits of: so many bytes from so far back (RFC 1951, 3.2.5 and 3.2.6)."""
    code, extra, start = next(row for row in _LENGTHS if row[2] <= length < row[2] + (1 << row[1]))
    bits = f"{code - 256:07b}" + _lowest_first(length - start, extra)
    code, extra, start = next(row for row in _DISTANCES if row[2] <= distance < row[2] + (1 << row[1]))
    return bits + f"{code:05b}" + _lowest_first(distance - start, extra)


_LENGTHS = [(257 + length - 3, 0, length) for length in range(3, 11)]
_LENGTHS += [
    (265 + 4 * (extra - 1) + step, extra, 3 + (4 + step << extra)) for extra in range(1, 4) for step in range(4)
]
_LENGTHS += [(277 + step, 4, 3 + (4 + step << 4)) for step in range(3)]
_DISTANCES = [(2 + 2 * extra + step, extra, 1 + (2 + step << extra)) for extra in range(6) for step in range(2)]


def _lowest_first(value, number):
    return "".join(str(value >> bit & 1) for bit in range(number))


def _packed(*blocks, last=False):
    """Blocks of fixed codes as bytes."""
    bits = "".join(f"{int(last)}10{block}0000000" for block in blocks)
    bits += "0" * (-len(bits) % 8)
    return bytes(int(bits[place : place + 8][::-1], 2) for place in range(0, len(bits), 8))
