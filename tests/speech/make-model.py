#!/usr/bin/env python3
# make-model.py: a Whisper model file of one layer, with weights that mean nothing.
#
# No weights of a real model may be had where tests run, and none are needed to
# drive the engine through everything that it does with one: reading the file,
# encoding, choosing tokens, giving words their times. What it writes is
# gibberish, always the same for the same sound.
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""make-model.py FILE [LAYERS [STATE]]

Writes the model, and beside it the card that vouches for it.
"""
import hashlib
import json
import math
import random
import struct
import sys

# Of an English-only model: 50257 texts, then the engine's own tokens.
VOCABULARY = 51864
TEXTS = 50257
AUDIO_CONTEXT, TEXT_CONTEXT, MELS = 1500, 448, 80
MAGIC = 0x67676D6C
SYLLABLES = "ka lo mi ne ra su te vo wi zo ba du fe gi ho ju".split()
# What the engine looks up by its text.
ALONE = [" ", " -", " '"]


def word(number):
    """The text of a token: most begin a word, as in the real list; they are told apart by their number."""
    if number < len(ALONE):
        return ALONE[number]
    text = ""
    rest = number
    while True:
        text += SYLLABLES[rest % 16]
        rest //= 16
        if rest == 0:
            break
    return ("" if number % 4 == 3 else " ") + text


# A random byte as the upper byte of a half-precision float of about ± 0.01.
UPPER = bytes((b & 0x80) | (8 << 2) | (b & 0x03) for b in range(256))


def halves(rng, count):
    data = bytearray(rng.randbytes(2 * count))
    data[1::2] = bytes(data[1::2]).translate(UPPER)
    return bytes(data)


def floats(rng, count):
    return struct.pack(f"<{count}f", *(rng.uniform(-0.02, 0.02) for _ in range(count)))


def filters():
    """Triangles of equal width on the mel scale."""
    bins = 201
    top = 2595 * math.log10(1 + 8000 / 700)
    centres = [700 * (10 ** (top * i / (MELS + 1) / 2595) - 1) for i in range(MELS + 2)]
    out = []
    for m in range(MELS):
        low, mid, high = centres[m:m + 3]
        for b in range(bins):
            f = 8000 * b / (bins - 1)
            out.append(max(0.0, min((f - low) / (mid - low), (high - f) / (high - mid))) * 2 / (high - low))
    return struct.pack("<2i", MELS, bins) + struct.pack(f"<{len(out)}f", *out)


def main():
    path = sys.argv[1]
    layers = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    state = int(sys.argv[3]) if len(sys.argv) > 3 else 64
    rng = random.Random(4)
    with open(path, "wb") as out:
        out.write(struct.pack("<I11i", MAGIC, VOCABULARY, AUDIO_CONTEXT, state, max(1, state // 64), layers,
                              TEXT_CONTEXT, state, max(1, state // 64), layers, MELS, 1))
        out.write(filters())
        out.write(struct.pack("<i", TEXTS))
        for i in range(TEXTS):
            text = word(i).encode()
            out.write(struct.pack("<I", len(text)) + text)

        def tensor(name, *shape, single=False, ones=False):
            count = math.prod(shape)
            half = not single and len(shape) > 1
            out.write(struct.pack("<3i", len(shape), len(name), int(half)))
            out.write(b"".join(struct.pack("<i", n) for n in reversed(shape)) + name.encode())
            if ones:
                out.write(struct.pack("<f", 1.0) * count)
            else:
                out.write(halves(rng, count) if half else floats(rng, count))

        def norm(name):
            tensor(name + ".weight", state, ones=True)
            tensor(name + ".bias", state)

        def attention(name):
            for part in ("query", "value", "out"):
                tensor(f"{name}.{part}.weight", state, state)
                tensor(f"{name}.{part}.bias", state)
            tensor(f"{name}.key.weight", state, state)

        def block(name, cross):
            attention(name + ".attn")
            norm(name + ".attn_ln")
            if cross:
                attention(name + ".cross_attn")
                norm(name + ".cross_attn_ln")
            tensor(name + ".mlp.0.weight", 4 * state, state)
            tensor(name + ".mlp.0.bias", 4 * state)
            tensor(name + ".mlp.2.weight", state, 4 * state)
            tensor(name + ".mlp.2.bias", state)
            norm(name + ".mlp_ln")

        tensor("encoder.positional_embedding", AUDIO_CONTEXT, state, single=True)
        tensor("encoder.conv1.weight", state, MELS, 3)
        tensor("encoder.conv1.bias", state, 1, single=True)
        tensor("encoder.conv2.weight", state, state, 3)
        tensor("encoder.conv2.bias", state, 1, single=True)
        norm("encoder.ln_post")
        for i in range(layers):
            block(f"encoder.blocks.{i}", False)
        tensor("decoder.positional_embedding", TEXT_CONTEXT, state, single=True)
        tensor("decoder.token_embedding.weight", VOCABULARY, state)
        norm("decoder.ln")
        for i in range(layers):
            block(f"decoder.blocks.{i}", True)
    with open(path, "rb") as model:
        data = model.read()
    with open(path + ".json", "w", encoding="utf-8") as card:
        json.dump({"kind": "whisper", "name": "One random layer", "size": len(data),
                   "sha256": hashlib.sha256(data).hexdigest()}, card)


main()
