"""The cases of stages.json: every stage on its own, over shapes, options, optional inputs and edges.

Long because every stage has its own.
"""
import torch

import formulas
import second_opinion
from fixture import F64, Draw, agree, encode, encode_input_number, strain

NEVER = float("-inf")


def table(rows):
    """A written-out input."""
    return torch.tensor(rows, dtype=F64)


def embed(draw):
    yield "repeated ids", {"ids": torch.tensor([2, 0, 3, 2, 4]), "table": draw.grid(5, 4)}, {}
    yield "one token, width 1", {"ids": torch.tensor([1]), "table": draw.grid(2, 1)}, {}
    yield "full float32 mantissas", {"ids": draw.ids(3, 7), "table": draw.fine(7, 5)}, {}


def position(draw):
    for length, width in ((5, 4), (1, 1), (6, 5), (2, 8), (40, 2)):
        yield f"sinusoidal, T={length} C={width}", {"x": draw.grid(length, width)}, {"kind": "sinusoidal"}
    learned = {"kind": "learned"}
    yield "learned", {"x": draw.grid(3, 4), "table": draw.grid(3, 4)}, learned
    yield "learned, table longer than the text", {"x": draw.grid(2, 3), "table": draw.grid(6, 3)}, learned
    yield "sinusoidal, from position 7 on", {"x": draw.grid(2, 4)}, {"kind": "sinusoidal", "offset": 7}
    yield "learned, from position 3 on", {"x": draw.grid(2, 3), "table": draw.grid(6, 3)}, {**learned, "offset": 3}
    yield "learned, one token", {"x": draw.grid(1, 2), "table": draw.grid(4, 2)}, learned


def layer_norm(draw):
    def inputs(x):
        return {"x": x, "gain": draw.grid(x.shape[1]), "bias": draw.grid(x.shape[1])}

    yield "T=4 C=8", inputs(draw.grid(4, 8)), {}
    yield "one token", inputs(draw.grid(1, 6)), {}
    yield "width 1: variance 0", inputs(draw.grid(3, 1)), {}
    yield "width 2", inputs(draw.grid(3, 2)), {}
    yield "a row of equal numbers", inputs(table([[0.5] * 4, [1, 2, 3, 4], [-2] * 4])), {}
    yield "large and small rows", inputs(table([[8000, -8000, 4000, -3000], [0.0625, -0.125, 0.03125, 0.0]])), {}
    yield "eps decides", inputs(draw.grid(3, 4, reach=0.0625)), {"eps": 0.125}
    yield "eps 1e-12", inputs(draw.grid(2, 5)), {"eps": 1e-12}
    yield "eps 1e-5 written out", inputs(draw.grid(2, 3)), {"eps": 1e-5}
    yield "full float32 mantissas", inputs(draw.fine(3, 7)), {}


def rms_norm(draw):
    def inputs(x):
        return {"x": x, "gain": draw.grid(x.shape[1])}

    yield "T=4 C=8", inputs(draw.grid(4, 8)), {}
    yield "one token, width 1", inputs(draw.grid(1, 1)), {}
    yield "a row of zeros", inputs(table([[0, 0, 0], [1, -2, 2]])), {}
    yield "large and small rows", inputs(table([[10000, -8000, 4000], [0.0625, -0.125, 0.03125]])), {}
    yield "eps decides", inputs(draw.grid(3, 4, reach=0.0625)), {"eps": 0.25}
    yield "full float32 mantissas", inputs(draw.fine(3, 7)), {}


def project(draw):
    def inputs(length, width, joint, source=None, biases=""):
        given = {"x": draw.grid(length, width)}
        if source:
            given["memory"] = draw.grid(source, width)
        given.update({f"w{name}": draw.grid(width, joint) for name in "qkv"})
        given.update({f"b{name}": draw.grid(joint) for name in biases})
        return given

    yield "self-attention, no bias", inputs(4, 6, 4), {}
    yield "self-attention, every bias", inputs(3, 4, 4, biases="qkv"), {}
    yield "self-attention, bias of q and v alone", inputs(2, 3, 4, biases="qv"), {}
    yield "self-attention, bias of k alone", inputs(2, 3, 2, biases="k"), {}
    yield "memory longer than the text", inputs(2, 4, 6, source=5), {}
    yield "memory shorter, every bias", inputs(4, 3, 2, source=1, biases="qkv"), {}
    yield "all sizes 1", inputs(1, 1, 1, biases="qkv"), {}


def split_heads(draw):
    def inputs(length, source, joint):
        return {"q": draw.grid(length, joint), "k": draw.grid(source, joint), "v": draw.grid(source, joint)}

    yield "two heads", inputs(3, 3, 8), {"heads": 2}
    yield "one head", inputs(3, 3, 4), {"heads": 1}
    yield "head width 1", inputs(2, 2, 4), {"heads": 4}
    yield "three heads, S longer than T", inputs(2, 4, 6), {"heads": 3}
    yield "all sizes 1", inputs(1, 1, 1), {"heads": 1}
    shared = {"q": draw.grid(3, 8), "k": draw.grid(3, 4), "v": draw.grid(3, 4)}
    yield "four heads, two groups of keys and values", shared, {"heads": 4}


def qk_norm(draw):
    def inputs(q, k):
        return {"q": q, "k": k, "q_gain": draw.grid(q.shape[2]), "k_gain": draw.grid(q.shape[2])}

    yield "H=2 T=3 S=4 D=5", inputs(draw.grid(2, 3, 5), draw.grid(2, 4, 5)), {}
    yield "all sizes 1", inputs(draw.grid(1, 1, 1), draw.grid(1, 1, 1)), {}
    yield "a key of zeros, a long query", inputs(table([[[8000, -6000]]]), table([[[0, 0], [0.0625, -0.125]]])), {}
    yield "eps decides", inputs(draw.grid(1, 2, 3, reach=0.0625), draw.grid(1, 2, 3, reach=0.0625)), {"eps": 0.25}
    yield "full float32 mantissas", inputs(draw.fine(2, 2, 7), draw.fine(2, 3, 7)), {}


def scores(draw):
    for heads, length, source, width in ((2, 4, 4, 3), (1, 3, 5, 4), (3, 1, 2, 1), (1, 1, 1, 1), (2, 9, 5, 11)):
        inputs = {"q": draw.grid(heads, length, width), "k": draw.grid(heads, source, width)}
        yield f"H={heads} T={length} S={source} D={width}", inputs, {}
    q = table([[[100, 0], [-100, 0], [60, 80]]])
    yield "scores of 1e4 and -1e4", {"q": q, "k": table([[[100, 0], [-100, 0], [0, 100]]])}, {}
    yield "full float32 mantissas", {"q": draw.fine(2, 3, 5), "k": draw.fine(2, 3, 5)}, {}


def scale(draw):
    yield "factor 0.5", {"scores": draw.grid(2, 3, 3)}, {"factor": 0.5}
    yield "factor of three dimensions", {"scores": draw.grid(1, 2, 4)}, {"factor": 3 ** -0.5}
    yield "temperature 2", {"scores": draw.grid(2, 2, 2)}, {"factor": 0.5, "temperature": 2}
    yield "temperature 0.3", {"scores": draw.grid(1, 3, 2)}, {"factor": 8 ** -0.5, "temperature": 0.3}
    yield "temperature 1 written out", {"scores": draw.grid(1, 1, 1)}, {"factor": 1, "temperature": 1}
    yield "scores of 1e4 and -1e4", {"scores": table([[[10000, -10000], [9999.5, 0]]])}, {"factor": 0.5}


def soft_cap(draw):
    yield "H=2 T=3 S=4, cap 1", {"scaled": draw.grid(2, 3, 4, reach=4)}, {"cap": 1}
    yield "cap 30", {"scaled": draw.grid(1, 2, 5, reach=64)}, {"cap": 30}
    yield "one cell", {"scaled": draw.grid(1, 1, 1)}, {"cap": 0.5}
    yield "scores of 1e4 and -1e4", {"scaled": table([[[10000, -10000], [0, 0.125]]])}, {"cap": 50}


def mask(draw):
    causal = torch.ones(4, 4, dtype=F64).tril()
    yield "causal (T,S), two heads", {"scaled": draw.grid(2, 4, 4), "mask": causal}, {}
    yield "all open", {"scaled": draw.grid(1, 2, 3), "mask": torch.ones(2, 3, dtype=F64)}, {}
    yield "all shut", {"scaled": draw.grid(2, 2, 2), "mask": torch.zeros(2, 2, dtype=F64)}, {}
    yield "each head its own (H,T,S)", {"scaled": draw.grid(3, 3, 4), "mask": draw.bits(3, 3, 4)}, {}
    yield "one cell", {"scaled": draw.grid(1, 1, 1), "mask": torch.ones(1, 1, dtype=F64)}, {}
    shut_row = table([[1, 1, 0], [0, 0, 0]])
    yield "a row all shut, S longer than T", {"scaled": draw.grid(2, 2, 3), "mask": shut_row}, {}
    large = table([[[10000, -10000], [-10000, 10000]]])
    yield "scores of 1e4 and -1e4", {"scaled": large, "mask": table([[1, 1], [0, 1]])}, {}


def softmax(draw):
    yield "H=2 T=3 S=4", {"masked": draw.grid(2, 3, 4, reach=4)}, {}
    yield "one cell", {"masked": draw.grid(1, 1, 1)}, {}
    yield "one key", {"masked": draw.grid(2, 3, 1)}, {}
    yield "one query, one head", {"masked": draw.grid(1, 1, 6)}, {}
    yield "vocabulary (T,V)", {"masked": draw.grid(3, 7, reach=4)}, {}
    yield "vocabulary (T,V), one token, one word", {"masked": draw.grid(1, 1)}, {}
    causal = torch.ones(4, 4, dtype=F64).tril()
    yield "causal", {"masked": draw.grid(2, 4, 4).masked_fill(causal == 0, NEVER)}, {}
    rows = [[NEVER, NEVER, NEVER], [0.5, NEVER, -1.25], [NEVER, NEVER, 2.0]]
    yield "a row all shut", {"masked": table([rows])}, {}
    yield "all rows shut", {"masked": torch.full((2, 2, 2), NEVER, dtype=F64)}, {}
    yield "a row all shut, vocabulary (T,V)", {"masked": table([[1, NEVER, 0], [NEVER] * 3])}, {}
    yield "equal scores", {"masked": torch.full((1, 2, 5), 0.75, dtype=F64)}, {}
    rows = [[10000, 9999.5, -10000], [-10000, -10000, -9999], [10000, 10000, 10000], [-10000, NEVER, NEVER]]
    yield "scores of 1e4 and -1e4", {"masked": table([rows])}, {}
    yield "one score far ahead", {"masked": table([[[90, 0, -90], [-100, -20, -101]]])}, {}
    yield "full float32 mantissas", {"masked": draw.fine(1, 3, 5, reach=8)}, {}


def weighted_sum(draw):
    def weights(*shape):
        """Rows of 256ths that sum to 1 exactly."""
        parts = torch.floor(torch.rand(*shape, generator=draw.generator, dtype=F64) * 256 / shape[-1]) / 256
        parts[..., -1] += 1 - parts.sum(dim=-1)
        return parts

    for heads, length, source, width in ((2, 3, 3, 4), (1, 2, 5, 3), (3, 4, 2, 1), (1, 1, 1, 1)):
        inputs = {"weights": weights(heads, length, source), "v": draw.grid(heads, source, width)}
        yield f"H={heads} T={length} S={source} D={width}", inputs, {}
    shut = table([[[0, 0, 0], [0.25, 0.75, 0], [0, 0, 1]]])
    yield "a row of zero weights", {"weights": shut, "v": draw.grid(1, 3, 2)}, {}
    yield "values of 1e4 and -1e4", {"weights": table([[[0.5, 0.5], [0.125, 0.875]]]),
                                     "v": table([[[10000, 1], [-10000, 3]]])}, {}


def merge_heads(draw):
    for heads, length, width in ((2, 3, 4), (1, 3, 4), (4, 2, 1), (3, 1, 2), (1, 1, 1)):
        yield f"H={heads} T={length} D={width}", {"heads": draw.grid(heads, length, width)}, {}


def linear(draw):
    def inputs(length, width, out, bias):
        given = {"x": draw.grid(length, width), "w": draw.grid(width, out)}
        return {**given, "b": draw.grid(out)} if bias else given

    for length, width, out in ((3, 4, 4), (1, 1, 1), (2, 6, 3), (5, 9, 13)):
        for bias in (False, True):
            yield f"T={length}, {width} to {out}, {'with' if bias else 'no'} bias", inputs(length, width, out, bias), {}
    fine = {"x": draw.fine(4, 8), "w": draw.fine(8, 8), "b": draw.fine(8)}
    yield "full float32 mantissas", fine, {}


def residual(draw):
    yield "T=3 C=4", {"x": draw.grid(3, 4), "y": draw.grid(3, 4)}, {}
    yield "all sizes 1", {"x": draw.grid(1, 1), "y": draw.grid(1, 1)}, {}
    yield "opposite numbers", {"x": table([[1.5, -3]]), "y": table([[-1.5, 3]])}, {}


def feed_forward(draw):
    def inputs(length, width, hidden, biases=(1, 2), reach=1.0):
        given = {"x": draw.grid(length, width), "w1": draw.grid(width, hidden, reach=reach)}
        if 1 in biases:
            given["b1"] = draw.grid(hidden)
        given["w2"] = draw.grid(hidden, width, reach=reach)
        if 2 in biases:
            given["b2"] = draw.grid(width)
        return given

    for activation in second_opinion.ACTIVATIONS:
        option = {"activation": activation}
        yield f"{activation}, T=3 C=4 F=6", inputs(3, 4, 6), option
        yield f"{activation}, no bias", inputs(2, 3, 5, biases=()), option
        yield f"{activation}, all sizes 1", inputs(1, 1, 1), option
        ramp = {"x": table([[-8], [-3], [-0.75], [0], [0.5], [3], [8]]), "w1": table([[1]]), "w2": table([[1]])}
        yield f"{activation}, from -8 to 8", ramp, option
    yield "b1 alone", inputs(2, 3, 4, biases=(1,)), {"activation": "gelu"}
    yield "b2 alone", inputs(2, 3, 4, biases=(2,)), {"activation": "relu"}


def mask_weights(draw):
    causal = torch.ones(3, 3, dtype=F64).tril()
    yield "causal (T,S), two heads", {"weights": draw.grid(2, 3, 3), "mask": causal}, {}
    yield "each head its own (H,T,S), S longer than T", {"weights": draw.grid(2, 2, 4), "mask": draw.bits(2, 2, 4)}, {}
    yield "one cell, shut", {"weights": draw.grid(1, 1, 1), "mask": torch.zeros(1, 1, dtype=F64)}, {}


def cross_entropy(draw):
    def inputs(length, words, counted=None, reach=2.0):
        given = {"logits": draw.grid(length, words, reach=reach), "targets": draw.ids(length, words)}
        return given if counted is None else {**given, "counted": torch.tensor(counted, dtype=F64)}

    yield "every position counts", inputs(4, 5), {}
    yield "two of four count", inputs(4, 5, [0, 1, 1, 0]), {}
    yield "none counts", inputs(2, 3, [0, 0]), {}
    yield "one token, one word", inputs(1, 1), {}
    yield "one token, every size 1, counted", inputs(1, 1, [1]), {}
    yield "far apart", inputs(3, 4, [1, 1, 1], reach=64), {}
    sure = {"logits": table([[100, -100, 0], [0, 300, 0]]), "targets": torch.tensor([1, 1])}
    yield "logits of 300 and -100", sure, {}


def inner_product(draw):
    for shape in ((5,), (2, 3), (2, 3, 4), (1, 1)):
        yield "x ".join(map(str, shape)), {"x": draw.grid(*shape), "cotangent": draw.grid(*shape)}, {}
    yield "one cell", {"x": draw.grid(2, 2), "cotangent": table([[0, 0], [1, 0]])}, {}


def sgd(draw):
    for shape in ((5,), (2, 3), (1, 1)):
        yield "x ".join(map(str, shape)), {"weight": draw.grid(*shape), "gradient": draw.grid(*shape)}, {"rate": 0.25}
    yield "decay", {"weight": draw.grid(3, 2), "gradient": draw.grid(3, 2)}, {"rate": 0.5, "decay": 0.125}
    yield "gradients of 0", {"weight": draw.grid(4), "gradient": draw.grid(4, reach=0)}, {"rate": 1, "decay": 0.5}


def adam(draw):
    def inputs(*shape, moments):
        first, second = draw.grid(*shape, reach=moments), draw.grid(*shape, reach=moments).abs()
        return {"weight": draw.grid(*shape), "gradient": draw.grid(*shape), "first": first, "second": second}

    yield "first step", inputs(2, 3, moments=0), {"rate": 0.25}
    yield "one axis, decay", inputs(5, moments=0), {"rate": 0.0625, "decay": 0.25}
    yield "step 7", inputs(3, 2, moments=2), {"rate": 0.125, "step": 7, "beta1": 0.5, "beta2": 0.75, "eps": 0.125}
    yield "no memory", inputs(2, 2, moments=2), {"rate": 0.5, "step": 3, "beta1": 0, "beta2": 0, "eps": 0.5}
    yield "step 1000", inputs(4, moments=1), {"rate": 0.0078125, "step": 1000, "decay": 0.5}


def repeat_heads(draw):
    def inputs(groups, length, width):
        return {"k": draw.grid(groups, length, width), "v": draw.grid(groups, length, width)}

    yield "two groups, four heads", inputs(2, 3, 2), {"heads": 4}
    yield "one group for three heads", inputs(1, 2, 3), {"heads": 3}
    yield "as many groups as heads", inputs(2, 2, 2), {"heads": 2}


def rotary(draw):
    def inputs(heads, groups, length, width):
        return {"q": draw.grid(heads, length, width), "k": draw.grid(groups, length, width)}

    for pairing in ("half", "interleaved"):
        option = {"pairing": pairing}
        yield f"{pairing}, H=2 T=4 D=6", inputs(2, 2, 4, 6), option
        yield f"{pairing}, one group of keys, D=2", inputs(3, 1, 3, 2), option
        yield f"{pairing}, half of the columns, base 100", inputs(2, 2, 5, 8), {**option, "share": 0.5, "base": 100}
        yield f"{pairing}, offset 100", inputs(1, 1, 2, 4), {**option, "offset": 100}
    yield "one token at position 0", inputs(1, 1, 1, 4), {}


def alibi(draw):
    for heads, length, source in ((1, 1, 1), (2, 3, 3), (3, 2, 4), (4, 3, 2), (6, 2, 2), (8, 1, 9)):
        yield f"H={heads} T={length} S={source}", {"scaled": draw.grid(heads, length, source)}, {}
    yield "one query at position 4", {"scaled": draw.grid(2, 1, 5)}, {"offset": 4}


def sink_softmax(draw):
    yield "H=2 T=3 S=4", {"masked": draw.grid(2, 3, 4, reach=4), "sink": draw.grid(2)}, {}
    yield "one cell", {"masked": draw.grid(1, 1, 1), "sink": draw.grid(1)}, {}
    rows = [[NEVER, NEVER, NEVER], [0.5, NEVER, -1.25]]
    yield "a row all shut", {"masked": table([rows]), "sink": draw.grid(1)}, {}
    far = {"masked": table([[[90, 0, -90]], [[-100, -20, -101]]]), "sink": table([-300, 300])}
    yield "sinks far above and below", far, {}
    yield "full float32 mantissas", {"masked": draw.fine(1, 3, 5, reach=8), "sink": draw.fine(1)}, {}


def online_softmax(draw):
    def before(heads, length, width):
        largest, total = draw.grid(heads, length, reach=2.0), draw.grid(heads, length).abs() + 1
        return {"max_before": largest, "sum_before": total, "running_before": draw.grid(heads, length, width)}

    def inputs(heads, length, source, width):
        return {"masked": draw.grid(heads, length, source, reach=4.0), "v": draw.grid(heads, source, width)}

    yield "the first of two tiles", inputs(2, 3, 4, 2), {"tile": 2}
    yield "the second of two tiles", {**inputs(2, 3, 4, 2), **before(2, 3, 2)}, {"tile": 2, "first": 2}
    yield "a tile larger than all keys", inputs(1, 2, 3, 2), {"tile": 9}
    yield "a last tile of one key", {**inputs(1, 2, 5, 3), **before(1, 2, 3)}, {"tile": 4, "first": 4}
    yield "one cell", inputs(1, 1, 1, 1), {"tile": 1}
    shut = table([[[NEVER, NEVER, NEVER], [NEVER, NEVER, 0.5]]])
    nothing = {"max_before": table([[NEVER, NEVER]]), "sum_before": table([[0, 0]]), "running_before": table([[[0], [0]]])}
    v = draw.grid(1, 3, 1)
    yield "rows all shut, the first tile", {"masked": shut, "v": v}, {"tile": 2}
    yield "a row all shut, the second tile", {"masked": shut, "v": v, **nothing}, {"tile": 2, "first": 2}
    yield "a tile all shut behind open ones", {"masked": shut, "v": v, **before(1, 2, 1)}, {"tile": 2}
    far = {"masked": table([[[10000, -10000], [-10000, 10000]]]), "v": draw.grid(1, 2, 2), **before(1, 2, 2)}
    yield "scores of 1e4 and -1e4", far, {"tile": 1, "first": 1}


def gated_feed_forward(draw):
    def inputs(length, width, hidden, biases):
        given = {"x": draw.grid(length, width)}
        for name, shape in (("gate", (width, hidden)), ("up", (width, hidden)), ("down", (hidden, width))):
            given[f"w_{name}"] = draw.grid(*shape, reach=1.0)
            if biases:
                given[f"b_{name}"] = draw.grid(shape[1])
        return given

    for activation in ("silu", "gelu"):
        yield f"{activation}, T=3 C=4 F=6", inputs(3, 4, 6, True), {"activation": activation}
        yield f"{activation}, no bias", inputs(2, 3, 5, False), {"activation": activation}
        yield f"{activation}, all sizes 1", inputs(1, 1, 1, True), {"activation": activation}


def mixture(draw):
    def inputs(length, width, experts, hidden, biases=True, x=None):
        given = {"x": draw.grid(length, width) if x is None else x, "router": draw.grid(width, experts, reach=1.0)}
        given["w1"], given["w2"] = draw.grid(experts, width, hidden, reach=1.0), draw.grid(experts, hidden, width, reach=1.0)
        if biases:
            given["b1"], given["b2"] = draw.grid(experts, hidden), draw.grid(experts, width)
        return given

    for activation in ("relu", "gelu", "gelu_tanh", "silu"):
        yield f"{activation}, top 2, T=4 C=3 E=4 F=5", inputs(4, 3, 4, 5), {"top": 2, "activation": activation}
    yield "top 1", inputs(3, 4, 3, 2), {"top": 1, "activation": "relu"}
    yield "no bias", inputs(3, 2, 3, 4, False), {"top": 2, "activation": "silu"}
    yield "all experts chosen", inputs(3, 3, 3, 2), {"top": 3, "activation": "gelu"}
    yield "all sizes 1", inputs(1, 1, 1, 1), {"top": 1, "activation": "gelu"}
    zeros = torch.zeros(2, 3, dtype=F64)
    yield "all logits equal", inputs(2, 3, 4, 2, x=zeros), {"top": 2, "activation": "relu"}
    far = {**inputs(3, 2, 3, 2), "router": 1000 * draw.grid(2, 3, reach=1.0)}
    yield "logits of a thousand", far, {"top": 2, "activation": "relu"}


def tied_unembed(draw):
    yield "T=3 C=4 V=6", {"x": draw.grid(3, 4), "table": draw.grid(6, 4)}, {}
    yield "all sizes 1", {"x": draw.grid(1, 1), "table": draw.grid(1, 1)}, {}
    yield "full float32 mantissas", {"x": draw.fine(4, 8), "table": draw.fine(5, 8)}, {}



def append(draw):
    yield "G=2 P=3 T=1 D=4", {"cache": draw.grid(2, 3, 4), "newest": draw.grid(2, 1, 4)}, {}
    yield "three newest rows", {"cache": draw.grid(1, 2, 2), "newest": draw.grid(1, 3, 2)}, {}
    yield "ids", {"cache": torch.tensor([2.0, 0.0, 3.0], dtype=F64), "newest": torch.tensor([1.0], dtype=F64)}, {}


def pick(draw):
    def inputs(words, uniform, length=2):
        return {"logits": draw.grid(length, words, reach=3), "uniform": table([uniform])}

    yield "all words, in the middle", inputs(6, 0.5), {}
    yield "one word", inputs(1, 0.5, 1), {}
    yield "greedy", inputs(7, 1023 / 1024), {"top_k": 1}
    yield "cold", inputs(6, 0.25), {"temperature": 0.25}
    yield "hot", inputs(6, 0.75), {"temperature": 4}
    yield "top-k 3", inputs(8, 29 / 32), {"top_k": 3}
    yield "top-p 0.7", inputs(8, 29 / 32), {"top_p": 0.7}
    yield "top-p 0.01 keeps the first", inputs(5, 29 / 32), {"top_p": 0.01}
    yield "all three", inputs(12, 5 / 8), {"temperature": 2, "top_k": 8, "top_p": 0.8}
    yield "the last of all", inputs(5, 16383 / 16384), {}
    yield "equal logits keep their order", {"logits": table([[1, 1, 2, 2, 0.5]]), "uniform": table([13 / 32])}, {"top_k": 3}


CASES = (
    embed, position, layer_norm, rms_norm, project, split_heads, qk_norm, scores, scale, soft_cap, mask, softmax,
    mask_weights, weighted_sum, merge_heads, linear, residual, feed_forward, cross_entropy, inner_product,
    append, pick,
    sgd, adam, repeat_heads, rotary, alibi, sink_softmax, online_softmax, gated_feed_forward, tied_unembed, mixture,
)


def build_case(stage, title, inputs, options):
    """Computes one case in float64, has torch.nn.functional agree to 1e-12, and returns it with its float32 strain."""
    name = f"{stage}: {title}"
    outputs = formulas.STAGES[stage](**inputs, **options)
    for result, theirs in second_opinion.STAGES[stage](**inputs, **options).items():
        agree(f"stages.json, {name}, {result}", outputs[result], theirs)
    rough_inputs = {k: v.to(torch.float32) if v.is_floating_point() else v for k, v in inputs.items()}
    rough = formulas.STAGES[stage](**rough_inputs, **options)
    case = {
        "name": name,
        "stage": stage,
        "options": options,
        "inputs": {k: encode(v, encode_input_number) for k, v in inputs.items()},
        "outputs": {k: encode(v) for k, v in outputs.items()},
    }
    return case, max((strain(outputs[k], rough[k]), f"{name}, {k}") for k in outputs)


def build():
    """All cases, and the largest float32 strain with the place where it is."""
    built = [build_case(f.__name__, *given) for f in CASES for given in f(Draw(f"stage {f.__name__}"))]
    return [case for case, _ in built], max(strain for _, strain in built)
