"""Published models in small as torch modules, each in the manner of its own published code, in float64.

Reads a JSON list of `{ id, scene }` on standard input, with all weights of the scenes; writes for each the logits, the loss of
predicting each next token, and the gradient of every weight. Weights go into the modules through functional_call, so their
gradients come back under the paths of the scene.
"""
import json
import sys

import torch
import torch.nn.functional as F
from torch import nn
from torch.nn.utils.stateless import functional_call

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)


class RMSNorm(nn.Module):
    def __init__(self, dim):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(dim))

    def forward(self, x):
        return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 1e-5) * self.weight


def side_by_side(x, angles):
    """Meta's and Mistral's: neighbours are real and imaginary part. x (T,H,D), angles (T,D/2)."""
    points = torch.view_as_complex(x.reshape(*x.shape[:-1], -1, 2))
    return torch.view_as_real(points * torch.polar(torch.ones_like(angles), angles)[:, None]).flatten(-2)


def half_with_half(x, angles):
    """Google's and OpenAI's: the two halves of a head."""
    first, second = torch.chunk(x, 2, dim=-1)
    cos, sin = angles.cos()[:, None], angles.sin()[:, None]
    return torch.cat([first * cos - second * sin, second * cos + first * sin], dim=-1)


class Attention(nn.Module):
    def __init__(self, dim, heads, groups, head_dim, base, rotate, bias=False, window=None, cap=None, sinks=False):
        super().__init__()
        self.heads, self.groups, self.head_dim, self.base, self.rotate = heads, groups, head_dim, base, rotate
        self.window, self.cap = window, cap
        self.q = nn.Linear(dim, heads * head_dim, bias=bias)
        self.k = nn.Linear(dim, groups * head_dim, bias=bias)
        self.v = nn.Linear(dim, groups * head_dim, bias=bias)
        self.o = nn.Linear(heads * head_dim, dim, bias=bias)
        if sinks:
            self.sinks = nn.Parameter(torch.zeros(heads))

    def forward(self, x):
        n = len(x)
        q, k, v = (layer(x).view(n, -1, self.head_dim) for layer in (self.q, self.k, self.v))
        rates = 1.0 / self.base ** (torch.arange(0, self.head_dim, 2) / self.head_dim)
        angles = torch.outer(torch.arange(n).double(), rates)
        q, k = self.rotate(q, angles), self.rotate(k, angles)
        k, v = (m.repeat_interleave(self.heads // self.groups, dim=1) for m in (k, v))
        scores = torch.einsum("thd,shd->hts", q, k) / self.head_dim**0.5
        if self.cap:
            scores = self.cap * torch.tanh(scores / self.cap)
        hidden = torch.triu(torch.full((n, n), float("-inf")), diagonal=1)
        if self.window is not None:
            hidden = hidden + torch.tril(torch.full((n, n), float("-inf")), diagonal=-self.window - 1)
        scores = scores + hidden
        if hasattr(self, "sinks"):
            column = self.sinks[:, None, None].expand(-1, n, 1)
            weights = torch.cat([scores, column], dim=-1).softmax(dim=-1)[..., :-1]
        else:
            weights = scores.softmax(dim=-1)
        return self.o(torch.einsum("hts,shd->thd", weights, v).reshape(n, -1))


class GatedFeedForward(nn.Module):
    def __init__(self, dim, hidden, activation, bias=False):
        super().__init__()
        self.gate, self.up = nn.Linear(dim, hidden, bias=bias), nn.Linear(dim, hidden, bias=bias)
        self.down, self.activation = nn.Linear(hidden, dim, bias=bias), activation

    def forward(self, x):
        return self.down(self.activation(self.gate(x)) * self.up(x))


class Block(nn.Module):
    def __init__(self, dim, attention, feed_forward):
        super().__init__()
        self.attention_norm, self.attention = RMSNorm(dim), attention
        self.ffn_norm, self.feed_forward = RMSNorm(dim), feed_forward

    def forward(self, x):
        x = x + self.attention(self.attention_norm(x))
        return x + self.feed_forward(self.ffn_norm(x))


class Decoder(nn.Module):
    """Llama 3, Mistral, Gemma 2, gpt-oss: what differs is given."""

    def __init__(self, words, dim, layers, tied, head_bias, make):
        super().__init__()
        self.embedding = nn.Embedding(words, dim)
        self.layers = nn.ModuleList(make() for _ in range(layers))
        self.norm = RMSNorm(dim)
        self.output = None if tied else nn.Linear(dim, words, bias=head_bias)

    def forward(self, ids):
        x = self.embedding(ids)
        for layer in self.layers:
            x = layer(x)
        x = self.norm(x)
        return self.output(x) if self.output else F.linear(x, self.embedding.weight)

    @staticmethod
    def parameters_from(weights, layers):
        """The scene's weights under the names of the module; a matrix of torch is (out, in)."""
        named = {"embedding.weight": weights["embed.table"], "norm.weight": weights["final_norm.gain"]}
        for ours, theirs in (("unembed.w", "output.weight"), ("unembed.b", "output.bias")):
            if ours in weights:
                named[theirs] = weights[ours].T if weights[ours].dim() == 2 else weights[ours]
        for n in range(layers):
            for path, weight in weights.items():
                if not path.startswith(f"layers.{n}."):
                    continue
                named[f"layers.{n}.{Decoder.name_of(path.split('.', 2)[2])}"] = weight.T if weight.dim() == 2 else weight
        return named

    @staticmethod
    def name_of(path):
        fixed = {"norm_1.gain": "attention_norm.weight", "norm_2.gain": "ffn_norm.weight", "attention.softmax.sink": "attention.sinks"}
        if path in fixed:
            return fixed[path]
        part, name = path.split(".")
        kind = "weight" if name[0] == "w" else "bias"
        return f"{part}.{name[1:].lstrip('_')}.{kind}"


class Gpt2(nn.Module):
    """Of torch's own layers: norm first, and the logits by the table of the embedding."""

    def __init__(self, words, places):
        super().__init__()
        self.embedding, self.position = nn.Embedding(words, 16), nn.Embedding(places, 16)
        gelu = lambda x: F.gelu(x, approximate="tanh")
        layer = nn.TransformerEncoderLayer(16, 4, 64, 0.0, gelu, batch_first=True, norm_first=True)
        self.encoder = nn.TransformerEncoder(layer, 2, nn.LayerNorm(16))

    def forward(self, ids):
        n = len(ids)
        x = (self.embedding(ids) + self.position(torch.arange(n)))[None]
        x = self.encoder(x, torch.triu(torch.full((n, n), float("-inf")), diagonal=1))[0]
        return F.linear(x, self.embedding.weight)

    @staticmethod
    def parameters_from(weights, layers):
        named = {"embedding.weight": weights["embed.table"], "position.weight": weights["position.table"]}
        for ours, theirs in (("gain", "weight"), ("bias", "bias")):
            named[f"encoder.norm.{theirs}"] = weights[f"final_norm.{ours}"]
            for n in range(layers):
                for number in (1, 2):
                    named[f"encoder.layers.{n}.norm{number}.{theirs}"] = weights[f"layers.{n}.norm_{number}.{ours}"]
        for n in range(layers):
            own, path = f"encoder.layers.{n}", f"layers.{n}"
            named[f"{own}.self_attn.in_proj_weight"] = torch.cat([weights[f"{path}.attention.w{m}"].T for m in "qkv"])
            named[f"{own}.self_attn.in_proj_bias"] = torch.cat([weights[f"{path}.attention.b{m}"] for m in "qkv"])
            named[f"{own}.self_attn.out_proj.weight"] = weights[f"{path}.attention.wo"].T
            named[f"{own}.self_attn.out_proj.bias"] = weights[f"{path}.attention.bo"]
            for number in (1, 2):
                named[f"{own}.linear{number}.weight"] = weights[f"{path}.feed_forward.w{number}"].T
                named[f"{own}.linear{number}.bias"] = weights[f"{path}.feed_forward.b{number}"]
        return named


def module_of(name, words, tokens):
    def decoder(dim, hidden, activation, base, rotate, tied=False, bias=False, **attention):
        def make():
            attends = Attention(dim, 4, 2, 4, base, rotate, bias=bias, **attention)
            return Block(dim, attends, GatedFeedForward(dim, hidden, activation, bias=bias))

        return Decoder(words, dim, 2, tied, bias, make)

    return {
        "gpt-2": lambda: Gpt2(words, tokens),
        "llama-3": lambda: decoder(16, 56, F.silu, 500000.0, side_by_side),
        "mistral": lambda: decoder(16, 56, F.silu, 10000.0, side_by_side, window=2),
        "gemma-2": lambda: decoder(18, 72, F.gelu, 10000.0, half_with_half, tied=True, cap=50.0),
        "gpt-oss": lambda: decoder(12, 12, F.silu, 150000.0, half_with_half, bias=True, sinks=True),
    }[name]()


def answer(asked):
    scene = asked["scene"]
    weights = {path: torch.tensor(rows).requires_grad_() for path, rows in scene["weights"]["tensors"].items()}
    words = scene.get("vocabulary") or list(dict.fromkeys(scene["tokens"]))
    ids = torch.tensor([words.index(token) for token in scene["tokens"]])
    module = module_of(asked["id"], len(words), len(ids))
    named = module.parameters_from(weights, 2)
    if set(named) != {name for name, _ in module.named_parameters()}:
        raise SystemExit(f"{asked['id']}: weights and parameters differ: {set(named) ^ {n for n, _ in module.named_parameters()}}")
    logits = functional_call(module, named, (ids,))
    loss = F.cross_entropy(logits[:-1], ids[1:])
    loss.backward()
    gradients = {path: weight.grad.flatten().tolist() for path, weight in weights.items()}
    return {"logits": logits.flatten().tolist(), "loss": loss.item(), "gradients": gradients}


if __name__ == "__main__":
    json.dump([answer(asked) for asked in json.load(sys.stdin)], sys.stdout)
