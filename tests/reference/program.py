"""A whole program by hand: a scene in, every tensor of every step out, under the project's paths.

Uses formulas.py only. The expected values of programs*.json are held against torch.nn (modules.py) before writing.
"""
import torch

import formulas
import masks
from fixture import F64

GATED = {"swiglu": "silu", "geglu": "gelu"}


def vocabulary(scene):
    """The words that the rows of an embedding table stand for: as written, or the tokens in order of appearance."""
    return scene.get("vocabulary") or list(dict.fromkeys(scene["tokens"]))


class Program:
    """Runs a scene in one floating type; `tensors` then holds every result by its path, in program order.

    `main` has the paths of main results alone: a step's own path, or its three where it has three.
    """

    def __init__(self, scene, dtype=F64):
        self.scene = scene
        self.model = scene["model"]
        self.dtype = dtype
        written = scene["weights"]["tensors"]
        self.weights = {path: torch.tensor(rows, dtype=F64).to(dtype) for path, rows in written.items()}
        self.logits = None
        self.tensors = {}
        self.main = []

    def run(self):
        """Returns `tensors`."""
        tokens = self.scene["tokens"]
        mask = self.mask(len(tokens))
        if self.model["kind"] == "encoder-decoder":
            memory = self.stack("encoder.", self.scene["memory"], None)
            x = self.stack("decoder.", tokens, mask, memory)
            self.unembed("decoder.", x)
        elif self.model["kind"] == "attention":
            self.attention("layers.0.attention", self.start("", tokens), mask)
        else:
            self.unembed("", self.stack("", tokens, mask))
        return self.tensors

    def mask(self, length):
        """The mask (T,T) of the scene, or None where its kind is none."""
        if self.model["mask"]["kind"] == "none":
            return None
        return masks.build(self.model["mask"], length).to(self.dtype)

    def owned(self, path, *names):
        """Those of a step's parameters that the scene has."""
        return {n: self.weights[f"{path}.{n}"] for n in names if f"{path}.{n}" in self.weights}

    def step(self, path, stage, **inputs):
        """Makes one step, files all it writes, and returns its main result (or its dict of three)."""
        outputs = formulas.STAGES[stage](**inputs)
        main = formulas.MAIN_RESULT.get(stage)
        for name, tensor in outputs.items():
            own = path if name == main else f"{path}.{name}"
            self.tensors[own] = tensor
            if main in (name, None):
                self.main.append(own)
        return outputs[main] if main else outputs

    def start(self, prefix, tokens):
        """Embedding, and positions where the model has them: x (T,C)."""
        words = vocabulary(self.scene)
        ids = torch.tensor([words.index(token) for token in tokens])
        x = self.step(f"{prefix}embed", "embed", ids=ids, **self.owned(f"{prefix}embed", "table"))
        kind = self.model["position"]
        if kind not in ("sinusoidal", "learned"):
            return x
        return self.step(f"{prefix}position", "position", x=x, kind=kind, **self.owned(f"{prefix}position", "table"))

    def attention(self, path, x, mask, memory=None):
        """One attention sublayer without its norm and residual: x (T,C) to (T,C)."""
        source = {} if memory is None else {"memory": memory}
        parameters = self.owned(path, "wq", "bq", "wk", "bk", "wv", "bv")
        joint = self.step(f"{path}.project", "project", x=x, **source, **parameters)
        split = self.step(f"{path}.split_heads", "split_heads", heads=self.model["heads"], **joint)
        split = self.switches_before_scores(path, split, memory is None)
        cells = self.step(f"{path}.scores", "scores", q=split["q"], k=split["k"])
        factor = self.model["head_width"] ** -0.5
        temperature = self.model.get("temperature", 1)
        cells = self.step(f"{path}.scale", "scale", scores=cells, factor=factor, temperature=temperature)
        if self.model.get("soft_cap"):
            cells = self.step(f"{path}.soft_cap", "soft_cap", scaled=cells, cap=self.model["soft_cap"])
        if self.model["position"] == "alibi" and memory is None:
            cells = self.step(f"{path}.alibi", "alibi", scaled=cells)
        if mask is not None:
            cells = self.step(f"{path}.mask", "mask", scaled=cells, mask=mask)
        if self.model.get("tile"):
            return self.output(path, self.tiles(path, cells, split["v"]))
        if self.model.get("sinks"):
            weights = self.step(f"{path}.softmax", "sink_softmax", masked=cells, sink=self.weights[f"{path}.softmax.sink"])
        else:
            weights = self.step(f"{path}.softmax", "softmax", masked=cells)
        heads = self.step(f"{path}.weighted_sum", "weighted_sum", weights=weights, v=split["v"])
        return self.output(path, heads)

    def tiles(self, path, masked, v):
        """Softmax and weighted sum, tile by tile."""
        before = {}
        for number, first in enumerate(range(0, masked.shape[2], self.model["tile"])):
            own = f"{path}.online_softmax.{number}"
            heads = self.step(own, "online_softmax", masked=masked, v=v, tile=self.model["tile"], first=first, **before)
            made = {"max_before": "row_max", "sum_before": "row_sum", "running_before": "running"}
            before = {name: self.tensors[f"{own}.{result}"] for name, result in made.items()}
        return heads

    def output(self, path, heads):
        """From heads back to tokens."""
        concat = self.step(f"{path}.merge_heads", "merge_heads", heads=heads)
        output = {"w": self.weights[f"{path}.wo"]}
        if f"{path}.bo" in self.weights:
            output["b"] = self.weights[f"{path}.bo"]
        return self.step(f"{path}.output", "linear", x=concat, **output)

    def switches_before_scores(self, path, split, own):
        """What may happen to q, k, v between the split and the scores. `own`: keys are of the same tokens as queries."""
        if self.model.get("qk_norm"):
            gains = self.owned(f"{path}.qk_norm", "q_gain", "k_gain")
            split = {**split, **self.step(f"{path}.qk_norm", "qk_norm", q=split["q"], k=split["k"], **gains)}
        if self.model["position"] == "rotary" and own:
            turns = self.model.get("rotary", {})
            split = {**split, **self.step(f"{path}.rotary", "rotary", q=split["q"], k=split["k"], **turns)}
        heads = self.model["heads"]
        if self.model.get("kv_heads", heads) != heads:
            repeated = self.step(f"{path}.repeat_heads", "repeat_heads", k=split["k"], v=split["v"], heads=heads)
            split = {**split, **repeated}
        return split

    def norm(self, path, x):
        stage = "rms_norm" if self.model.get("norm_kind") == "rms" else "layer_norm"
        return self.step(path, stage, x=x, **self.owned(path, "gain", "bias"))

    def sublayer(self, layer, number, x, inner):
        """Residual around `inner`, with norm `number` before it, after the sum, or not at all."""
        order = self.model["norm"]
        y = inner(self.norm(f"{layer}.norm_{number}", x) if order == "pre" else x)
        x = self.step(f"{layer}.residual_{number}", "residual", x=x, y=y)
        return self.norm(f"{layer}.norm_{number}", x) if order == "post" else x

    def feed_forward(self, path, x):
        activation = self.model["feed_forward"]["activation"]
        if activation in GATED:
            names = [f"{kind}_{part}" for part in ("gate", "up", "down") for kind in "wb"]
            return self.step(path, "gated_feed_forward", x=x, activation=GATED[activation], **self.owned(path, *names))
        if self.model["feed_forward"].get("experts", 1) > 1:
            weights = self.owned(path, "router", "w1", "b1", "w2", "b2")
            top = self.model["feed_forward"].get("top", 1)
            return self.step(path, "mixture", x=x, activation=activation, top=top, **weights)
        return self.step(path, "feed_forward", x=x, activation=activation, **self.owned(path, "w1", "b1", "w2", "b2"))

    def layer(self, path, x, mask, memory):
        """Attention, cross-attention where there is a memory, feed-forward."""
        inner = [lambda x: self.attention(f"{path}.attention", x, mask)]
        if memory is not None:
            inner.append(lambda x: self.attention(f"{path}.cross_attention", x, None, memory))
        if self.model["feed_forward"]["width"] > 0:
            inner.append(lambda x: self.feed_forward(f"{path}.feed_forward", x))
        if self.model.get("parallel"):
            return self.abreast(path, x, inner)
        for number, part in enumerate(inner, start=1):
            x = self.sublayer(path, number, x, part)
        return x

    def abreast(self, layer, x, inner):
        """Sublayers side by side: all read the same, and are added one after the other."""
        order = self.model["norm"]
        read = self.norm(f"{layer}.norm_1", x) if order == "pre" else x
        for number, part in enumerate(inner, start=1):
            x = self.step(f"{layer}.residual_{number}", "residual", x=x, y=part(read))
        return self.norm(f"{layer}.norm_1", x) if order == "post" else x

    def stack(self, prefix, tokens, mask, memory=None):
        """Embedding, all layers and the final norm: x (T,C)."""
        x = self.start(prefix, tokens)
        for n in range(self.model["layers"]):
            x = self.layer(f"{prefix}layers.{n}", x, mask, memory)
        if self.model.get("final_norm", self.model["norm"] == "pre"):
            x = self.norm(f"{prefix}final_norm", x)
        return x

    def unembed(self, prefix, x):
        """Scores over the vocabulary and their softmax, where the model has them."""
        if self.model.get("unembed", False):
            path = f"{prefix}unembed"
            if self.model.get("tie_unembed"):
                scores = self.step(path, "tied_unembed", x=x, table=self.weights[f"{prefix}embed.table"])
            else:
                scores = self.step(path, "linear", x=x, **self.owned(path, "w", "b"))
            self.step(f"{prefix}probabilities", "softmax", masked=scores)
            self.logits = scores

    def loss(self):
        """The scene's loss, a step behind all others."""
        asked = self.scene["loss"]
        if asked["kind"] == "cross_entropy":
            words, tokens = vocabulary(self.scene), self.scene["tokens"]
            targets = [*tokens[1:], None] if asked["targets"] == "next" else asked["targets"]
            places = torch.tensor([0 if word is None else words.index(word) for word in targets])
            counted = torch.tensor([0 if word is None else 1 for word in targets], dtype=self.dtype)
            return self.step("loss", "cross_entropy", logits=self.logits, targets=places, counted=counted)
        x = self.tensors[asked["path"]]
        cotangent = torch.zeros_like(x)
        cotangent[tuple(asked["index"])] = 1
        return self.step("loss", "inner_product", x=x, cotangent=cotangent)
