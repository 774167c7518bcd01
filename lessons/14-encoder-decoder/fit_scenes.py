#!/usr/bin/env python3
"""Makes the scenes of this lesson: three small translators, fitted to the same twelve sentences.

    python3 lessons/14-encoder-decoder/fit_scenes.py [folder]     writes all files (into this folder, unless another is named)

Needs PyTorch. All weights start from a seed and come from a thousand and more steps of gradient descent (Adam, float64);
then they are rounded to two decimals, and every sentence is translated once more with the rounded numbers.

  guided         encoder and decoder. Besides the next word, the training is told which source words each row of
                 cross-attention should look at (guided alignment, Chen et al. 2016).
  free           the same, told nothing but the next word.
  decoder_only   one stack, one sequence: the English sentence, a start token, the French one.

The arithmetic is that of the engine without norms and biases, one head, one layer.
"""

import json
import math
import re
import sys
from pathlib import Path

import torch

WIDTH = 8
HIDDEN = 8
START = "<start>"
NOUNS = {"cat": ("Le", "chat", ""), "cow": ("La", "vache", "e")}
ADJECTIVES = [None, "black", "small"]
VERBS = {"sleeping": "dort", "eating": "mange"}
ENGLISH = ["The", "black", "small", "cat", "cow", "is", "sleeping", "eating", "."]
FRENCH = [START, "Le", "La", "chat", "vache", "noir", "noire", "petit", "petite", "dort", "mange"]
VOCABULARY = ENGLISH + FRENCH


def pair(noun, adjective, verb):
    """One sentence in both languages, and for every French word the English ones it stands for, with their shares."""
    article, name, ending = NOUNS[noun]
    english = ["The", *([adjective] if adjective else []), noun, "is", verb, "."]
    french, stands_for = [article], [{"The": 0.5, noun: 0.5}]
    words = [(name, {noun: 1})]
    if adjective == "black":
        words.append(("noir" + ending, {adjective: 1}))
    if adjective == "small":
        words.insert(0, ("petit" + ending, {adjective: 1}))
    words += [(VERBS[verb], {"is": 0.25, verb: 0.75}), (".", {".": 1})]
    for word, sources in words:
        french.append(word)
        stands_for.append(sources)
    guide = [[sources.get(word, 0) for word in english] for sources in stands_for]
    return english, french, guide


PAIRS = [pair(n, a, v) for n in NOUNS for a in ADJECTIVES for v in VERBS]


def ids(words):
    return torch.tensor([VOCABULARY.index(word) for word in words])


def positions(count):
    table = torch.zeros(count, WIDTH, dtype=torch.float64)
    for t in range(count):
        for c in range(WIDTH):
            angle = t / 10000 ** ((c - c % 2) / WIDTH)
            table[t, c] = math.cos(angle) if c % 2 else math.sin(angle)
    return table


def causal(count):
    return torch.tril(torch.ones(count, count, dtype=torch.bool))


def embed(weights, place, words):
    return weights[f"{place}embed.table"][ids(words)] + positions(len(words))


def attend(weights, place, x, memory, mask=None):
    """x (T,C) asks memory (S,C): the projected blend (T,C) and the weights (T,S)."""
    q, k, v = x @ weights[place + ".wq"], memory @ weights[place + ".wk"], memory @ weights[place + ".wv"]
    scores = q @ k.T / math.sqrt(WIDTH)
    if mask is not None:
        scores = scores.masked_fill(~mask, -math.inf)
    shares = torch.softmax(scores, -1)
    return shares @ v @ weights[place + ".wo"], shares


def feed_forward(weights, place, x):
    return torch.relu(x @ weights[place + ".w1"]) @ weights[place + ".w2"]


def two_stacks(weights, english, french):
    """Logits for the word after each French one, and the weights of cross-attention (T,S)."""
    memory = embed(weights, "encoder.", english)
    memory = memory + attend(weights, "encoder.layers.0.attention", memory, memory)[0]
    memory = memory + feed_forward(weights, "encoder.layers.0.feed_forward", memory)
    x = embed(weights, "decoder.", french)
    x = x + attend(weights, "decoder.layers.0.attention", x, x, causal(len(french)))[0]
    taken, shares = attend(weights, "decoder.layers.0.cross_attention", x, memory)
    x = x + taken
    x = x + feed_forward(weights, "decoder.layers.0.feed_forward", x)
    return x @ weights["decoder.unembed.w"], shares


def one_stack(weights, english, french):
    """The same from one sequence; the shares are those of the French rows over the English columns."""
    words = english + french
    x = embed(weights, "", words)
    taken, shares = attend(weights, "layers.0.attention", x, x, causal(len(words)))
    x = x + taken
    x = x + feed_forward(weights, "layers.0.feed_forward", x)
    return (x @ weights["unembed.w"])[len(english) :], shares[len(english) :, : len(english)]


def starting_weights(parts, seed):
    generator = torch.Generator().manual_seed(seed)
    return {
        path: (torch.randn(shape, generator=generator, dtype=torch.float64) / math.sqrt(WIDTH)).requires_grad_()
        for path, shape in parts.items()
    }


def layer_parts(place, attentions):
    square = (WIDTH, WIDTH)
    parts = {f"{place}layers.0.{name}.w{letter}": square for name in attentions for letter in "qkvo"}
    return {
        **parts,
        f"{place}layers.0.feed_forward.w1": (WIDTH, HIDDEN),
        f"{place}layers.0.feed_forward.w2": (HIDDEN, WIDTH),
    }


TABLE, OUT = (len(VOCABULARY), WIDTH), (WIDTH, len(VOCABULARY))
TWO_STACKS = {
    "encoder.embed.table": TABLE,
    **layer_parts("encoder.", ["attention"]),
    "decoder.embed.table": TABLE,
    **layer_parts("decoder.", ["attention", "cross_attention"]),
    "decoder.unembed.w": OUT,
}
ONE_STACK = {"embed.table": TABLE, **layer_parts("", ["attention"]), "unembed.w": OUT}


def loss_of(model, weights, guidance):
    loss = torch.tensor(0.0, dtype=torch.float64)
    for english, french, guide in PAIRS:
        logits, shares = model(weights, english, [START, *french[:-1]])
        loss = loss + torch.nn.functional.cross_entropy(logits, ids(french))
        wanted = torch.tensor(guide, dtype=torch.float64)
        loss = loss - guidance * (wanted * torch.log(shares + 1e-9)).sum(-1).mean()
    return loss / len(PAIRS)


def fit(model, parts, seed, guidance, steps=1500):
    weights = starting_weights(parts, seed)
    optimiser = torch.optim.AdamW(list(weights.values()), lr=0.02, weight_decay=0.02)
    for step in range(steps):
        optimiser.param_groups[0]["lr"] = 0.02 * (1 - step / steps)
        optimiser.zero_grad()
        loss_of(model, weights, guidance).backward()
        optimiser.step()
    return {path: rounded(tensor) for path, tensor in weights.items()}


def rounded(tensor):
    """To two decimals, and never minus zero."""
    return torch.round(tensor.detach() * 100) / 100 + 0.0


def translations(model, weights):
    """How many of the French words come out right, and the lowest probability that one of them gets."""
    right, total, least = 0, 0, 1.0
    for english, french, _ in PAIRS:
        logits, _ = model(weights, english, [START, *french[:-1]])
        chances = torch.softmax(logits, -1)
        right += int((chances.argmax(-1) == ids(french)).sum())
        total += len(french)
        least = min(least, float(chances[torch.arange(len(french)), ids(french)].min()))
    return right, total, least


def scene(name, title, kind, sentence, weights, how, **model):
    english, french = sentence[0], [START, *sentence[1][:-1]]
    both = kind == "encoder-decoder"
    return {
        "version": 1,
        "id": name,
        "title": title,
        "tokens": french if both else english + french,
        **({"memory": english} if both else {}),
        "vocabulary": VOCABULARY,
        "model": {
            "kind": kind,
            "layers": 1,
            "width": WIDTH,
            "heads": 1,
            "norm": "none",
            "position": "sinusoidal",
            "feed_forward": {"width": HIDDEN, "activation": "relu"},
            "unembed": True,
            "bias": False,
            **model,
        },
        "weights": {"tensors": {path: tensor.tolist() for path, tensor in weights.items()}},
        "made_by": f"{how} To make it again: python3 lessons/14-encoder-decoder/fit_scenes.py",
    }


def pretty(value):
    """JSON with every row of numbers on one line."""
    text = json.dumps(value, indent=1, ensure_ascii=False)
    return re.sub(r"\[[^\[\]{}]*\]", lambda row: re.sub(r"\s+", " ", row[0]).replace("[ ", "[").replace(" ]", "]"), text) + "\n"


BLACK_CAT = PAIRS[2]
SMALL_COW = PAIRS[11]
HOW = "Fitted to twelve sentences by gradient descent from a seed, rounded to two decimals; "
SCENES = [
    ("black-cat", "The black cat is sleeping", "two", BLACK_CAT, "guided"),
    ("small-cow", "The small cow is eating", "two", SMALL_COW, "guided"),
    ("unguided", "The same sentence, without guidance", "two", BLACK_CAT, "free"),
    ("one-stack", "The same sentence in one stack", "one", BLACK_CAT, "alone"),
]
GUIDANCE = {
    "guided": "training also guided where each row of cross-attention looks.",
    "free": "nothing guided where the rows look.",
    "alone": "training also guided where the French rows look in the English words.",
}


def main(folder):
    torch.set_num_threads(1)
    fits = {
        "guided": (two_stacks, fit(two_stacks, TWO_STACKS, 1, 0.3)),
        "free": (two_stacks, fit(two_stacks, TWO_STACKS, 1, 0)),
        "alone": (one_stack, fit(one_stack, ONE_STACK, 1, 0.3)),
    }
    for name, (model, weights) in fits.items():
        print(f"{name}: %d of %d words right, the least probable at %.3f" % translations(model, weights))
    for name, title, stacks, sentence, fitted in SCENES:
        kind = {"two": "encoder-decoder", "one": "decoder"}[stacks]
        made = scene(name, title, kind, sentence, fits[fitted][1], HOW + GUIDANCE[fitted])
        (folder / f"{name}.json").write_text(pretty(made), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
