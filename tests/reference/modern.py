"""Models with the switches of today, by torch.nn.functional alone and written like the published models, in float64.

`expected(scene)` returns by path what a layer gives to the next one, and the logits. The heads are never split into a tensor
of their own, keys are repeated by indexing, sinks are a column: other roads than formulas.py and program.py take.
"""
import torch
import torch.nn.functional as F

import masks
import second_opinion
from fixture import F64
from program import GATED, vocabulary

BY = "torch.nn.functional, in the order of the published models"


class Modern:
    def __init__(self, scene, dtype=F64):
        self.scene, self.model = scene, scene["model"]
        self.weights = {path: torch.tensor(rows, dtype=dtype) for path, rows in scene["weights"]["tensors"].items()}
        self.seen = {}

    def linear(self, x, weight, bias):
        return F.linear(x, self.weights[weight].T, self.weights.get(bias))

    def norm(self, path, x):
        if f"{path}.gain" not in self.weights:
            return x
        gain = self.weights[f"{path}.gain"]
        if self.model.get("norm_kind") == "rms":
            return second_opinion.rms_norm(x, gain)["y"]
        return F.layer_norm(x, [x.shape[1]], gain, self.weights[f"{path}.bias"])

    def attention(self, path, x, mask, memory=None):
        """Head by head: each takes its columns of q, and the columns of its group of k and v."""
        heads, width = self.model["heads"], self.model["head_width"]
        groups = self.model.get("kv_heads", heads)
        source = x if memory is None else memory
        q, k, v = (self.linear(given, f"{path}.w{n}", f"{path}.b{n}") for n, given in zip("qkv", (x, source, source)))
        outputs = []
        for h in range(heads):
            g = h * groups // heads
            own = q[:, h * width : (h + 1) * width], k[:, g * width : (g + 1) * width]
            scores = self.scores(path, *own, memory is None, h)
            outputs.append(self.weights_of(path, scores, mask, h) @ v[:, g * width : (g + 1) * width])
        return self.linear(torch.cat(outputs, dim=1), f"{path}.wo", f"{path}.bo")

    def weights_of(self, path, scores, mask, h):
        """Softmax of one head's scores (T,S) under a mask. A row that is all shut has no weights; torch would say NaN."""
        late = self.model["mask"].get("on") == "weights"
        shut = torch.zeros(len(scores), 1, dtype=torch.bool)
        if mask is not None and not late:
            shut = (mask == 0).all(dim=1, keepdim=True)
            scores = scores.masked_fill((mask == 0) & ~shut, float("-inf"))
        if self.model.get("sinks"):
            sink = self.weights[f"{path}.softmax.sink"][h].expand(len(scores), 1)
            weights = torch.cat([scores, sink], dim=1).softmax(dim=1)[:, :-1]
        else:
            weights = scores.softmax(dim=1)
        weights = weights.masked_fill(shut, 0)
        return weights if mask is None or not late else weights.masked_fill(mask == 0, 0)

    def scores(self, path, q, k, own, h):
        if self.model.get("qk_norm"):
            gains = (self.weights[f"{path}.qk_norm.{n}_gain"] for n in "qk")
            q, k = (second_opinion.rms_norm(x, gain)["y"] for x, gain in zip((q, k), gains))
        if self.model["position"] == "rotary" and own:
            turned = second_opinion.rotary(q[None], k[None], **self.model.get("rotary", {}))
            q, k = turned["q"][0], turned["k"][0]
        scores = q @ k.T / q.shape[1] ** 0.5 / self.model.get("temperature", 1)
        if self.model.get("soft_cap"):
            scores = second_opinion.soft_cap(scores, self.model["soft_cap"])["capped"]
        if self.model["position"] == "alibi" and own:
            all_heads = second_opinion.alibi(torch.zeros(self.model["heads"], *scores.shape, dtype=scores.dtype))["biased"]
            scores = scores + all_heads[h]
        return scores

    def feed_forward(self, path, x):
        activation = self.model["feed_forward"]["activation"]
        if self.model["feed_forward"].get("experts", 1) > 1:
            return self.mixture(path, x, activation)
        if activation not in GATED:
            hidden = self.linear(x, f"{path}.w1", f"{path}.b1")
            return self.linear(second_opinion.ACTIVATIONS[activation](hidden), f"{path}.w2", f"{path}.b2")
        gate, up = (self.linear(x, f"{path}.w_{n}", f"{path}.b_{n}") for n in ("gate", "up"))
        return self.linear(second_opinion.ACTIVATIONS[GATED[activation]](gate) * up, f"{path}.w_down", f"{path}.b_down")

    def mixture(self, path, x, activation):
        """Token by token, each through its own experts alone, as the paper describes it; of equal logits the earlier expert."""
        w1, w2 = (self.weights[f"{path}.w{n}"] for n in "12")
        b1, b2 = (self.weights.get(f"{path}.b{n}") for n in "12")
        rows = []
        for token, logits in zip(x, x @ self.weights[f"{path}.router"]):
            chosen = torch.sort(logits, descending=True, stable=True).indices[: self.model["feed_forward"].get("top", 1)]
            given = []
            for e in chosen:
                hidden = F.linear(token, w1[e].T, None if b1 is None else b1[e])
                given.append(F.linear(second_opinion.ACTIVATIONS[activation](hidden), w2[e].T, None if b2 is None else b2[e]))
            rows.append(F.softmax(logits[chosen], dim=0) @ torch.stack(given))
        return torch.stack(rows)

    def layer(self, path, x, mask, memory):
        parts = [lambda y: self.attention(f"{path}.attention", y, mask)]
        if memory is not None:
            parts.append(lambda y: self.attention(f"{path}.cross_attention", y, None, memory))
        if self.model["feed_forward"]["width"] > 0:
            parts.append(lambda y: self.feed_forward(f"{path}.feed_forward", y))
        order, parallel = self.model["norm"], self.model.get("parallel")
        if parallel:
            read = self.norm(f"{path}.norm_1", x) if order == "pre" else x
            for number, part in enumerate(parts, start=1):
                x = x + part(read)
                self.seen[f"{path}.residual_{number}"] = x
            return self.norm(f"{path}.norm_1", x) if order == "post" else x
        for number, part in enumerate(parts, start=1):
            norm = f"{path}.norm_{number}"
            x = x + part(self.norm(norm, x) if order == "pre" else x)
            self.seen[f"{path}.residual_{number}"] = x
            x = self.norm(norm, x) if order == "post" else x
        return x

    def embedded(self, prefix, tokens, places="position"):
        words = vocabulary(self.scene)
        x = F.embedding(torch.tensor([words.index(token) for token in tokens]), self.weights[f"{prefix}embed.table"])
        if self.model["position"] not in ("sinusoidal", "learned"):
            return x
        return second_opinion.position(x, self.weights.get(f"{prefix}{places}.table"), self.model["position"])["x"]

    def stack(self, prefix, tokens, mask, memory=None):
        x = self.embedded(prefix, tokens)
        for n in range(self.model["layers"]):
            x = self.layer(f"{prefix}layers.{n}", x, mask, memory)
        return self.norm(f"{prefix}final_norm", x)

    def attention_alone(self, tokens, mask):
        """The attention of one layer, of the tokens to themselves or to a memory; no norm and no residual."""
        memory = self.embedded("", self.scene["memory"], "position_memory") if self.scene.get("memory") else None
        path = "layers.0.attention"
        self.seen[f"{path}.output"] = self.attention(path, self.embedded("", tokens), mask, memory)
        return self.seen[f"{path}.output"]

    def mask(self, tokens):
        spec, alone = self.model["mask"], self.model["kind"] == "attention"
        if spec["kind"] == "none":
            return None
        source = (alone and self.scene.get("memory")) or tokens
        return masks.by_rule(spec, len(tokens), len(source))

    def run(self):
        tokens, prefix = self.scene["tokens"], ""
        mask = self.mask(tokens)
        if self.model["kind"] == "encoder-decoder":
            prefix, memory = "decoder.", self.stack("encoder.", self.scene["memory"], None)
            x = self.stack(prefix, tokens, mask, memory)
        else:
            x = self.attention_alone(tokens, mask) if self.model["kind"] == "attention" else self.stack("", tokens, mask)
        if self.model.get("unembed") and self.model.get("tie_unembed"):
            self.seen[f"{prefix}unembed"] = F.linear(x, self.weights[f"{prefix}embed.table"])
        elif self.model.get("unembed"):
            self.seen[f"{prefix}unembed"] = self.linear(x, f"{prefix}unembed.w", f"{prefix}unembed.b")
        return self.seen


def expected(scene):
    with torch.no_grad():
        return Modern(scene).run()
