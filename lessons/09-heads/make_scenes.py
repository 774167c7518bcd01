#!/usr/bin/env python3
"""Makes the scenes of this lesson: heads.json, four heads with four jobs; moved.json, the same with the words in another
order; one-head.json, its matrices as one head; and layout.json, where each number names its place.

    python3 lessons/09-heads/make_scenes.py [folder]     writes all files (into this folder, unless another is named)

The jobs were given, not found: gradient descent fits embeddings, positions, queries and keys until each head has the
rows of weights that are written down below. In every step the words are also put in random orders, so that the first
two heads go by words wherever they stand, and the other two by places whatever stands there. Rows that are nobody's
job are pulled gently towards being even. Numbers are rounded to one decimal within the fit, so that what is written is
what was fitted. Values and output projection are drawn, in steps of a tenth; nothing depends on them but what the heads
hand over. Needs PyTorch; a few seconds.
"""
import json
import os
import sys

import torch

TOKENS = "The keys on the desk vanished because Anna moved them".split()
MOVED_WORDS = "The keys vanished because Anna moved them on the desk".split()
T, C, H, D = len(TOKENS), 8, 4, 2
KEYS, DESK, VANISHED, ANNA, MOVED, THEM = 1, 4, 5, 7, 8, 9
STEPS = 4000
ORDERS = 8


def tenths(x):
    """Rounds to one decimal; the gradient passes as if it did not."""
    return x + (torch.round(x * 10) / 10 - x).detach()


def row(**shares):
    """A row of weights: the named tokens have theirs, the others share what is left."""
    places = {"keys": KEYS, "desk": DESK, "Anna": ANNA, "them": THEM}
    rest = (1 - sum(shares.values())) / (T - len(shares))
    return torch.tensor([{places[n]: s for n, s in shares.items()}.get(t, rest) for t in range(T)])


def jobs():
    """For each head: the rows it is to have, and how much each of them matters. The first two heads go by word, in the
    order of TOKENS; the others by place."""
    even = torch.full((T, T), 1 / T)
    target, care = even.repeat(H, 1, 1), torch.full((H, T), 0.3)
    target[0, VANISHED], target[0, MOVED] = row(keys=0.8, desk=0.1), row(Anna=0.8, keys=0.08)
    target[1, THEM] = row(keys=0.75, desk=0.15)
    care[0, [VANISHED, MOVED]] = 5.0
    care[1, THEM] = 5.0
    away = (torch.arange(T)[:, None] - torch.arange(T)[None]).float()
    target[2] = torch.softmax(-2.2 * (away - 1).abs(), -1)
    target[3] = torch.softmax(0.55 * away.abs(), -1)
    care[2:] = 2.0
    return target, care


def attention(x, wq, wk):
    """Logarithms of the weights, (N, H, T, T), of vectors (N, T, C)."""
    q, k = ((x @ tenths(w)).view(-1, T, H, D).transpose(1, 2) for w in (wq, wk))
    return torch.log_softmax(q @ k.transpose(2, 3) / D**0.5, -1)


def fit():
    torch.manual_seed(9)
    torch.set_num_threads(1)
    parts = [(torch.randn(*shape) * 0.5).requires_grad_() for shape in [(T, C), (T, C), (C, C), (C, C)]]
    table, position, wq, wk = parts
    target, care = jobs()
    descent = torch.optim.Adam(parts, lr=0.03)
    for step in range(STEPS):
        if step == STEPS * 2 // 3:
            descent.param_groups[0]["lr"] = 0.005
        orders = torch.stack([torch.arange(T)] + [torch.randperm(T) for _ in range(ORDERS - 1)])
        by_word = torch.stack([target[:2][:, order][:, :, order] for order in orders])
        wanted = torch.cat([by_word, target[2:].expand(ORDERS, 2, T, T)], 1)
        cares = torch.stack([torch.cat([care[:2][:, order], care[2:]]) for order in orders])
        far = (wanted * (wanted.log() - attention(tenths(table)[orders] + tenths(position), wq, wk))).sum(-1)
        loss = (cares * far).sum() / T / ORDERS + 0.002 * sum((part**2).mean() for part in parts)
        descent.zero_grad()
        loss.backward()
        descent.step()
    drawn = [(torch.randn(C, C) * 0.5).clamp(-1.2, 1.2) for _ in range(2)]
    return [[[round(x, 1) + 0.0 for x in r] for r in part.tolist()] for part in parts + drawn]


def scene(name, title, heads, parts, tokens=TOKENS):
    table, position, wq, wk, wv, wo = parts
    place = "layers.0.attention."
    return {
        "version": 1,
        "id": name,
        "title": title,
        "tokens": tokens,
        "vocabulary": TOKENS,
        "model": {"kind": "attention", "width": C, "heads": heads, "position": "learned", "bias": False},
        "weights": {
            "tensors": {
                "embed.table": table,
                "position.table": position,
                **{place + w: matrix for w, matrix in zip(("wq", "wk", "wv", "wo"), (wq, wk, wv, wo))},
            }
        },
        "made_by": "Fitted to rows of weights that were chosen beforehand; the values and the output projection are random. "
        "To make it again: python3 lessons/09-heads/make_scenes.py",
    }


def layout():
    """Three tokens of four numbers, 11 to 34: the first digit is the token, the second the place."""
    one = [[float(i == j) for j in range(4)] for i in range(4)]
    small = [[x / 10 for x in r] for r in one]
    return {
        "version": 1,
        "id": "layout",
        "title": "Where the numbers of two heads are",
        "tokens": ["one", "two", "three"],
        "model": {"kind": "attention", "width": 4, "heads": 2, "bias": False},
        "weights": {
            "tensors": {
                "embed.table": [[10.0 * t + place for place in (1, 2, 3, 4)] for t in (1, 2, 3)],
                **{f"layers.0.attention.w{x}": one if x in "qv" else small for x in "qkvo"},
            }
        },
        "made_by": "Written by hand, so that each number names its token and its position. "
        "To make it again: python3 lessons/09-heads/make_scenes.py",
    }


def write(folder, made):
    rows = json.dumps(made, indent=2, ensure_ascii=False)
    for old, new in inner_lists(made):
        rows = rows.replace(old, new)
    with open(os.path.join(folder, made["id"] + ".json"), "w", encoding="utf-8") as file:
        file.write(rows + "\n")


def inner_lists(value, depth=0):
    """Each list of plain numbers or words, as json writes it over several lines and as one line."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from inner_lists(inner, depth + 1)
    elif isinstance(value, list) and isinstance(value[0], list):
        for inner in value:
            yield from inner_lists(inner, depth + 1)
    elif isinstance(value, list):
        written = json.dumps(value, indent=2, ensure_ascii=False).replace("\n", "\n" + "  " * depth)
        yield written, json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    folder = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__))
    parts = fit()
    write(folder, layout())
    title = "The keys on the desk vanished because Anna moved them"
    write(folder, scene("heads", f"{title}: four heads", 4, parts))
    write(folder, scene("moved", f"{' '.join(MOVED_WORDS)}: four heads", 4, parts, MOVED_WORDS))
    write(folder, scene("one-head", f"{title}: one head", 1, parts))
