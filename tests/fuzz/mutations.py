"""Mutations that know what they change: bytes, parts and directory of a zip, tags and values of XML, records."""

import io
import random
import re
import struct
import zipfile
import zlib
from collections.abc import Callable

Mutation = Callable[[random.Random, bytes], bytes]
TAG = re.compile(rb"<[^<>]{1,400}>")
VALUE = re.compile(rb"=\"([^\"]{0,80})\"|='([^']{0,80})'|>([^<>]{1,80})<")
ODD_VALUES = (
    *(b"", b"0", b"-1", b"1", b"65536", b"1048577", b"2147483648", b"999999999", b"99999999999999999999", b"1e999"),
    *(
        b"NaN",
        b"XFD1048576",
        b"A0",
        b"ZZZZ9",
        b"A1:XFD1048576",
        b"B2:A1",
        b"e",
        b"s",
        b"b",
        b"d",
        b"inlineStr",
        b"true",
    ),
    *(b"&#0;", b"&#x10FFFF;", b"&lt;", b"&unknown;", b"\xff\xfe", b"\x00", b"\xf0\xa0\xae\xb7", b"../../x", b"]]>"),
    *(b"2026-13-45", b"2026-03-05T25:61:00", b"PT99999999H", b"9" * 400, "企".encode() * 3000),
)
DAMAGED = (zipfile.BadZipFile, zlib.error, ValueError, EOFError, NotImplementedError, RuntimeError, struct.error)
DOCTYPE = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


def flip(chance: random.Random, data: bytes) -> bytes:
    """Some bytes become others."""
    made = bytearray(data)
    for _ in range(chance.choice((1, 1, 3, 20))):
        if made:
            made[chance.randrange(len(made))] = chance.choice((0, 0xFF, 0x20, 0x3C, 0x22, chance.randrange(256)))
    return bytes(made)


def cut(chance: random.Random, data: bytes) -> bytes:
    """Something is missing: the end, the beginning, or a piece."""
    a, b = sorted(chance.randrange(len(data) + 1) for _ in range(2))
    return chance.choice((data[:a], data[b:], data[:a] + data[b:]))


def repeat(chance: random.Random, data: bytes) -> bytes:
    """A piece comes several times, or elsewhere again."""
    a, b = sorted(chance.randrange(len(data) + 1) for _ in range(2))
    piece, at = data[a : min(b, a + 2000)], chance.randrange(len(data) + 1)
    return data[:at] + piece * chance.choice((1, 2, 50)) + data[at:]


def swap_lines(chance: random.Random, data: bytes) -> bytes:
    """Text with other ends of lines, marks, quotes, or in another code."""
    choices: tuple[Callable[[], bytes], ...] = (
        lambda: data.replace(b"\n", b"\r"),
        lambda: b"\xef\xbb\xbf" + data,
        lambda: b"\xff\xfe" + data,
        lambda: data.replace(b",", b'"', chance.randrange(1, 4)),
        lambda: data.replace(b"\n", b"\0\n", 1),
        lambda: data.decode("utf-8", "replace").encode(chance.choice(("gb18030", "utf-16", "utf-32", "utf-7"))),
        lambda: data.replace(b"\n", b"\t,;\n"),
        lambda: data.replace(b",", b"," * 20_000, 1),
    )
    return chance.choice(choices)()


def change_value(chance: random.Random, xml: bytes) -> bytes:
    """Attributes and texts take odd values."""
    found = list(VALUE.finditer(xml))
    for one in sorted(chance.sample(found, min(len(found), chance.choice((1, 1, 2, 6)))), key=lambda m: -m.start()):
        group = next(n for n in (1, 2, 3) if one[n] is not None)
        xml = xml[: one.start(group)] + chance.choice(ODD_VALUES) + xml[one.end(group) :]
    return xml


def change_tags(chance: random.Random, xml: bytes) -> bytes:
    """Tags are lost, doubled, swapped, nested deep, or renamed."""
    found = list(TAG.finditer(xml))
    if not found:
        return flip(chance, xml)
    one, other = chance.choice(found), chance.choice(found)
    match chance.randrange(6):
        case 0:
            return xml[: one.start()] + xml[one.end() :]
        case 1:
            return xml[: one.start()] + one[0] * chance.choice((2, 100, 5000)) + xml[one.end() :]
        case 2:
            return xml[: one.start()] + other[0] + xml[one.end() :]
        case 3:
            a, b = sorted((one.start(), other.end()))
            return xml[:b] + xml[a:b] * chance.choice((1, 30)) + xml[b:]
        case 4:
            return xml[: one.end()] + DOCTYPE + xml[one.end() :]
        case _:
            return xml.replace(one[0], one[0].replace(b"<", b"<x:", 1))


def change_parts(chance: random.Random, data: bytes) -> bytes:
    """A zip whose parts are changed, lost, swapped, doubled or renamed; whole in itself."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            made = {name: parts.read(name) for name in parts.namelist()}
    except (*DAMAGED, OSError):
        made = {}
    if not made:
        return flip(chance, data)
    name = chance.choice(sorted(made))
    match chance.randrange(10):
        case 0:
            del made[name]
        case 1:
            other = chance.choice(sorted(made))
            made[name], made[other] = made[other], made[name]
        case 2:
            made[chance.choice(("xl/calcChain.xml", "xl/vbaProject.bin", "../x", name.upper(), "a" * 300))] = made[name]
        case 3:
            made[name] = chance.choice((flip, cut, repeat))(chance, made[name])
        case 4 | 5:
            made[name] = change_tags(chance, made[name])
        case _:
            made[name] = change_value(chance, made[name])
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))) as out:
        for part, content in made.items():
            out.writestr(zipfile.ZipInfo(part), content)
    return file.getvalue()


def change_directory(chance: random.Random, data: bytes) -> bytes:
    """A zip whose directory or headers say what is not so."""
    made = bytearray(data)
    signs = [m.start() for m in re.finditer(rb"PK(\x01\x02|\x03\x04|\x05\x06)", data)]
    if not signs:
        return flip(chance, data)
    for _ in range(chance.choice((1, 2))):
        at = chance.choice(signs) + chance.randrange(4, 46)
        if at + 4 <= len(made):
            odd = chance.choice((0, 1, 0xFFFF, 0xFFFFFFFF, 0x7FFFFFFF, len(data), chance.randrange(2**32)))
            made[at : at + 4] = struct.pack("<I", odd)
    return bytes(made)


def change_records(chance: random.Random, data: bytes) -> bytes:
    """An xls whose records have another kind, length or content."""
    made, at, records = bytearray(data), data.find(b"\x09\x08\x10\0"), []
    while 0 <= at < len(data) - 4 and len(records) < 5000:
        records.append(at)
        at += 4 + struct.unpack_from("<H", data, at + 2)[0]
    for _ in range(chance.choice((1, 1, 4))):
        if not records:
            return flip(chance, data)
        at = chance.choice(records) + chance.choice((0, 2, 4, 4, 5, 6, 8, 12))
        if at + 2 <= len(made):
            made[at : at + 2] = struct.pack("<H", chance.choice((0, 1, 8, 0xFFFF, 0x7FFF, chance.randrange(65536))))
    return bytes(made)


def mutated(chance: random.Random, data: bytes) -> bytes:
    """The file after one to three mutations that suit it."""
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        data = chance.choice(_suiting(data))(chance, data)
    return data


def _suiting(data: bytes) -> tuple[Mutation, ...]:
    if data.startswith(b"PK"):
        return (change_parts, change_parts, change_parts, change_parts, change_directory, flip, cut, repeat)
    if data.startswith(b"\xd0\xcf"):
        return (change_records, change_records, change_records, flip, flip, cut, repeat)
    if data.lstrip().startswith(b"<"):
        return (change_value, change_value, change_tags, change_tags, flip, cut, repeat)
    return (swap_lines, swap_lines, flip, cut, repeat)
