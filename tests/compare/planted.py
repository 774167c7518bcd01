"""Self-attention programs with one mistake planted in each, in NumPy float64, as students write them.

Reads cases as JSON: {"scene", "weights": {path: rows}, "mistake"}; writes for each what it printed, by path. null is NaN.
Knows nothing of how the mistakes are looked for.
"""
import json
import math
import sys

import numpy as np


def softmax(x, axis=-1):
    with np.errstate(invalid="ignore"):
        powers = np.exp(x - x.max(axis=axis, keepdims=True))
        return powers / powers.sum(axis=axis, keepdims=True)


def gelu(x):
    return x * 0.5 * (1 + np.vectorize(math.erf)(x / math.sqrt(2)))


class Program:
    def __init__(self, case):
        self.scene, self.mistake = case["scene"], case["mistake"]
        self.model = self.scene["model"]
        self.weights = {path: np.array(rows, dtype=float) for path, rows in case["weights"].items()}
        self.printed = {}

    def keep(self, path, value):
        self.printed[path] = value
        return value

    def linear(self, x, w, b):
        matrix = self.weights[w]
        transposed = self.mistake == "weights transposed" and "attention.w" in w or \
            self.mistake == "tied weights transposed" and w == "unembed.w"
        if self.mistake == "weights transposed" and w == "unembed.w" and matrix.shape[0] == matrix.shape[1]:
            transposed = True
        y = x @ (matrix.T if transposed else matrix)
        return y if b not in self.weights or self.mistake == "bias forgotten" else y + self.weights[b]

    def mask(self, T):
        s, t = np.meshgrid(np.arange(T), np.arange(T))
        mask = {"none": np.ones((T, T), bool), "causal": s <= t, "window": abs(s - t) <= self.model["mask"].get("size", 1)}[self.model["mask"]["kind"]]
        if self.mistake == "inverted mask":
            mask = ~mask
        if self.mistake == "mask off by one":
            mask = mask & (s != t)
        if self.mistake == "mask one too far":
            mask = mask | (s == t + 1)
        if self.mistake == "no mask":
            mask = np.ones((T, T), bool)
        return mask

    def split(self, x):
        T, H = len(x), self.model["heads"]
        if self.mistake == "view instead of transpose":
            return x.reshape(H, T, -1)
        return x.reshape(T, H, -1).transpose(1, 0, 2)

    def rotate(self, x):
        """Columns in pairs, turned by the position: halves or neighbours."""
        T, D = x.shape[1:]
        pairing = self.model["rotary"]["pairing"]
        if self.mistake == "rotary pairing":
            pairing = {"half": "interleaved", "interleaved": "half"}[pairing]
        angle = np.arange(T)[:, None] / self.model["rotary"]["base"] ** (2 * np.arange(D // 2) / D)
        first, second = (slice(0, D // 2), slice(D // 2, D)) if pairing == "half" else (slice(0, D, 2), slice(1, D, 2))
        turned = np.empty_like(x)
        turned[..., first] = x[..., first] * np.cos(angle) - x[..., second] * np.sin(angle)
        turned[..., second] = x[..., first] * np.sin(angle) + x[..., second] * np.cos(angle)
        return turned

    def loss(self, logits, ids):
        """The mean cross-entropy of the next tokens."""
        shifted = self.mistake != "targets not shifted"
        seen, targets = (logits[:-1], ids[1:]) if shifted else (logits, ids)
        probabilities = softmax(seen)
        return -np.log(probabilities[np.arange(len(targets)), targets]).mean(keepdims=True)

    def scale(self):
        D, C = self.model["head_width"], self.model["width"]
        return {"scaled by the width": D, "scaled by the root of the model width": np.sqrt(C), "no scaling": 1}.get(self.mistake, np.sqrt(D))

    def attention(self, path, x):
        T = len(x)
        q, k, v = (self.keep(f"{path}.split_heads.{n}", self.split(self.keep(f"{path}.project.{n}", self.linear(x, f"{path}.w{n}", f"{path}.b{n}")))) for n in "qkv")
        if self.model.get("position") == "rotary":
            q, k = (self.keep(f"{path}.rotary.{n}", self.rotate(x)) for n, x in (("q", q), ("k", k)))
        scores = self.keep(f"{path}.scores", q @ k.transpose(0, 2, 1))
        scaled = self.keep(f"{path}.scale", scores / self.scale())
        axis = {"softmax over the queries": 1, "softmax over the heads": 0}.get(self.mistake, 2)
        if self.model["mask"]["kind"] == "none":
            weights = softmax(scaled, axis)
        elif self.mistake == "mask after softmax":
            weights = softmax(scaled) * self.mask(T)
        else:
            weights = softmax(np.where(self.mask(T), scaled, -np.inf), axis)
        self.keep(f"{path}.softmax", weights)
        heads = self.keep(f"{path}.weighted_sum", weights @ v)
        merged = heads.reshape(T, -1) if self.mistake == "heads merged by view" else heads.transpose(1, 0, 2).reshape(T, -1)
        self.keep(f"{path}.merge_heads", merged)
        if self.mistake == "missing output projection":
            return self.keep(f"{path}.output", merged)
        return self.keep(f"{path}.output", self.linear(merged, f"{path}.wo", f"{path}.bo"))

    def norm(self, path, x):
        centred = x - x.mean(axis=1, keepdims=True)
        variance = x.var(axis=1, keepdims=True, ddof=1 if self.mistake == "unbiased variance" else 0)
        root = np.sqrt(variance) + 1e-5 if self.mistake == "eps outside the root" else np.sqrt(variance + 1e-5)
        return self.keep(path, centred / root * self.weights[f"{path}.gain"] + self.weights[f"{path}.bias"])

    def feed_forward(self, path, x):
        return self.keep(path, self.linear(gelu(self.linear(x, f"{path}.w1", f"{path}.b1")), f"{path}.w2", f"{path}.b2"))

    def layer(self, path, x):
        order = self.model["norm"]
        if self.mistake == "norm placed otherwise":
            order = {"pre": "post", "post": "pre"}[order]
        for number, part in enumerate((lambda y: self.attention(f"{path}.attention", y), lambda y: self.feed_forward(f"{path}.feed_forward", y)), 1):
            y = part(self.norm(f"{path}.norm_{number}", x) if order == "pre" else x)
            x = self.keep(f"{path}.residual_{number}", x + y)
            if order == "post":
                x = self.norm(f"{path}.norm_{number}", x)
        return x

    def run(self):
        words = self.scene.get("vocabulary") or list(dict.fromkeys(self.scene["tokens"]))
        ids = [words.index(t) for t in self.scene["tokens"]]
        x = self.keep("embed", self.weights["embed.table"][ids])
        if self.model["kind"] == "attention":
            self.attention("layers.0.attention", x)
            return self.printed
        for n in range(self.model["layers"]):
            x = self.layer(f"layers.{n}", x)
        if self.model["final_norm"]:
            x = self.norm("final_norm", x)
        if self.model.get("unembed"):
            logits = self.keep("unembed", self.linear(x, "unembed.w", "unembed.b"))
            if "loss" in self.scene:
                self.keep("loss", self.loss(logits, ids))
        return self.printed


def plain(value):
    return {"shape": list(value.shape), "data": [None if math.isnan(x) else x for x in value.ravel().tolist()]}


if __name__ == "__main__":
    made = [{path: plain(value) for path, value in Program(case).run().items()} for case in json.load(sys.stdin)]
    json.dump(made, sys.stdout)
