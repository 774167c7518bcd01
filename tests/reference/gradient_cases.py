"""The programs of gradients.json: every gradient of every tensor and weight that a loss depends on, by autograd."""
import torch

from fixture import F64, Draw, agree, encode, strain
from program import Program
from scenes import model, scene

CAUSAL = {"kind": "causal"}
WORDS = ["the", "cat", "sat", "on", "mat"]
NEXT = {"kind": "cross_entropy", "targets": "next"}
# A gradient passes through every step twice, there and back: float32 gathers more than in a forward run.
TOLERANCE = {"relative": 1e-4, "absolute": 1e-6}
STEP = 1e-5
CHECKED = 40


def one(path, *index):
    return {"kind": "cell", "path": path, "index": list(index)}


def with_loss(loss, name, settings, **others):
    made = scene(name, settings, **{"tokens": ["the", "cat", "sat"], **others})
    return {**made, "loss": loss}


def scenes():
    """Every kind of program, norm, activation, position and mask, and every kind of loss but the random one."""
    attention, block = "layers.0.attention", "layers.0"
    plain = model("attention", width=4, heads=2)
    yield with_loss(one(f"{attention}.output", 1, 2), "attention, a cell of the output", plain)
    causal = model("attention", width=4, heads=2, mask=CAUSAL, temperature=2, position="sinusoidal")
    yield with_loss(one(f"{attention}.softmax", 1, 2, 0), "attention causal, one weight, temperature 2", causal)
    capped = model("attention", width=4, heads=2, mask={"kind": "window", "size": 1}, soft_cap=1.5)
    yield with_loss(one(f"{attention}.weighted_sum", 0, 1, 1), "attention under a cap and a window", capped)

    def layer(norm, activation, **others):
        return model("block", width=4, norm=norm, feed_forward=(5, activation), unembed=True, **others)

    yield with_loss(NEXT, "block pre-norm relu", layer("pre", "relu"), words=WORDS)
    some = {"kind": "cross_entropy", "targets": ["mat", None, "the"]}
    yield with_loss(some, "block post-norm gelu, two targets", layer("post", "gelu", mask=CAUSAL), words=WORDS)
    rms = layer("pre", "silu", norm_kind="rms", mask=CAUSAL)
    yield with_loss(NEXT, "block rms silu", rms, words=WORDS, biases="")
    learned = layer("none", "gelu_tanh", position="learned")
    yield with_loss(NEXT, "block without norm, learned positions, a word twice", learned, words=WORDS,
                    tokens=["the", "cat", "the"], positions=4)
    yield with_loss(one(f"{block}.norm_1.rstd", 1), "block, one root of a variance", layer("pre", "relu"), words=WORDS)
    deep = model("decoder", width=4, layers=2, norm="pre", mask=CAUSAL, unembed=True, feed_forward=(5, "gelu"))
    yield with_loss(NEXT, "decoder two layers", deep, words=WORDS, tokens=["the", "cat", "sat", "on"])
    stack = model("encoder", width=4, layers=2, norm="post", norm_kind="rms", unembed=True, feed_forward=(4, "relu"))
    yield with_loss(some, "encoder two layers post-norm rms", stack, words=WORDS)
    cross = model("encoder-decoder", width=4, norm="pre", mask=CAUSAL, unembed=True, feed_forward=(5, "gelu"))
    yield with_loss(NEXT, "encoder-decoder", cross, words=WORDS, memory=["mat", "on"])
    yield with_loss(one("encoder.layers.0.attention.scores", 0, 1, 1), "encoder-decoder, a score of the encoder",
                    {**cross, "norm": "post"}, words=WORDS, memory=["mat", "on"])
    modern = {"norm": "pre", "norm_kind": "rms", "mask": CAUSAL, "unembed": True, "tie_unembed": True}
    llama = model("decoder", width=4, heads=2, kv_heads=1, head_width=4, position="rotary", feed_forward=(3, "swiglu"), **modern)
    yield with_loss(NEXT, "decoder, one group of keys, rotary, SwiGLU, tied", llama, words=WORDS, biases="")
    tiled = model("decoder", width=4, heads=2, tile=2, feed_forward=(3, "gelu"), norm="pre", mask=CAUSAL, unembed=True)
    yield with_loss(NEXT, "decoder, tiles of two keys", tiled, words=WORDS)
    sinks = model("decoder", width=4, heads=2, position="alibi", sinks=True, parallel=True, feed_forward=(3, "geglu"), **modern)
    yield with_loss(NEXT, "decoder, ALiBi, sinks, parallel, GeGLU", sinks, words=WORDS, biases="qkvo1")
    experts = model("decoder", width=4, heads=2, feed_forward=(3, "silu", 3, 2), **modern)
    yield with_loss(NEXT, "decoder, two of three experts", experts, words=WORDS, biases="qkvo12")
    yield with_loss(NEXT, "decoder, one of two experts, whose share is always 1",
                    model("decoder", width=4, heads=2, feed_forward=(3, "gelu", 2, 1), **modern), words=WORDS, biases="")
    yield with_loss(one(f"{block}.feed_forward.mean_share", 1), "block, the mean share of one expert",
                    {**layer("pre", "gelu"), "feed_forward": {"width": 3, "activation": "gelu", "experts": 3, "top": 2}}, words=WORDS)


class Graph(Program):
    """A program whose every tensor asks for its gradient."""

    def __init__(self, made, dtype=F64, moved=None):
        super().__init__(made, dtype)
        for path, weight in self.weights.items():
            if moved and moved[0] == path:
                weight.view(-1)[moved[1]] += moved[2]
            weight.requires_grad_()

    def result(self):
        self.run()
        return self.loss()

    def gradients(self):
        loss = self.result()
        named = {**{f"weights.{path}": tensor for path, tensor in self.weights.items()}, **self.tensors}
        asking = {path: tensor for path, tensor in named.items() if tensor.requires_grad}
        found = torch.autograd.grad(loss, list(asking.values()), allow_unused=True)
        return {path: gradient for path, gradient in zip(asking, found) if gradient is not None}


def check_slopes(name, made, gradients):
    """Holds some gradients of weights against finite differences, which know nothing of autograd."""
    draw = Draw(f"slopes {name}")
    weights = [path for path in made["weights"]["tensors"] if f"weights.{path}" in gradients]
    for _ in range(CHECKED):
        path = weights[int(draw.ids(1, len(weights)))]
        gradient = gradients[f"weights.{path}"].flatten()
        cell = int(draw.ids(1, gradient.numel()))
        with torch.no_grad():
            above, below = (Graph(made, moved=(path, cell, by)).result() for by in (STEP, -STEP))
        agree(f"gradients.json, {name}, {path}", gradient[cell], ((above - below) / (2 * STEP))[0], allowed=1e-6)


def build_case(made):
    name = made["title"]
    graph = Graph(made)
    gradients = graph.gradients()
    check_slopes(name, made, gradients)
    rough = Graph(made, torch.float32).gradients()
    worst = max((strain(gradients[path], rough[path], TOLERANCE), f"{name}, {path}") for path in gradients)
    case = {
        "name": name,
        "scene": made,
        "loss": encode(graph.tensors["loss"].detach()),
        "gradients": {path: encode(tensor) for path, tensor in gradients.items()},
    }
    return case, worst


def build():
    """All cases, and the largest float32 strain with the place where it is."""
    built = [build_case(made) for made in scenes()]
    return [case for case, _ in built], max(worst for _, worst in built)
