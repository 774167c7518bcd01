"""Scenes with all their weights written out, and the program cases made from them."""
import re

import torch

import modules
from fixture import F64, Draw, agree, encode, nested, strain
from masks import build as build_mask
from program import GATED, Program, vocabulary

MADE_BY = "tests/reference/make_reference.py: weights drawn from a seed, multiples of 1/256"
JUDGES = {
    "attention": "torch.nn.MultiheadAttention",
    "block": "torch.nn.TransformerEncoderLayer",
    "encoder": "torch.nn.TransformerEncoder",
    "decoder": "torch.nn.TransformerEncoder with a mask",
    "encoder-decoder": "torch.nn.TransformerEncoder and torch.nn.TransformerDecoder",
}
HACKER = ["The", "hacker", "breached", "the", "firewall"]


class Weights:
    """Draws the parameters of a scene, in program order, under their paths without the leading `weights.`"""

    def __init__(self, name, model, biases, reach):
        self.draw, self.model, self.biases, self.reach = Draw(f"program {name}"), model, biases, reach
        self.tensors = {}

    def put(self, path, tensor):
        self.tensors[path] = nested(tensor)

    def affine(self, weight, bias, shape, key):
        """A matrix, and its bias where `biases` has the key."""
        self.put(weight, self.draw.grid(*shape, reach=self.reach))
        if key in self.biases:
            self.put(bias, self.draw.grid(shape[1], reach=0.5))

    def start(self, prefix, words, positions):
        """The tables of embeddings (V,C) and of learned positions (P,C)."""
        self.put(f"{prefix}embed.table", self.draw.grid(words, self.model["width"]))
        if self.model["position"] == "learned":
            self.put(f"{prefix}position.table", self.draw.grid(positions, self.model["width"], reach=1))

    def attention(self, path):
        width, joint = self.model["width"], self.model["heads"] * self.model["head_width"]
        shared = self.model.get("kv_heads", self.model["heads"]) * self.model["head_width"]
        for n in "qkv":
            self.affine(f"{path}.w{n}", f"{path}.b{n}", (width, joint if n == "q" else shared), n)
        if self.model.get("qk_norm"):
            for n in "qk":
                self.put(f"{path}.qk_norm.{n}_gain", 1 + self.draw.grid(self.model["head_width"], reach=0.5))
        if self.model.get("sinks"):
            self.put(f"{path}.softmax.sink", self.draw.grid(self.model["heads"]))
        self.affine(f"{path}.wo", f"{path}.bo", (joint, width), "o")

    def norm(self, path):
        self.put(f"{path}.gain", 1 + self.draw.grid(self.model["width"], reach=0.5))
        if self.model.get("norm_kind") != "rms":
            self.put(f"{path}.bias", self.draw.grid(self.model["width"], reach=0.5))

    def layer(self, path, cross):
        width, hidden = self.model["width"], self.model["feed_forward"]["width"]
        self.attention(f"{path}.attention")
        if cross:
            self.attention(f"{path}.cross_attention")
        gated = self.model["feed_forward"]["activation"] in GATED
        experts = self.model["feed_forward"].get("experts", 1)
        if hidden > 0 and gated:
            for name, shape in (("gate", (width, hidden)), ("up", (width, hidden)), ("down", (hidden, width))):
                self.affine(f"{path}.feed_forward.w_{name}", f"{path}.feed_forward.b_{name}", shape, "1")
        elif hidden > 0 and experts > 1:
            self.put(f"{path}.feed_forward.router", self.draw.grid(width, experts, reach=1))
            for key, shape in (("1", (experts, width, hidden)), ("2", (experts, hidden, width))):
                self.put(f"{path}.feed_forward.w{key}", self.draw.grid(*shape, reach=self.reach))
                if key in self.biases:
                    self.put(f"{path}.feed_forward.b{key}", self.draw.grid(experts, shape[2], reach=0.5))
        elif hidden > 0:
            self.affine(f"{path}.feed_forward.w1", f"{path}.feed_forward.b1", (width, hidden), "1")
            self.affine(f"{path}.feed_forward.w2", f"{path}.feed_forward.b2", (hidden, width), "2")
        if self.model["norm"] != "none":
            for number in range(1, 2 if self.model.get("parallel") else 2 + cross + (hidden > 0)):
                self.norm(f"{path}.norm_{number}")

    def stack(self, prefix, words, positions, cross=False):
        self.start(prefix, words, positions)
        for n in range(self.model["layers"]):
            self.layer(f"{prefix}layers.{n}", cross)
        if self.model.get("final_norm", self.model["norm"] == "pre"):
            self.norm(f"{prefix}final_norm")

    def unembed(self, prefix, words):
        if self.model.get("unembed", False) and not self.model.get("tie_unembed"):
            self.affine(f"{prefix}unembed.w", f"{prefix}unembed.b", (self.model["width"], words), "u")


def model(kind, width=8, heads=2, head_width=None, mask=None, feed_forward=None, **others):
    """A scene's `model` with DESIGN's keys; `others` go in as they are."""
    settings = {
        "kind": kind,
        "layers": 1,
        "width": width,
        "heads": heads,
        "head_width": head_width or width // heads,
        "norm": "none",
        "position": "none",
        "mask": mask or {"kind": "none"},
    }
    if feed_forward:
        names = ("width", "activation", "experts", "top")
        settings["feed_forward"] = dict(zip(names, feed_forward))
    return {**settings, **others}


def scene(name, model, tokens=None, memory=None, words=None, biases="qkvo12u", reach=0.5, positions=None, replace=None):
    """A full scene. `words` is its vocabulary, `positions` the rows of a learned table, `replace` gives own weights."""
    made = {"version": 1, "id": re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-"), "title": name}
    made["tokens"] = tokens or HACKER
    if memory:
        made["memory"] = memory
    if words:
        made["vocabulary"] = words
    made["model"] = model
    count, rows = len(vocabulary(made)), positions or max(len(made["tokens"]), len(memory or []))
    weights = Weights(name, model, biases, reach)
    if model["kind"] == "attention":
        weights.start("", count, rows)
        weights.attention("layers.0.attention")
    elif model["kind"] == "encoder-decoder":
        weights.stack("encoder.", count, rows)
        weights.stack("decoder.", count, rows, cross=True)
        weights.unembed("decoder.", count)
    else:
        weights.stack("", count, rows)
        weights.unembed("", count)
    made["weights"] = {"tensors": {**weights.tensors, **(replace or {})}}
    made["made_by"] = MADE_BY
    return made


def settle(where, ours, theirs, mask):
    """torch's tensor, once it agrees with ours to 1e-12. Where torch has NaN, in rows with every key shut, ours."""
    nan = torch.isnan(theirs)
    if nan.any():
        shut = (mask == 0).all(dim=1)[:, None].expand(theirs.shape)
        if not torch.equal(nan, shut):
            raise AssertionError(f"{where}: torch.nn gives NaN elsewhere than in the rows that the mask shuts")
    settled = torch.where(nan, ours, theirs)
    agree(where, ours, settled)
    return settled


def program_case(made, keep, where, judge=modules):
    """One program's expected tensors, from torch.nn where torch gives them, else from the formulas that agree with it.

    keep: "all" results, main results of all "steps", or only what "torch" gives; or a list of paths.
    Returns the case and its float32 strain with its place.
    """
    name, spec = made["title"], made["model"]["mask"]
    mask = build_mask(spec, len(made["tokens"]))
    program = Program(made)
    tensors = dict(program.run())
    theirs = judge.expected(made)
    lacking = theirs.keys() - tensors.keys()
    if lacking:
        raise AssertionError(f"{where}, {name}: torch.nn gives {sorted(lacking)[0]}, the formulas do not")
    for path, tensor in theirs.items():
        tensors[path] = settle(f"{where}, {name}, {path}", tensors[path], tensor, mask)
    rough = Program(made, torch.float32).run()
    worst = max((strain(tensors[path], rough[path]), f"{name}, {path}") for path in tensors)
    wanted = {"all": tensors, "steps": program.main, "torch": theirs}[keep] if isinstance(keep, str) else keep
    case = {"name": name, "expected_by": getattr(judge, "BY", JUDGES[made["model"]["kind"]]), "scene": made}
    if spec["kind"] != "none":
        case["mask"] = encode(mask)
    case["from_torch"] = [path for path in tensors if path in theirs and path in wanted]
    case["tensors"] = {path: encode(tensor) for path, tensor in tensors.items() if path in wanted}
    return case, worst


def integers(draw, *shape):
    """Whole numbers from -3 to 3, for programs whose every score is exact in float32."""
    return nested(torch.round(draw.grid(*shape, reach=3)).to(F64))
