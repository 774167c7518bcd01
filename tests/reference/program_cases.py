"""The programs of programs.json, programs_masks.json and programs_cross.json."""
import modern
import modules
from fixture import Draw
from scenes import HACKER, integers, model, program_case, scene

CAUSAL = {"kind": "causal"}
WORDS = ["firewall", "hacker", "the", "breached", "The", "unseen"]


def attention_programs():
    """Kind attention, against torch.nn.MultiheadAttention."""
    rows = [[1, 0, 1, 0, 0], [0, 1, 0, 0, 0], [1, 1, 1, 1, 1], [0, 0, 1, 1, 0], [1, 0, 0, 0, 1]]
    yield scene("attention with bias", model("attention")), "all"
    again = ["the", "hacker", "the", "firewall", "hacker"]
    yield scene("attention without bias, words twice", model("attention"), tokens=again, biases=""), "steps"
    yield scene("attention causal", model("attention", mask=CAUSAL)), "all"
    yield scene("attention causal without bias", model("attention", mask=CAUSAL), biases=""), "torch"
    yield scene("attention custom mask", model("attention", mask={"kind": "custom", "rows": rows})), "torch"
    yield scene("attention bias of q and v alone", model("attention"), biases="qv"), "torch"
    yield scene("attention output bias alone", model("attention"), biases="o"), "torch"
    tiny = model("attention", width=2, heads=1)
    yield scene("attention one token one head", tiny, tokens=["the"]), "all"
    yield scene("attention all sizes 1", model("attention", width=1, heads=1, mask=CAUSAL), tokens=["the"]), "all"
    yield scene("attention head width 1", model("attention", width=4, heads=4)), "steps"
    yield scene("attention heads wider than the model", model("attention", width=6, head_width=4)), "steps"
    yield scene("attention heads narrower than the model", model("attention", width=7, heads=3, head_width=2)), "torch"
    yield scene("attention temperature 2", model("attention", mask=CAUSAL, temperature=2)), "steps"
    yield scene("attention temperature 0.3", model("attention", heads=1, width=4, temperature=0.3)), "torch"
    yield scene("attention sinusoidal positions", model("attention", position="sinusoidal")), "torch"
    learned = scene("attention learned positions", model("attention", position="learned"), positions=7)
    yield learned, "torch"
    yield scene("attention written vocabulary", model("attention", width=4), words=WORDS), "torch"
    yield large_scores("attention scores of ten thousand"), "all"


def large_scores(name):
    """Whole-number weights, so that scores beyond 1e4 and -1e4 are exact and every weight is 0 or 1."""
    draw = Draw(name)
    path = "layers.0.attention"
    own = {f"{path}.w{n}": integers(draw, 4, 4) for n in "qk"}
    table = [[16 * x for x in row] for row in integers(draw, 5, 4)]
    return scene(name, model("attention", width=4, heads=1), biases="", replace={"embed.table": table, **own})


def block_programs():
    """Kind block, against torch.nn.TransformerEncoderLayer."""

    def block(norm, activation, **others):
        final = {"final_norm": False} if norm == "pre" else {}
        return model("block", norm=norm, feed_forward=(12, activation), **final, **others)

    for norm in ("pre", "post"):
        for activation in ("relu", "gelu"):
            keep = "steps" if (norm, activation) == ("pre", "gelu") else "torch"
            yield scene(f"block {norm}-norm {activation}", block(norm, activation, norm_kind="layer")), keep
    yield scene("block pre-norm gelu_tanh causal", block("pre", "gelu_tanh", mask=CAUSAL)), "torch"
    yield scene("block post-norm silu causal", block("post", "silu", mask=CAUSAL)), "steps"
    yield scene("block without norm", block("none", "gelu")), "torch"
    yield scene("block pre-norm rms", block("pre", "silu", norm_kind="rms")), "torch"
    yield scene("block post-norm rms", block("post", "relu", norm_kind="rms")), "torch"
    yield scene("block without bias", block("pre", "gelu"), biases=""), "torch"
    yield scene("block one token", block("pre", "gelu", width=4, heads=1), tokens=["the"]), "all"
    yield scene("block with final norm", {**block("pre", "gelu"), "final_norm": True}), "torch"


def stack_programs():
    """Kinds encoder and decoder, against torch.nn.TransformerEncoder."""
    encoder = model("encoder", layers=3, norm="pre", norm_kind="layer", position="sinusoidal", feed_forward=(12, "gelu"))
    yield scene("encoder three layers pre-norm", encoder, reach=0.25), "torch"
    decoder = model("decoder", layers=3, norm="post", position="learned", mask=CAUSAL, feed_forward=(12, "relu"))
    yield scene("decoder three layers post-norm", decoder, reach=0.25), "torch"
    words = model("decoder", width=6, layers=2, norm="pre", final_norm=True, position="learned", mask=CAUSAL, unembed=True,
                  feed_forward=(10, "gelu_tanh"))
    yield scene("decoder two layers with probabilities", words, tokens=HACKER[:4], words=WORDS, reach=0.25), "steps"
    rms = model("decoder", width=6, heads=3, norm="pre", norm_kind="rms", mask=CAUSAL, unembed=True,
                feed_forward=(8, "silu"))
    yield scene("decoder rms unembedding without bias", rms, biases=""), "all"
    plain = model("encoder", width=4, layers=2, mask={"kind": "window", "size": 1}, feed_forward=(6, "relu"))
    yield scene("encoder without norm, window", plain), "torch"
    bare = model("encoder", width=4, layers=2, norm="pre", final_norm=False, unembed=True, feed_forward=(6, "gelu"))
    yield scene("encoder pre-norm without final norm", bare), "torch"


MASKS = {
    "none": {"kind": "none"},
    "causal": CAUSAL,
    "window of 1": {"kind": "window", "size": 1},
    "window of 2, past only": {"kind": "window", "size": 2, "causal": True},
    "window of 0": {"kind": "window", "size": 0},
    "window wider than the text": {"kind": "window", "size": 9},
    "dilated, 2 steps of 2": {"kind": "dilated", "size": 2, "step": 2},
    "dilated, 1 step of 3, past only": {"kind": "dilated", "size": 1, "step": 3, "causal": True},
    "dilated, steps of 1": {"kind": "dilated", "size": 2, "step": 1},
    "blocks of 2": {"kind": "block", "size": 2},
    "blocks of 3, past only": {"kind": "block", "size": 3, "causal": True},
    "prefix of 3": {"kind": "prefix", "length": 3},
    "prefix of 0": {"kind": "prefix", "length": 0},
    "padding after 5": {"kind": "padding", "length": 5},
    "padding, none hidden": {"kind": "padding", "length": 7},
    "global first token, window of 1": {"kind": "global", "tokens": [0], "size": 1},
    "two global tokens, window of 0": {"kind": "global", "tokens": [2, 5], "size": 0},
    "exclude-self": {"kind": "exclude-self"},
    "custom": {"kind": "custom", "rows": [[int((3 * t + 5 * s) % 4 != 1) for s in range(7)] for t in range(7)]},
    "custom with a row all shut": {"kind": "custom", "rows": [[int(t != 2) for s in range(7)] for t in range(7)]},
}


def mask_programs():
    """Every mask kind on seven tokens, and a mask that leaves a single token nothing to attend to."""
    tokens = ["a", "b", "c", "d", "e", "f", "g"]
    path = "layers.0.attention"
    keep = [f"{path}.softmax", f"{path}.output"]
    for title, mask in MASKS.items():
        yield scene(f"mask {title}", model("attention", width=4, mask=mask), tokens=tokens), keep
    alone = model("attention", width=2, heads=1, mask={"kind": "exclude-self"})
    yield scene("mask exclude-self of one token", alone, tokens=["a"]), keep


def cross_programs():
    """Kind encoder-decoder, T and S different, against torch.nn.TransformerDecoder over an encoder's output."""
    french = ["le", "pare-feu", "tient"]
    both = [*french, *dict.fromkeys(HACKER)]

    def translate(**settings):
        return model("encoder-decoder", mask=settings.pop("mask", CAUSAL), **settings)

    def pair(name, settings, source=HACKER, target=french, **others):
        return scene(name, settings, tokens=target, memory=source, words=both, **others)

    pre = translate(norm="pre", feed_forward=(12, "relu"))
    yield pair("encoder-decoder one layer pre-norm", pre), "steps"
    post = translate(norm="post", feed_forward=(12, "gelu"))
    yield pair("encoder-decoder one layer post-norm", post), "torch"
    deep = translate(layers=2, norm="pre", position="sinusoidal", unembed=True, feed_forward=(12, "gelu"))
    yield pair("encoder-decoder two layers with probabilities", deep, reach=0.25), "torch"
    longer = translate(width=4, norm="post", position="learned", feed_forward=(6, "relu"))
    yield pair("encoder-decoder target longer than source", longer, source=["le", "tient"], target=HACKER), "torch"
    plain = translate(width=4, heads=1, feed_forward=(6, "gelu"))
    yield pair("encoder-decoder without norm or bias", plain, biases=""), "all"
    rms = translate(width=4, norm="pre", norm_kind="rms", mask={"kind": "none"}, feed_forward=(6, "silu"))
    yield pair("encoder-decoder rms, target unmasked", rms), "torch"
    yield pair("encoder-decoder one token each", {**plain, "norm": "pre"}, source=["le"], target=["the"]), "torch"


def switch_programs():
    """Models with the switches of today, in small: each like a published one, and some that nobody published."""

    def decoder(feed_forward, **others):
        usual = {"norm": "pre", "norm_kind": "rms", "mask": CAUSAL, "unembed": True, "width": 8, "heads": 4, **others}
        return model("decoder", feed_forward=feed_forward, **usual)

    def made(name, settings, **others):
        return scene(name, settings, **{"tokens": HACKER[:4], "words": WORDS, "biases": "", "reach": 0.25, **others})

    half = {"base": 10000, "pairing": "half"}
    llama = decoder((6, "swiglu"), kv_heads=2, head_width=4, position="rotary", rotary=half)
    yield made("grouped heads, rotary halves, SwiGLU", llama), "steps"
    window = {"kind": "window", "size": 1, "causal": True}
    yield made("one group, rotary, a window, tied", {**llama, "kv_heads": 1, "mask": window, "tie_unembed": True}), "torch"
    gpt_j = decoder((6, "gelu_tanh"), norm_kind="layer", parallel=True, position="rotary", heads=2,
                    rotary={"pairing": "interleaved", "share": 0.5, "base": 100, "offset": 3})
    yield made("parallel, rotary side by side, of half the columns", gpt_j, biases="qkvo12u"), "steps"
    gemma = decoder((6, "geglu"), kv_heads=2, head_width=2, position="rotary", soft_cap=5, tie_unembed=True, qk_norm=True)
    yield made("GeGLU, soft cap, QK norm, tied", gemma), "torch"
    oss = decoder((4, "swiglu"), kv_heads=2, position="rotary", sinks=True, mask=window)
    yield made("sinks, grouped heads, a window", oss, biases="qkvo1"), "steps"
    yield made("tiles of three keys, grouped heads, rotary", {**llama, "tile": 3}), "steps"
    bloom = decoder((6, "gelu"), norm_kind="layer", position="alibi", heads=4, tie_unembed=True)
    yield made("ALiBi, tied", bloom, biases="qkvo12"), "steps"
    odd = decoder((5, "relu"), norm="post", norm_kind="layer", position="alibi", heads=3, head_width=2, layers=2, parallel=True)
    yield made("ALiBi of three heads, parallel, post-norm", odd, biases="qkvo12u"), "torch"
    mixtral = decoder((4, "silu", 4, 2), kv_heads=2, position="rotary", layers=2)
    yield made("two of four experts, grouped heads, rotary, two layers", mixtral), "steps"
    switch = decoder((3, "relu", 3), norm_kind="layer", position="learned")
    yield made("one of three experts, with biases", switch, biases="qkvo12u"), "steps"
    both = model("encoder-decoder", width=8, heads=4, kv_heads=2, norm="pre", position="rotary", mask=CAUSAL, sinks=True,
                 parallel=True, unembed=True, tie_unembed=True, feed_forward=(6, "swiglu"))
    yield made("encoder-decoder with every switch", both, memory=["The", "unseen", "hacker"], biases="qkvo1"), "torch"


def build(file, *families, judge=modules):
    """All cases of a file, and the largest float32 strain with its place."""
    built = [program_case(made, keep, file, judge) for family in families for made, keep in family()]
    return [case for case, _ in built], max(worst for _, worst in built)


def build_programs():
    return build("programs.json", attention_programs, block_programs, stack_programs)


def build_masks():
    return build("programs_masks.json", mask_programs)


def build_cross():
    return build("programs_cross.json", cross_programs)


def build_switches():
    return build("programs_switches.json", switch_programs, judge=modern)
