"""The same stages by torch.nn.functional, to hold against formulas.py before anything is written."""
import torch
import torch.nn.functional as F


def _linear(x, w, b):
    """torch keeps its weights as (out, in); ours are (in, out)."""
    return F.linear(x, w.T, b)


def _sinusoid(length, width, dtype):
    """The exponent by exp and log, the pairs as parts of a complex number: another road to the same encoding."""
    pairs = (width + 1) // 2
    rates = torch.exp(torch.arange(pairs, dtype=dtype) * (-2.0 * torch.log(torch.tensor(10000.0, dtype=dtype)) / width))
    turns = torch.polar(torch.ones(length, pairs, dtype=dtype), torch.outer(torch.arange(length, dtype=dtype), rates))
    return torch.stack([turns.imag, turns.real], dim=2).reshape(length, 2 * pairs)[:, :width]


def embed(ids, table):
    return {"x": F.embedding(ids, table)}


def position(x, table=None, kind="sinusoidal", offset=0):
    if kind == "learned":
        encoding = F.embedding(torch.arange(x.shape[0]) + offset, table)
    else:
        encoding = _sinusoid(x.shape[0] + offset, x.shape[1], x.dtype)[offset:]
    return {"encoding": encoding, "x": x.add(encoding)}


def layer_norm(x, gain, bias, eps=1e-5):
    y, mean, rstd = torch.native_layer_norm(x, [x.shape[1]], gain, bias, eps)
    return {
        "mean": mean.flatten(),
        "variance": torch.var(x, dim=1, unbiased=False),
        "rstd": rstd.flatten(),
        "normalised": F.layer_norm(x, [x.shape[1]], None, None, eps),
        "y": y,
    }


def rms_norm(x, gain, eps=1e-5):
    mean_square = torch.linalg.vector_norm(x, dim=1).square() / x.shape[1]
    return {"mean_square": mean_square, "y": gain * x / (mean_square + eps).sqrt().unsqueeze(1)}


def project(x, wq, wk, wv, memory=None, bq=None, bk=None, bv=None):
    source = x if memory is None else memory
    return {"q": _linear(x, wq, bq), "k": _linear(source, wk, bk), "v": _linear(source, wv, bv)}


def split_heads(q, k, v, heads):
    def split(m):
        return m.reshape(m.shape[0], -1, q.shape[1] // heads).transpose(0, 1)

    return {"q": split(q), "k": split(k), "v": split(v)}


def qk_norm(q, k, q_gain, k_gain, eps=1e-5):
    def norm(x, gain):
        squares = torch.linalg.vector_norm(x, dim=2).square() / x.shape[2]
        return squares, torch.rsqrt(squares + eps), torch.einsum("htd,d,ht->htd", x, gain, torch.rsqrt(squares + eps))

    q_mean_square, q_rrms, q = norm(q, q_gain)
    k_mean_square, k_rrms, k = norm(k, k_gain)
    return {"q_mean_square": q_mean_square, "q_rrms": q_rrms, "q": q,
            "k_mean_square": k_mean_square, "k_rrms": k_rrms, "k": k}


def scores(q, k):
    return {"scores": torch.bmm(q, k.transpose(1, 2))}


def scale(scores, factor, temperature=1.0):
    return {"scaled": torch.div(scores, temperature).mul(factor)}


def soft_cap(scaled, cap):
    return {"capped": torch.tanh(scaled.div(cap)).mul(cap)}


def mask(scaled, mask):
    return {"masked": scaled.masked_fill(mask == 0, float("-inf"))}


def mask_weights(weights, mask):
    return {"kept": weights.masked_fill(mask == 0, 0)}


def softmax(masked):
    """torch gives NaN for a row of minus infinities, where the project says zeros: those rows alone are replaced."""
    weights = F.softmax(masked, dim=-1)
    shut = torch.isneginf(masked).all(dim=-1, keepdim=True)
    return {"row_max": torch.amax(masked, dim=-1), "weights": weights.masked_fill(shut, 0.0)}


def weighted_sum(weights, v):
    return {"heads": torch.einsum("hts,hsd->htd", weights, v)}


def merge_heads(heads):
    return {"concat": heads.transpose(0, 1).reshape(heads.shape[1], -1)}


def linear(x, w, b=None):
    return {"y": _linear(x, w, b)}


def residual(x, y):
    return {"sum": torch.add(x, y)}


ACTIVATIONS = {
    "relu": F.relu,
    "gelu": F.gelu,
    "gelu_tanh": lambda z: F.gelu(z, approximate="tanh"),
    "silu": F.silu,
}


def feed_forward(x, w1, w2, b1=None, b2=None, activation="gelu"):
    hidden = _linear(x, w1, b1)
    activated = ACTIVATIONS[activation](hidden)
    return {"hidden": hidden, "activated": activated, "y": _linear(activated, w2, b2)}


def cross_entropy(logits, targets, counted=None):
    """torch gives NaN where nothing counts, for which the project says 0."""
    wanted = targets if counted is None else targets.masked_fill(counted == 0, -100)
    loss = torch.nan_to_num(F.cross_entropy(logits, wanted), nan=0.0)
    return {"per_token": F.cross_entropy(logits, wanted, reduction="none"), "loss": loss.reshape(1)}


def inner_product(x, cotangent):
    return {"loss": torch.dot(x.flatten(), cotangent.flatten()).reshape(1)}


def stepped(optimizer, kept, weight, gradient, **options):
    """The parameter after one step of an optimizer of torch.optim that remembers `kept`, and what it then remembers."""
    parameter = torch.nn.Parameter(weight.clone())
    parameter.grad = gradient.clone()
    one = optimizer([parameter], **options)
    if kept:
        one.state[parameter] = {name: value.clone() for name, value in kept.items()}
    one.step()
    return parameter.detach(), one.state[parameter]


def sgd(weight, gradient, rate, decay=0.0):
    updated, _ = stepped(torch.optim.SGD, {}, weight, gradient, lr=rate, weight_decay=decay)
    return {"updated": updated}


def adam(weight, gradient, first, second, rate, decay=0.0, beta1=0.9, beta2=0.999, eps=1e-8, step=1):
    kept = {"step": torch.tensor(step - 1.0), "exp_avg": first, "exp_avg_sq": second}
    options = {"lr": rate, "weight_decay": decay, "betas": (beta1, beta2), "eps": eps}
    updated, state = stepped(torch.optim.AdamW, kept, weight, gradient, **options)
    return {"updated": updated, "new_first": state["exp_avg"], "new_second": state["exp_avg_sq"]}


def repeat_heads(k, v, heads):
    return {"k": k.repeat_interleave(heads // k.shape[0], dim=0), "v": v.repeat_interleave(heads // v.shape[0], dim=0)}


def rotary(q, k, base=10000.0, pairing="half", share=1.0, offset=0):
    """Pairs as complex numbers, turned by a factor of length 1: another road to the same points."""
    pairs = int(share * q.shape[2]) // 2
    rates = torch.exp(torch.arange(pairs, dtype=q.dtype) * (-torch.log(torch.tensor(float(base), dtype=q.dtype)) / pairs))
    angles = torch.outer(torch.arange(q.shape[1], dtype=q.dtype) + offset, rates)
    turn = torch.polar(torch.ones_like(angles), angles)

    def turned(x):
        whole, rest = x[..., : 2 * pairs], x[..., 2 * pairs :]
        if pairing == "half":
            points = torch.complex(*whole.chunk(2, dim=-1)) * turn
            return torch.cat([points.real, points.imag, rest], dim=-1)
        points = torch.view_as_complex(whole.reshape(*whole.shape[:-1], pairs, 2).contiguous()) * turn
        return torch.cat([torch.view_as_real(points).flatten(-2), rest], dim=-1)

    return {"q": turned(q), "k": turned(k)}


def _alibi_slopes(heads):
    """As in the authors' code: powers for a power of two, and every second one of twice as many for the rest."""
    def powers(n):
        start = 2 ** (-(2 ** -(n.bit_length() - 1 - 3)))
        return [start ** (i + 1) for i in range(n)]

    whole = 2 ** (heads.bit_length() - 1)
    return powers(heads) if whole == heads else powers(whole) + _alibi_slopes(2 * whole)[0::2][: heads - whole]


def alibi(scaled, offset=0):
    heads, length, source = scaled.shape
    away = (torch.arange(source)[None, :] - torch.arange(length)[:, None] - offset).abs().to(scaled.dtype)
    slopes = torch.tensor(_alibi_slopes(heads), dtype=scaled.dtype)
    return {"slopes": slopes, "biased": torch.addcmul(scaled, slopes.reshape(-1, 1, 1), away, value=-1)}


def sink_softmax(masked, sink):
    """The sink as one more column, as in gpt-oss: softmax over all, then that column is dropped."""
    column = sink.reshape(-1, 1, 1).expand(*masked.shape[:2], 1)
    return {"weights": F.softmax(torch.cat([masked, column], dim=-1), dim=-1)[..., :-1]}


def online_softmax(masked, v, tile, first=0, max_before=None, sum_before=None, running_before=None):
    """From the first tile on, attention over the keys so far in one call of torch's; behind others, by the logarithm of sums."""
    scores, values = masked[:, :, first : first + tile], v[:, first : first + tile]
    log_sum = torch.logsumexp(scores, dim=-1)
    mean = torch.nan_to_num(F.softmax(scores, dim=-1)) @ values
    if max_before is None:
        return {"heads": mean}
    before = max_before + torch.log(sum_before)
    share = torch.nan_to_num(torch.exp(before - torch.logaddexp(before, log_sum)))[..., None]
    return {"heads": share * torch.nan_to_num(running_before / sum_before[..., None]) + (1 - share) * mean}


def gated_feed_forward(x, w_gate, w_up, w_down, b_gate=None, b_up=None, b_down=None, activation="silu"):
    gated = ACTIVATIONS[activation](_linear(x, w_gate, b_gate)).mul(_linear(x, w_up, b_up))
    return {"gated": gated, "y": _linear(gated, w_down, b_down)}


def mixture(x, router, w1, w2, b1=None, b2=None, top=1, activation="gelu"):
    """As Mixtral's code does it: topk, softmax of what it keeps, and each expert runs for the tokens that chose it alone."""
    kept, which = torch.sort(x @ router, dim=-1, descending=True, stable=True)
    kept, which = kept[:, :top], which[:, :top]
    weights = F.softmax(kept, dim=-1)
    y = torch.zeros_like(x)
    for e in range(router.shape[1]):
        rows, places = (which == e).nonzero(as_tuple=True)
        hidden = ACTIVATIONS[activation](_linear(x[rows], w1[e], None if b1 is None else b1[e]))
        given = _linear(hidden, w2[e], None if b2 is None else b2[e])
        y = y.index_add(0, rows, weights[rows, places, None] * given)
    load = torch.bincount(which.flatten(), minlength=router.shape[1]).to(x.dtype)
    return {"shares": torch.zeros_like(x @ router).scatter(1, which, weights), "load": load, "y": y}


def tied_unembed(x, table):
    return {"y": F.linear(x, table)}



def append(cache, newest):
    return {"rows": torch.cat([cache, newest], dim=0 if cache.dim() == 1 else 1)}


def pick(logits, uniform, temperature=1.0, top_k=1048576, top_p=1.0):
    """As libraries do it: what is cut becomes minus infinity before softmax; top-p on what top-k left."""
    scaled = logits[-1].div(temperature)
    ranked, order = torch.sort(scaled, descending=True, stable=True)
    ranked = torch.where(torch.arange(len(ranked)) < top_k, ranked, -torch.inf)
    before = F.softmax(ranked, dim=0).cumsum(0).roll(1)
    before[0] = 0
    if top_p < 1:
        ranked = torch.where(before < top_p, ranked, -torch.inf)
    shares = F.softmax(ranked, dim=0)
    place = torch.searchsorted(shares.cumsum(0), uniform * shares.sum(), right=True)
    return {"order": order, "stays": (shares > 0).to(logits.dtype), "shares": shares, "place": place, "id": order[place]}


STAGES = {
    f.__name__: f
    for f in (
        embed, position, layer_norm, rms_norm, project, split_heads, qk_norm, scores, scale, soft_cap, mask, softmax,
        mask_weights, weighted_sum, merge_heads, linear, residual, feed_forward, cross_entropy, inner_product,
        append, pick,
        sgd, adam, repeat_heads, rotary, alibi, sink_softmax, online_softmax, gated_feed_forward, tied_unembed, mixture,
    )
}
