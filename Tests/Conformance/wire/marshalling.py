"""Values to bytes and back: the D-Bus specification's "Marshaling (Wire Format)"."""

import struct
from typing import NamedTuple

_FIXED = {
    "y": ("B", 1),
    "b": ("I", 4),
    "n": ("h", 2),
    "q": ("H", 2),
    "i": ("i", 4),
    "u": ("I", 4),
    "x": ("q", 8),
    "t": ("Q", 8),
    "d": ("d", 8),
    "h": ("I", 4),
}
_ALIGNMENT = {"s": 4, "o": 4, "g": 1, "v": 1, "a": 4, "(": 8, "{": 8}
_ALIGNMENT.update({code: size for code, (_, size) in _FIXED.items()})


class Variant(NamedTuple):
    """A value with its own type."""

    signature: str
    value: object


def single_types(signature):
    """The complete types that a signature is a row of: "sa{sv}i" → ["s", "a{sv}", "i"]."""
    types = []
    position = 0
    while position < len(signature):
        end = _end_of_type(signature, position)
        types.append(signature[position:end])
        position = end
    return types


def _end_of_type(signature, position):
    code = signature[position]
    if code == "a":
        return _end_of_type(signature, position + 1)
    if code in "({":
        closing = {"(": ")", "{": "}"}[code]
        position += 1
        while signature[position] != closing:
            position = _end_of_type(signature, position)
        return position + 1
    if code not in _ALIGNMENT:
        raise ValueError(f"no D-Bus type {code!r} in {signature!r}")
    return position + 1


def marshal(signature, values, order="<", start=0):
    """The bytes of `values`. `start` is how many bytes stand before them: alignment counts from the message's start."""
    out = bytearray(start)
    for type_, value in zip(single_types(signature), values, strict=True):
        _put(out, type_, value, order)
    return bytes(out[start:])


def _pad(out, alignment):
    out.extend(b"\0" * (-len(out) % alignment))


def _put(out, type_, value, order):
    code = type_[0]
    _pad(out, _ALIGNMENT[code])
    if code in _FIXED:
        out.extend(struct.pack(order + _FIXED[code][0], value))
    elif code in "so":
        text = value if isinstance(value, bytes) else value.encode()
        out.extend(struct.pack(order + "I", len(text)))
        out.extend(text)
        out.append(0)
    elif code == "g":
        text = value.encode()
        out.append(len(text))
        out.extend(text)
        out.append(0)
    elif code == "v":
        _put(out, "g", value.signature, order)
        _put(out, value.signature, value.value, order)
    elif code == "a":
        element = type_[1:]
        length_at = len(out)
        out.extend(b"\0\0\0\0")
        _pad(out, _ALIGNMENT[element[0]])
        begin = len(out)
        if element == "y":
            out.extend(bytes(value))
        else:
            items = value.items() if isinstance(value, dict) else value
            for item in items:
                _put(out, element, item, order)
        struct.pack_into(order + "I", out, length_at, len(out) - begin)
    else:
        for inner, item in zip(single_types(type_[1:-1]), value, strict=True):
            _put(out, inner, item, order)


def unmarshal(signature, data, order="<", position=0):
    """The values of a signature, and where they end. Arrays of dict entries become dicts; variants stay `Variant`."""
    values = []
    for type_ in single_types(signature):
        value, position = _take(data, type_, order, position)
        values.append(value)
    return values, position


def _take(data, type_, order, position):
    code = type_[0]
    alignment = _ALIGNMENT[code]
    position += -position % alignment
    if code in _FIXED:
        form, size = _FIXED[code]
        value = struct.unpack_from(order + form, data, position)[0]
        return (bool(value) if code == "b" else value), position + size
    if code in "so":
        length = struct.unpack_from(order + "I", data, position)[0]
        begin = position + 4
        return data[begin : begin + length].decode(), begin + length + 1
    if code == "g":
        length = data[position]
        begin = position + 1
        return data[begin : begin + length].decode(), begin + length + 1
    if code == "v":
        inner, position = _take(data, "g", order, position)
        value, position = _take(data, inner, order, position)
        return Variant(inner, value), position
    if code == "a":
        element = type_[1:]
        length = struct.unpack_from(order + "I", data, position)[0]
        position += 4
        position += -position % _ALIGNMENT[element[0]]
        end = position + length
        items = []
        while position < end:
            item, position = _take(data, element, order, position)
            items.append(item)
        return (dict(items) if element[0] == "{" else items), position
    values = []
    for inner in single_types(type_[1:-1]):
        value, position = _take(data, inner, order, position)
        values.append(value)
    return tuple(values), position
