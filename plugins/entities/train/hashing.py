"""The hashes of src/text.hpp and the table of src/gazetteer.hpp, for the scripts that write tables."""

import struct

M64 = (1 << 64) - 1


def fnv(data):
    h = 14695981039346656037
    for b in data:
        h = ((h ^ b) * 1099511628211) & M64
    return h


def mix(x):
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & M64
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & M64
    return x ^ (x >> 31)


def write_table(path, values):
    """`values`: 32-bit key -> 16-bit value; zeros are left out."""
    keys = sorted(k for k, v in values.items() if v)
    index, at = [], 0
    for high in range(65537):
        while at < len(keys) and keys[at] >> 16 < high:
            at += 1
        index.append(at)
    blob = b"NGGAZ\0\0\1" + struct.pack("<II", len(keys), 0) + struct.pack("<65537I", *index)
    blob += struct.pack(f"<{len(keys)}H", *[k & 0xFFFF for k in keys])
    blob += struct.pack(f"<{len(keys)}H", *[values[k] for k in keys])
    path.write_bytes(blob)
    print(path.name, len(keys), "keys,", len(blob), "bytes")
