#!/usr/bin/env python3
"""Makes the scenes of this lesson: a small stack fitted to nine sentences, and the same stack with its second layer taken out.

    python3 lessons/13-stack/fit_scene.py [folder]     writes both files (into this folder, unless another is named)

Needs PyTorch. All weights start from a seed and come from gradient descent (AdamW, float64) on the next word of nine
sentences in which the last word depends on the subject and the verb together; then they are rounded to two decimals, and
every sentence is tried once more with the rounded numbers. Nothing is asked of single layers: only the last one is graded.

The arithmetic is that of the engine: RMS norm before each sublayer, two heads, GELU, no biases.
"""

import json
import math
import re
import sys
from pathlib import Path

import torch

WIDTH, HEADS, HIDDEN, LAYERS, EPS = 8, 2, 16, 4, 1e-5
OBJECTS = {
    "hacker": {"breached": "firewall", "watched": "screen", "lost": "file"},
    "guard": {"breached": "rule", "watched": "gate", "lost": "key"},
    "child": {"breached": "wall", "watched": "cat", "lost": "ball"},
}
VERBS = ["breached", "watched", "lost"]
SENTENCES = [["The", who, does, "the", what, "."] for who, told in OBJECTS.items() for does, what in told.items()]
VOCABULARY = ["The", "the", *OBJECTS, *VERBS, *(what for told in OBJECTS.values() for what in told.values()), "."]
SHOWN = SENTENCES[0]


def positions(count):
    table = torch.zeros(count, WIDTH, dtype=torch.float64)
    for t in range(count):
        for c in range(WIDTH):
            angle = t / 10000 ** ((c - c % 2) / WIDTH)
            table[t, c] = math.cos(angle) if c % 2 else math.sin(angle)
    return table


def shapes():
    found = {"embed.table": (len(VOCABULARY), WIDTH)}
    for layer in range(LAYERS):
        place = f"layers.{layer}."
        found |= {f"{place}norm_1.gain": (WIDTH,)}
        found |= {f"{place}attention.w{letter}": (WIDTH, WIDTH) for letter in "qkvo"}
        found |= {f"{place}norm_2.gain": (WIDTH,)}
        found |= {f"{place}feed_forward.w1": (WIDTH, HIDDEN), f"{place}feed_forward.w2": (HIDDEN, WIDTH)}
    return found | {"final_norm.gain": (WIDTH,), "unembed.w": (WIDTH, len(VOCABULARY))}


def starting_weights(seed):
    generator = torch.Generator().manual_seed(seed)
    return {
        path: (
            torch.ones(shape, dtype=torch.float64)
            if path.endswith("gain")
            else torch.randn(shape, generator=generator, dtype=torch.float64) / math.sqrt(WIDTH)
        ).requires_grad_()
        for path, shape in shapes().items()
    }


def rms_norm(x, gain):
    return x / torch.sqrt((x * x).mean(-1, keepdim=True) + EPS) * gain


def attention(weights, place, x):
    q, k, v = ((x @ weights[place + name]).view(len(x), HEADS, -1).transpose(0, 1) for name in ("wq", "wk", "wv"))
    scores = q @ k.transpose(1, 2) / math.sqrt(WIDTH // HEADS)
    future = torch.ones(len(x), len(x), dtype=torch.bool).triu(1)
    blend = torch.softmax(scores.masked_fill(future, -math.inf), -1) @ v
    return blend.transpose(0, 1).reshape(len(x), WIDTH) @ weights[place + "wo"]


def logits(weights, words):
    ids = torch.tensor([VOCABULARY.index(word) for word in words])
    x = weights["embed.table"][ids] + positions(len(words))
    for layer in range(LAYERS):
        place = f"layers.{layer}."
        x = x + attention(weights, place + "attention.", rms_norm(x, weights[place + "norm_1.gain"]))
        read = rms_norm(x, weights[place + "norm_2.gain"])
        hidden = torch.nn.functional.gelu(read @ weights[place + "feed_forward.w1"])
        x = x + hidden @ weights[place + "feed_forward.w2"]
    return rms_norm(x, weights["final_norm.gain"]) @ weights["unembed.w"]


def loss_of(weights):
    """The error at every word that follows from what stands before it; the subject and the verb cannot be foretold."""
    total = torch.tensor(0.0, dtype=torch.float64)
    for words in SENTENCES:
        wanted = torch.tensor([VOCABULARY.index(word) for word in words[1:]])
        total = total + torch.nn.functional.cross_entropy(logits(weights, words[:-1])[2:], wanted[2:])
    return total / len(SENTENCES)


def fit(seed, steps=1500, rate=0.01):
    weights = starting_weights(seed)
    optimiser = torch.optim.AdamW(list(weights.values()), lr=rate, weight_decay=0.02)
    for step in range(steps):
        optimiser.param_groups[0]["lr"] = rate * (1 - step / steps)
        optimiser.zero_grad()
        loss_of(weights).backward()
        optimiser.step()
    return {path: torch.round(tensor.detach() * 100) / 100 + 0.0 for path, tensor in weights.items()}


def least(weights):
    """The lowest probability that the right object gets in one of the sentences."""
    chances = [torch.softmax(logits(weights, words[:4])[3], -1) for words in SENTENCES]
    return min(float(each[VOCABULARY.index(words[4])]) for each, words in zip(chances, SENTENCES))


def scene(name, title, weights, how):
    return {
        "version": 1,
        "id": name,
        "title": title,
        "tokens": SHOWN[:-1],
        "vocabulary": VOCABULARY,
        "model": {
            "kind": "decoder",
            "layers": LAYERS,
            "width": WIDTH,
            "heads": HEADS,
            "norm": "pre",
            "norm_kind": "rms",
            "position": "sinusoidal",
            "feed_forward": {"width": HIDDEN, "activation": "gelu"},
            "unembed": True,
            "bias": False,
        },
        "weights": {"tensors": {path: tensor.tolist() for path, tensor in weights.items()}},
        "made_by": f"{how} To make it again: python3 lessons/13-stack/fit_scene.py",
    }


def pretty(value):
    """JSON with every row of numbers on one line."""
    text = json.dumps(value, indent=1, ensure_ascii=False)
    return re.sub(r"\[[^\[\]{}]*\]", lambda row: re.sub(r"\s+", " ", row[0]).replace("[ ", "[").replace(" ]", "]"), text) + "\n"


def main(folder):
    torch.set_num_threads(1)
    weights = fit(1)
    print("the right object has at least %.3f" % least(weights))
    silent = ("layers.1.attention.wo", "layers.1.feed_forward.w2")
    without = {path: torch.zeros_like(tensor) if path in silent else tensor for path, tensor in weights.items()}
    fitted = "Fitted to nine sentences by gradient descent from a seed, rounded to two decimals."
    made = [
        scene("stack", "Four layers, one on top of another", weights, fitted),
        scene("without-second", "The same stack, with a second layer that adds nothing", without,
              fitted + " Then the last matrix of both parts of the second layer was set to zero."),
    ]
    for one in made:
        (folder / f"{one['id']}.json").write_text(pretty(one), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
