"""The same programs by torch.nn modules in float64, with what their hooks let us see on the way.

`expected(scene)` returns a dict of tensors by path. Everything in it is computed by torch.nn: MultiheadAttention,
TransformerEncoderLayer, TransformerEncoder, TransformerDecoderLayer, TransformerDecoder, LayerNorm, Linear, Embedding.
torch keeps linear weights as (out, in), and wq, wk, wv as one (3C, C): ours are transposed on the way in.
"""
import torch
from torch import nn

import masks
import second_opinion
from fixture import F64
from program import vocabulary


class RmsNorm(nn.Module):
    """torch 1.13 has none, so this one is written out; it stands in for LayerNorm inside torch's layers."""

    def __init__(self, gain):
        super().__init__()
        self.gain = gain

    def forward(self, x):
        return second_opinion.rms_norm(x, self.gain)["y"]


class WatchedAttention(nn.MultiheadAttention):
    """nn.MultiheadAttention that files its weights per head and its output, also when a layer asks for neither."""

    def __init__(self, seen, path, *sizes, **options):
        super().__init__(*sizes, **options)
        self.seen, self.path = seen, path

    def forward(self, query, key, value, **options):
        options.update(need_weights=True, average_attn_weights=False)
        output, weights = super().forward(query, key, value, **options)
        self.seen.update({f"{self.path}.softmax": weights, f"{self.path}.output": output})
        return output, weights


class Builder:
    """Turns a scene's weights into torch modules; `seen` gathers by path what they give when run."""

    def __init__(self, scene):
        self.scene = scene
        self.model = scene["model"]
        self.weights = {path: torch.tensor(rows, dtype=F64) for path, rows in scene["weights"]["tensors"].items()}
        self.seen = {}

    def watch(self, path, module):
        """Files what the module gives, at every call, and returns the module."""
        module.register_forward_hook(lambda _, inputs, output: self.seen.update({path: output}))
        return module

    def bias(self, path, width):
        """A bias that the scene leaves out is zero here."""
        return self.weights.get(path, torch.zeros(width, dtype=F64))

    def attention(self, path):
        """nn.MultiheadAttention with the sublayer's weights. The temperature divides W_q and b_q."""
        width = self.model["width"]
        matrices = [self.weights[f"{path}.w{n}"].T for n in "qkv"]
        biases = [self.bias(f"{path}.b{n}", width) for n in "qkv"]
        temperature = self.model.get("temperature", 1)
        matrices[0], biases[0] = matrices[0] / temperature, biases[0] / temperature
        has_bias = any(f"{path}.b{n}" in self.weights for n in "qkvo")
        module = WatchedAttention(self.seen, path, width, self.model["heads"], bias=has_bias, dtype=F64)
        state = {"in_proj_weight": torch.cat(matrices), "out_proj.weight": self.weights[f"{path}.wo"].T}
        if has_bias:
            state.update({"in_proj_bias": torch.cat(biases), "out_proj.bias": self.bias(f"{path}.bo", width)})
        module.load_state_dict(state)
        return module

    def norm(self, path):
        gain = self.weights.get(f"{path}.gain")
        if gain is None:
            return nn.Identity()
        if self.model.get("norm_kind") == "rms":
            return self.watch(path, RmsNorm(gain))
        module = nn.LayerNorm(self.model["width"], dtype=F64)
        module.load_state_dict({"weight": gain, "bias": self.weights[f"{path}.bias"]})
        return self.watch(path, module)

    def linear(self, weight, bias):
        w = self.weights[weight]
        module = nn.Linear(*w.shape, dtype=F64)
        module.load_state_dict({"weight": w.T, "bias": self.bias(bias, w.shape[1])})
        return module

    def layer(self, path, cross):
        """nn.TransformerEncoderLayer, or nn.TransformerDecoderLayer where it has cross-attention; no dropout."""
        kind = nn.TransformerDecoderLayer if cross else nn.TransformerEncoderLayer
        ff = self.model["feed_forward"]
        layer = kind(
            self.model["width"], self.model["heads"], ff["width"], dropout=0.0, dtype=F64,
            activation=second_opinion.ACTIVATIONS[ff["activation"]], norm_first=self.model["norm"] == "pre",
        )
        layer.self_attn = self.attention(f"{path}.attention")
        if cross:
            layer.multihead_attn = self.attention(f"{path}.cross_attention")
        inner = f"{path}.feed_forward"
        layer.linear1 = self.watch(f"{inner}.hidden", self.linear(f"{inner}.w1", f"{inner}.b1"))
        layer.linear2 = self.watch(inner, self.linear(f"{inner}.w2", f"{inner}.b2"))
        last = 3 if cross else 2
        for number in range(1, last + 1):
            setattr(layer, f"norm{number}", self.norm(f"{path}.norm_{number}"))
        return layer if self.model["norm"] == "post" else self.watch(f"{path}.residual_{last}", layer)

    def stack(self, prefix, cross):
        """nn.TransformerEncoder or nn.TransformerDecoder around our own layers."""
        layers = [self.layer(f"{prefix}layers.{n}", cross) for n in range(self.model["layers"])]
        norm = None
        if self.model.get("final_norm", self.model["norm"] == "pre"):
            norm = self.norm(f"{prefix}final_norm")
        stack = (nn.TransformerDecoder if cross else nn.TransformerEncoder)(layers[0], len(layers), norm)
        stack.layers = nn.ModuleList(layers)
        return stack

    def start(self, prefix, tokens):
        """nn.Embedding and the encoding of positions: x (T,C)."""
        words = vocabulary(self.scene)
        embedding = nn.Embedding.from_pretrained(self.weights[f"{prefix}embed.table"])
        x = self.watch(f"{prefix}embed", embedding)(torch.tensor([words.index(token) for token in tokens]))
        if self.model["position"] != "none":
            table = self.weights.get(f"{prefix}position.table")
            x = second_opinion.position(x, table, self.model["position"])["x"]
            self.seen[f"{prefix}position"] = x
        return x


def attention_of_any_width(builder, path, x, options):
    """Head widths that do not add up to C: nn.Linear around an nn.MultiheadAttention whose own matrices are identity."""
    joint = builder.weights[f"{path}.wq"].shape[1]
    q, k, v = (builder.linear(f"{path}.w{n}", f"{path}.b{n}")(x) for n in "qkv")
    module = WatchedAttention(builder.seen, path, joint, builder.model["heads"], bias=False, dtype=F64)
    same = torch.eye(joint, dtype=F64)
    module.load_state_dict({"in_proj_weight": torch.cat([same] * 3), "out_proj.weight": same})
    heads, _ = module(q / builder.model.get("temperature", 1), k, v, **options)
    builder.seen[f"{path}.merge_heads"] = heads
    builder.seen[f"{path}.output"] = builder.linear(f"{path}.wo", f"{path}.bo")(heads)


def run_attention(builder, x):
    """Kind attention: one nn.MultiheadAttention on the embedded text."""
    spec = builder.model["mask"]
    options = {}
    if spec["kind"] == "padding":
        options["key_padding_mask"] = torch.arange(len(x)) >= spec["length"]
    elif spec["kind"] != "none":
        options["attn_mask"] = masks.build(spec, len(x)) == 0
    path = "layers.0.attention"
    if builder.weights[f"{path}.wq"].shape[1] == builder.model["width"]:
        builder.attention(path)(x, x, x, **options)
    else:
        attention_of_any_width(builder, path, x, options)


def unembed(builder, prefix, x):
    """nn.Linear and softmax over the vocabulary, where the model has them."""
    if builder.model.get("unembed", False):
        words = builder.linear(f"{prefix}unembed.w", f"{prefix}unembed.b")(x)
        builder.seen[f"{prefix}unembed"] = words
        builder.seen[f"{prefix}probabilities"] = nn.Softmax(dim=-1)(words)


def run_stacks(builder, spec):
    """Kinds block, encoder and decoder: one stack. Kind encoder-decoder: the source's stack feeds the target's."""
    tokens = builder.scene["tokens"]
    shut = None if spec["kind"] == "none" else masks.build(spec, len(tokens)) == 0
    if builder.model["kind"] != "encoder-decoder":
        unembed(builder, "", builder.stack("", False)(builder.start("", tokens), shut))
        return
    memory = builder.stack("encoder.", False)(builder.start("encoder.", builder.scene["memory"]))
    x = builder.start("decoder.", tokens)
    unembed(builder, "decoder.", builder.stack("decoder.", True)(x, memory, tgt_mask=shut))


def expected(scene):
    """What torch.nn computes for the scene, by path. Rows with every key shut come out of torch as NaN."""
    builder = Builder(scene)
    with torch.no_grad():
        if scene["model"]["kind"] == "attention":
            run_attention(builder, builder.start("", scene["tokens"]))
        else:
            run_stacks(builder, scene["model"]["mask"])
    return builder.seen
