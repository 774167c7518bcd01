"""The cases of greedy.json: random decoders, and the tokens that PyTorch's loop picks, the largest logit each time."""
import random

import torch

import modern
from scenes import model
from seeded import SeededWeights

COUNT, NEW = 200, 6
WORDS = ["the", "cat", "sat", "on", "a", "mat", "and", "slept"]
# Two largest logits that are nearer to each other than this would test rounding.
NEAREST = 1e-2


def random_model(draw):
    heads = draw.choice([1, 2, 4])
    window = {"kind": draw.choice(["window", "block"]), "size": draw.randint(1, 3), "causal": True}
    return model(
        "decoder", width=draw.choice([4, 8]), heads=heads, head_width=draw.choice([2, 4]), layers=draw.randint(1, 2),
        mask=draw.choice([{"kind": "causal"}, {"kind": "causal"}, window]),
        feed_forward=(draw.randint(2, 6), draw.choice(["relu", "gelu", "silu", "swiglu", "geglu"])),
        kv_heads=draw.choice([n for n in (1, 2, 4) if heads % n == 0]),
        norm=draw.choice(["pre", "post", "none"]), norm_kind=draw.choice(["layer", "rms"]),
        position=draw.choice(["none", "sinusoidal", "learned", "rotary", "alibi"]),
        rotary={"pairing": draw.choice(["half", "interleaved"]), "base": draw.choice([100, 10000])},
        qk_norm=draw.random() < 0.3, soft_cap=draw.choice([None, None, 2]), sinks=draw.random() < 0.3,
        parallel=draw.random() < 0.3, final_norm=False, unembed=True, tie_unembed=draw.random() < 0.5,
    )


def greedy(scene):
    """The tokens picked, and the smallest distance between the two largest logits."""
    tokens, ids, nearest = list(scene["tokens"]), [], float("inf")
    for _ in range(NEW):
        logits = modern.expected({**scene, "tokens": tokens})["unembed"][-1]
        first, second = torch.topk(logits, 2).values.tolist()
        nearest = min(nearest, first - second)
        ids.append(int(torch.argmax(logits)))
        tokens.append(WORDS[ids[-1]])
    return ids, nearest


def build():
    """All cases, and a strain of 0: ids are right or wrong."""
    draw, cases, seed = random.Random(200), [], 0
    while len(cases) < COUNT:
        seed += 1
        made = random_model(draw)
        scene = {"version": 1, "tokens": draw.choices(WORDS, k=draw.randint(1, 4)), "vocabulary": WORDS, "model": made}
        weights = SeededWeights(seed, made, WORDS)
        weights.stack("", len(WORDS), len(scene["tokens"]) + NEW - 1)
        weights.unembed("", len(WORDS))
        ids, nearest = greedy({**scene, "weights": {"tensors": weights.tensors}})
        if nearest < NEAREST:
            continue
        cases.append({"name": f"model {seed}", "seed": seed, "tokens": scene["tokens"], "model": made, "ids": ids})
    return cases, (0.0, "ids")
