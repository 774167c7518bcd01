"""Weights written by pattern, a second time: each pattern by NumPy, from docs/scenes.md alone.

    python3 tests/reference/patterns.py > tests/reference/patterns.json

Every case is a scene with one tensor written by pattern, and the numbers that this has to become.
"""
import json
import math
import random
import sys

import numpy as np

MASK = (1 << 64) - 1
WORDS = ["red", "blue", "green", "black", "white", "grey"]


def stream(seed, name, count, spread):
    """The engine's recipe for numbers from a seed (engine/scene/seeded.hpp)."""
    state = 14695981039346656037
    for byte in f"{seed}/{name}".encode():
        state = ((state ^ byte) * 1099511628211) & MASK
    numbers = []
    for _ in range(count):
        state = (state + 0x9E3779B97F4A7C15) & MASK
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        z ^= z >> 31
        normal = (sum((z >> (16 * part)) & 0xFFFF for part in range(4)) - 131070) / 37837
        numbers.append(math.floor(normal * spread * 100 + 0.5) / 100)
    return numbers


def amount(given):
    """A number, or Python's reading of the same text."""
    names = {"sqrt": math.sqrt, "cos": math.cos, "sin": math.sin, "pi": math.pi}
    return eval(given.replace("^", "**"), {"__builtins__": {}}, names) if isinstance(given, str) else given


def rotation(at, keys):
    (rows, columns), angle = at["shape"], amount(keys["angle"])
    half = columns // 2
    pairs = [(i, i + half) if keys.get("pairing") == "half" else (2 * i, 2 * i + 1) for i in range(half)]
    matrix = np.eye(columns)
    for a, b in [keys["plane"]] if "plane" in keys else pairs:
        turn = np.eye(columns)
        turn[np.ix_([a, b], [a, b])] = [[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]]
        matrix = matrix @ turn
    return matrix


def block(at, keys):
    (rows, columns), (row, column) = at["shape"], keys["at"]
    size = keys.get("size", [rows - row, columns - column])
    inner = numbers({**at, "shape": size}, keys["of"])
    return np.pad(inner, [(row, rows - row - inner.shape[0]), (column, columns - column - inner.shape[1])])


def copy(at, keys):
    rows, columns = at["shape"]
    width, tokens, start = at["head_width"], at["tokens"], keys.get("from", 0)
    code = np.eye(tokens, width, k=keys["offset"])
    return np.pad(code, [(start, rows - start - tokens), (keys.get("head", 0) * width, columns - (keys.get("head", 0) + 1) * width)])


def shift(at, keys):
    rows, columns = at["shape"]
    if keys.get("wrap"):
        return np.roll(np.eye(rows, columns), keys["by"], axis=1)
    return np.eye(rows, columns, k=keys["by"])


PATTERNS = {
    "zeros": lambda at, keys: np.zeros(at["shape"]),
    "ones": lambda at, keys: np.ones(at["shape"]),
    "identity": lambda at, keys: np.eye(*at["shape"]),
    "diagonal": lambda at, keys: np.diag([amount(x) for x in keys["values"]]),
    "one-hot": lambda at, keys: np.eye(at["shape"][1])[keys.get("columns", range(at["shape"][0]))],
    "shift": shift,
    "rotation": rotation,
    "block": block,
    "copy": copy,
    "random": lambda at, keys: np.reshape(
        stream(keys["seed"], at["name"], math.prod(at["shape"]), amount(keys.get("spread", 1 / math.sqrt(at["shape"][0])))),
        at["shape"],
    ),
    "sum": lambda at, keys: np.sum([numbers(at, part) for part in keys["of"]], axis=0),
}


def numbers(at, written):
    if isinstance(written, list):
        return np.array([[amount(x) for x in row] for row in written])
    return PATTERNS[written["pattern"]](at, written) * amount(written.get("times", 1))


FACTORS = ["sqrt(3)/2", "-1/3", 2, "2^0.5", "(1 + 1/4) * -2", "cos(pi/3)", 0.25]
ANGLES = ["pi/6", "-pi/4", "pi/2", "2*pi/3", 1.1]


def plain(draw, width, tokens, head_width):
    """One pattern with keys of its own, for a square matrix."""
    name = draw.choice([name for name in PATTERNS if name not in ("block", "sum")])
    keys = {
        "diagonal": lambda: {"values": [draw.choice(FACTORS) for _ in range(width)]},
        "one-hot": lambda: draw.choice([{}, {"columns": [draw.randrange(width) for _ in range(width)]}]),
        "shift": lambda: {"by": draw.randint(-3, 3), **draw.choice([{}, {"wrap": True}])},
        "rotation": lambda: {
            "angle": draw.choice(ANGLES),
            **draw.choice([{}, {"pairing": "half"}, {"pairing": "interleaved"}, {"plane": draw.sample(range(width), 2)}]),
        },
        "copy": lambda: {"offset": draw.randint(-2, 2), "from": draw.randint(0, width - tokens), "head": draw.randrange(width // head_width)},
        "random": lambda: {"seed": draw.randrange(4294967296), **draw.choice([{}, {"spread": "1/2"}])},
    }.get(name, dict)()
    return {"pattern": name, **keys, **draw.choice([{}, {"times": draw.choice(FACTORS)}])}


def composed(draw, width, tokens, head_width):
    """A block at a place, a sum, or one pattern alone."""
    kind = draw.choice(["plain", "plain", "block", "sum"])
    if kind == "plain":
        return plain(draw, width, tokens, head_width)
    if kind == "sum":
        return {"pattern": "sum", "of": [composed(draw, width, tokens, head_width) for _ in range(draw.randint(1, 3))]}
    at = [draw.randrange(width - 1), draw.randrange(width - 1)]
    rows = [[draw.choice(FACTORS) for _ in range(width - at[1])] for _ in range(draw.randint(1, width - at[0]))]
    inner = draw.choice([rows, {"pattern": "identity", "times": 3}, {"pattern": "shift", "by": 1}])
    sized = draw.choice([{}, {"size": [1, 1]}]) if isinstance(inner, dict) else {}
    return {"pattern": "block", "at": at, "of": inner, **sized, "times": draw.choice(FACTORS)}


def cases(count, seed):
    draw = random.Random(seed)
    for number in range(count):
        tokens = draw.randint(1, 4)
        heads = draw.choice([1, 2])
        head_width = draw.choice([4, 6])
        width = heads * head_width
        name = f"layers.0.attention.w{draw.choice('qkv')}"
        written = composed(draw, width, tokens, head_width)
        at = {"name": name, "shape": [width, width], "head_width": head_width, "tokens": tokens}
        scene = {
            "version": 1,
            "tokens": WORDS[:tokens],
            "model": {"kind": "attention", "width": width, "heads": heads},
            "weights": {"seed": number, "tensors": {name: written}},
        }
        yield {"scene": scene, "tensor": f"weights.{name}", "numbers": np.float32(numbers(at, written)).ravel().tolist()}


if __name__ == "__main__":
    made = list(cases(120, 15))
    json.dump({"made_by": "python3 tests/reference/patterns.py", "cases": made}, sys.stdout)
    sys.stdout.write("\n")
