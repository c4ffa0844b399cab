"""First values of seeded blocks, from the written rules alone: a second implementation of
shared/tensor/random.ts in another language, whose doubles must come out the same to the bit.

    python3 build/oracles/random_blocks.py

prints the values that shared/tensor/random.test.ts pins. Needs only the standard library.
"""

import math
import struct

M = 0xFFFFFFFF
LN2_HIGH, LN2_LOW = 6.93147180369123816490e-1, 1.90821492927058770002e-10
TAIL, AREA, RANGE = 3.442619855899, 9.91256303526217e-3, float(1 << 24)


def finalise(h):
    h = ((h ^ h >> 16) * 0x85EBCA6B) & M
    h = ((h ^ h >> 13) * 0xC2B2AE35) & M
    return h ^ h >> 16


def rotl(x, k):
    return (x << k | x >> (32 - k)) & M


def hash_text(text, h):
    for unit in text.encode("utf-16-le")[0::2]:  # the pinned paths are ASCII
        h ^= rotl(unit * 0xCC9E2D51 & M, 15) * 0x1B873593 & M
        h = (rotl(h, 13) * 5 + 0xE6546B64) & M
    return finalise(h ^ len(text))


def block_state(seed, path, block):
    a = hash_text(path, finalise(seed ^ 0x243F6A88))
    b = hash_text(path, finalise((seed + 0x85A308D3) & M) ^ 0x13198A2E)
    c, d = block, 0x03707344
    for turn in range(4):
        a = (a + finalise((b + 0x9E3779B9) & M)) & M
        b = (b + finalise(c ^ 0x7F4A7C15)) & M
        c = (c + finalise((d + 0x2545F491) & M)) & M
        d = (d + finalise(a ^ turn)) & M
    return [a, b, c, d]


def bits(s):
    result = (rotl((s[0] + s[3]) & M, 7) + s[0]) & M
    shifted = s[1] << 9 & M
    s[2] ^= s[0]
    s[3] ^= s[1]
    s[1] ^= s[2]
    s[0] ^= s[3]
    s[2] ^= shifted
    s[3] = rotl(s[3], 11)
    return result


def exp(x):
    k = math.floor(x / (LN2_HIGH + LN2_LOW) + 0.5)
    r = x - k * LN2_HIGH - k * LN2_LOW
    total = 0.0
    for n in range(13, -1, -1):
        total = total * r + 1 / math.factorial(n)
    return math.ldexp(total, k)


def log(x):
    m, e = x, 0
    while m < math.sqrt(0.5):
        m, e = m * 2, e - 1
    while m > math.sqrt(2):
        m, e = m * 0.5, e + 1
    s = (m - 1) / (m + 1)
    total = 0.0
    for power in range(23, 0, -2):
        total = total * (s * s) + 1 / power
    return e * LN2_HIGH + (2 * s * total + e * LN2_LOW)


edges, density = [AREA / exp(-0.5 * TAIL * TAIL), TAIL], exp(-0.5 * TAIL * TAIL)
for _ in range(2, 128):
    edges.append(math.sqrt(-2 * log(AREA / edges[-1] + density)))
    density = exp(-0.5 * edges[-1] * edges[-1])
edges.append(0.0)
curve = [exp(-0.5 * x * x) for x in edges]


def uniform(s):
    return (bits(s) + 0.5) / 2**32


def normal(s):
    while True:
        draw = bits(s)
        layer, value = draw & 127, (draw - (draw >> 31 << 32)) >> 7
        x = (value + 0.5) * (edges[layer] / RANGE)
        if (value if value >= 0 else -value - 1) < math.floor(edges[layer + 1] / edges[layer] * RANGE):
            return x
        if layer == 0:
            while True:
                beyond, height = -log(uniform(s)) / TAIL, -log(uniform(s))
                if 2 * height >= beyond * beyond:
                    return math.copysign(TAIL + beyond, x)
        if curve[layer] + uniform(s) * (curve[layer + 1] - curve[layer]) < exp(-0.5 * x * x):
            return x


def float32(x):
    return struct.unpack("f", struct.pack("f", x))[0]


for seed, path, block in [(1, "conv1.weight", 0), (4294967295, "conv1.weight", 3)]:
    state = block_state(seed, path, block)
    values = [float32(normal(state)) for _ in range(65536)]
    print(path, "block", block, "normals", values[:4], "last", values[-1], "sum", sum(values))
state = block_state(1, "conv1.bias", 0)
print("conv1.bias uniforms", [float32(uniform(state)) for _ in range(4)])
