"""Inputs drawn from a seed, tensors to JSON and back, and the comparisons that guard what is written."""
import json
import math
import zlib

import torch

F64 = torch.float64
TOLERANCE = {"relative": 1e-5, "absolute": 1e-6}
SAME = 1e-12


class Draw:
    """Random numbers that follow from a name (a stage's, a program's): work on one leaves the others as they were."""

    def __init__(self, name):
        self.generator = torch.Generator().manual_seed(zlib.crc32(name.encode()))

    def grid(self, *shape, reach=2.0):
        """Multiples of 1/256 in [-reach, reach]: exact in float32 and short in JSON."""
        limit = int(reach * 256)
        whole = torch.randint(-limit, limit + 1, shape, generator=self.generator)
        return whole.to(F64) / 256

    def fine(self, *shape, reach=2):
        """Multiples of 2^-21 in [-reach, reach], reach a power of two: most need all 24 bits of a float32."""
        limit = 2 ** 23
        whole = torch.randint(-limit + 1, limit, shape, generator=self.generator)
        return whole.to(F64) * (reach / limit)

    def ids(self, length, below):
        """Whole numbers in [0, below)."""
        return torch.randint(0, below, (length,), generator=self.generator)

    def bits(self, *shape):
        """Ones and zeros, about two of three open."""
        return (torch.randint(0, 3, shape, generator=self.generator) > 0).to(F64)


def encode_number(x):
    """Fourteen significant digits; minus infinity as "-inf"; whole numbers without a point."""
    if x == float("-inf"):
        return "-inf"
    if not math.isfinite(x):
        raise ValueError(f"{x} cannot be written: only finite numbers and minus infinity can")
    short = float(f"{x:.14g}")
    return int(short) if short == int(short) and abs(short) < 2 ** 53 else short


def encode_input_number(x):
    """An input is written exactly, and must be a float32."""
    if x != float("-inf") and torch.tensor(x, dtype=torch.float32).to(F64).item() != x:
        raise ValueError(f"input {x!r} is not a float32 number: round it before the reference computes with it")
    return "-inf" if x == float("-inf") else int(x) if x == int(x) else x


def encode(tensor, number=encode_number):
    """A tensor as {"shape", "data"}, row-major."""
    return {"shape": list(tensor.shape), "data": [number(x) for x in tensor.flatten().tolist()]}


def nested(tensor):
    """A weight as a scene writes it: nested arrays, exact."""
    if tensor.dim() == 0:
        return encode_input_number(tensor.item())
    return [nested(row) for row in tensor]


def agree(where, ours, theirs, allowed=SAME):
    """Raises unless both tensors have one shape and differ by at most `allowed` (relative and absolute)."""
    if ours.shape != theirs.shape:
        raise AssertionError(f"{where}: shapes {list(ours.shape)} and {list(theirs.shape)} differ")
    apart = ~torch.isclose(ours, theirs, rtol=allowed, atol=allowed)
    if apart.any():
        cell = apart.nonzero()[0].tolist()
        a, b = ours[tuple(cell)].item(), theirs[tuple(cell)].item()
        raise AssertionError(f"{where}{cell}: {a!r} and {b!r} differ by more than {allowed:g}")


def strain(exact, rough, tolerance=TOLERANCE):
    """How much of the tolerance a float32 run uses up: the largest |rough - exact| / (absolute + relative |exact|)."""
    rough = rough.to(F64)
    finite = torch.isfinite(exact)
    if not torch.equal(exact[~finite], rough[~finite]):
        return math.inf
    allowed = tolerance["absolute"] + tolerance["relative"] * exact[finite].abs()
    used = (rough[finite] - exact[finite]).abs() / allowed
    return used.max().item() if used.numel() else 0.0


def _one_line(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def _is_tree(value):
    """Dicts and lists of dicts are laid out over lines; a tensor, or a list of numbers, stays on one."""
    if isinstance(value, dict):
        return not ("shape" in value and "data" in value) and len(_one_line(value)) > 110
    return isinstance(value, list) and any(isinstance(v, dict) for v in value)


def dump(value, indent=""):
    """JSON with one tensor a line, so that a difference in git shows which tensor changed."""
    if not _is_tree(value):
        return _one_line(value)
    deeper = indent + " "
    if isinstance(value, dict):
        lines = [f"{deeper}{_one_line(k)}: {dump(v, deeper)}" for k, v in value.items()]
        return "{\n" + ",\n".join(lines) + f"\n{indent}}}"
    return "[\n" + ",\n".join(deeper + dump(v, deeper) for v in value) + f"\n{indent}]"


def differences(committed, made, where):
    """Yields one line for each place where two JSON values differ by more than 1e-12 (relative and absolute)."""
    numbers = (int, float)
    if isinstance(committed, numbers) and isinstance(made, numbers) and not isinstance(made, bool):
        if abs(committed - made) > SAME * (1 + abs(made)):
            yield f"{where}: committed {committed!r}, made again {made!r}"
    elif isinstance(committed, dict) and isinstance(made, dict):
        yield from _dict_differences(committed, made, where)
    elif isinstance(committed, list) and isinstance(made, list):
        yield from _list_differences(committed, made, where)
    elif committed != made:
        yield f"{where}: committed {committed!r}, made again {made!r}"


def _dict_differences(committed, made, where):
    for key in dict.fromkeys([*committed, *made]):
        if key == "made_by":
            continue  # names the versions of the machine at hand
        if key not in committed or key not in made:
            lacking = "the committed file" if key not in committed else "what was made again"
            yield f"{where}, {key}: absent in {lacking}"
        else:
            yield from differences(committed[key], made[key], f"{where}, {key}")


def _list_differences(committed, made, where):
    if made and isinstance(made[0], dict) and "name" in made[0]:
        yield from _dict_differences({c["name"]: c for c in committed}, {m["name"]: m for m in made}, where)
    elif len(committed) != len(made):
        yield f"{where}: committed {len(committed)} items, made again {len(made)}"
    else:
        for i, (a, b) in enumerate(zip(committed, made)):
            yield from differences(a, b, f"{where}[{i}]")
