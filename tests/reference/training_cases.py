"""The runs of training.json: fifty steps of torch's own optimizers, and the loss before each."""
import torch
from torch.nn.functional import cross_entropy

from fixture import F64, Draw, encode, strain
from program import Program, vocabulary
from scenes import model, scene

CAUSAL = {"kind": "causal"}
WORDS = ["the", "cat", "sat", "on", "mat"]
# Every step builds on the one before.
TOLERANCE = {"relative": 1e-4, "absolute": 1e-6}
STEPS = 50
SGD = {"kind": "sgd", "rate": 0.1}
DECAYED = {"kind": "sgd", "rate": 0.05, "decay": 0.02}
ADAM = {"kind": "adam", "rate": 0.003}
ADAM_W = {"kind": "adam", "rate": 0.005, "betas": [0.8, 0.98], "eps": 1e-4, "decay": 0.1}


def runs():
    """A name, a scene, the optimizer, how many sequences of how many words, and whether targets stand by position."""
    deep = model("decoder", width=8, layers=2, norm="pre", mask=CAUSAL, unembed=True, position="learned", feed_forward=(12, "gelu"))
    post = model("encoder", width=8, norm="post", norm_kind="rms", unembed=True, position="sinusoidal", feed_forward=(8, "relu"))
    bare = model("block", width=8, mask={"kind": "window", "size": 1, "causal": True}, unembed=True, soft_cap=2, temperature=2,
                 feed_forward=(8, "silu"))
    only = model("decoder", width=8, layers=2, norm="pre", mask=CAUSAL, unembed=True, position="learned", feed_forward=(0, "gelu"))
    for kind, optimizer in (("SGD", SGD), ("AdamW", ADAM_W)):
        yield f"decoder, {kind}", deep, optimizer, 4, 6, False
    yield "encoder with targets, SGD with decay", post, DECAYED, 3, 4, True
    yield "encoder with targets, Adam", post, ADAM, 3, 4, True
    yield "block under a cap and a window, Adam", bare, ADAM, 4, 5, False
    yield "decoder of attention alone, Adam", only, ADAM, 4, 6, False


def data_of(name, count, length, by_position):
    draw = Draw(f"training {name}")
    said = [[WORDS[word] for word in draw.ids(length, len(WORDS))] for _ in range(count)]
    if not by_position:
        return {"sequences": said}
    told = [[WORDS[word] if counts else None for word, counts in zip(draw.ids(length, len(WORDS)), draw.bits(length))] for _ in said]
    return {"sequences": said, "targets": told}


class Learner:
    """A program whose weights torch's optimizer changes."""

    def __init__(self, made, data, optimizer, dtype):
        self.program = Program(made, dtype)
        self.data = data
        weights = [weight.requires_grad_() for weight in self.program.weights.values()]
        decay = optimizer.get("decay", 0)
        if optimizer["kind"] == "sgd":
            self.optimizer = torch.optim.SGD(weights, lr=optimizer["rate"], weight_decay=decay)
        else:
            given = {key: optimizer[key] for key in ("betas", "eps") if key in optimizer}
            self.optimizer = torch.optim.AdamW(weights, lr=optimizer["rate"], weight_decay=decay, **given)

    def loss(self):
        """The mean over the positions of all sequences that have a target."""
        words, sums, count = vocabulary(self.program.scene), [], 0
        for number, said in enumerate(self.data["sequences"]):
            self.program.scene["tokens"] = said
            self.program.run()
            told = self.data["targets"][number] if "targets" in self.data else [*said[1:], None]
            places = torch.tensor([-1 if word is None else words.index(word) for word in told])
            sums.append(cross_entropy(self.program.logits, places, ignore_index=-1, reduction="sum"))
            count += sum(word is not None for word in told)
        return torch.stack(sums).sum() / count

    def losses(self):
        found = []
        for _ in range(STEPS):
            loss = self.loss()
            found.append(loss.detach())
            self.optimizer.zero_grad()
            loss.backward()
            self.optimizer.step()
        return torch.stack(found)


def build():
    """All cases, and the largest float32 strain with the place where it is."""
    cases, worst = [], (0, "")
    for name, settings, optimizer, count, length, by_position in runs():
        data = data_of(name, count, length, by_position)
        made = scene(name, settings, tokens=data["sequences"][0], words=WORDS)
        exact, rough = (Learner({**made}, data, optimizer, dtype).losses() for dtype in (F64, torch.float32))
        worst = max(worst, (strain(exact, rough, TOLERANCE), name))
        cases.append({"name": name, "scene": made, "data": data, "optimizer": optimizer, "losses": encode(exact)})
    return cases, worst
