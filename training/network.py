"""The network in torch, as it is trained: MiniLM's encoder, told of case, marks, parse and rules; heads for roles, names, links."""

from __future__ import annotations

import json
import math
from importlib.resources import files
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from onrecord.tagger.labels import DEPENDENCIES, NAMES, ROLES, TAGS

WIDTH = 128  # of the vectors that pieces and cues are matched by
FAR = 16  # buckets of distance on each side between a piece and a cue
ROLE_COUNT, NAME_COUNT = len(ROLES), 1 + 2 * len(NAMES)


class Layer(nn.Module):
    """One layer of the encoder (BERT, post-norm)."""

    def __init__(self, width: int, inner: int, heads: int, drop: float, eps: float) -> None:
        super().__init__()
        self.heads, self.drop = heads, drop
        self.query_key_value, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.norm, self.norm_inner = nn.LayerNorm(width, eps=eps), nn.LayerNorm(width, eps=eps)
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """Attend, then transform."""
        count, length, width = x.shape
        size = width // self.heads
        query, key, value = (
            self.query_key_value(x).view(count, length, 3, self.heads, size).permute(2, 0, 3, 1, 4).unbind(0)
        )
        weight = torch.matmul(query * (1 / math.sqrt(size)), key.transpose(-1, -2)) + bias.to(query.dtype)
        seen = torch.matmul(torch.softmax(weight, -1), value)
        x = self.norm(x + self._dropped(self.out(seen.transpose(1, 2).reshape(count, length, width))))
        return self.norm_inner(x + self._dropped(self.down(F.gelu(self.up(x)))))

    def _dropped(self, x: Tensor) -> Tensor:
        return drop(x, self.drop) if self.training else x


def drop(x: Tensor, share: float) -> Tensor:
    """Drop a share of the values; the same as torch's dropout, several times as fast on a CPU in bfloat16."""
    kept = (torch.randint(0, 256, x.shape, dtype=torch.uint8) >= round(256 * share)).to(x.dtype)
    return x * kept * (1 / (1 - share))


class Network(nn.Module):
    """Reads windows of pieces; answers with scores of roles and names for each piece, and of each piece's cue."""

    def __init__(self, settings: dict[str, int], dropout: float = 0.1) -> None:
        super().__init__()
        width, eps = settings["hidden_size"], settings["layer_norm_eps"]
        self.settings, self.dropout = settings, dropout
        self.piece = nn.Embedding(settings["vocab_size"], width)
        self.place = nn.Embedding(settings["max_position_embeddings"], width)
        self.told = nn.ModuleList(
            nn.Embedding(size, width) for size in (5, 4, ROLE_COUNT, len(TAGS), len(DEPENDENCIES), len(DEPENDENCIES))
        )
        self.norm = nn.LayerNorm(width, eps=eps)
        self.layers = nn.ModuleList(
            Layer(width, settings["intermediate_size"], settings["num_attention_heads"], dropout, eps)
            for _ in range(settings["num_hidden_layers"])
        )
        # MPNet's layers are told how far apart two pieces stand as well (Song et al. 2020); BERT's are not.
        relative = settings.get("relative_attention_num_buckets", 0)
        self.relative = nn.Embedding(relative, settings["num_attention_heads"]) if relative else None
        self.roles, self.names = nn.Linear(width, ROLE_COUNT), nn.Linear(width, NAME_COUNT)
        self.cue, self.source = Pointer(width), Pointer(width)
        self.transitions = nn.Parameter(torch.zeros(ROLE_COUNT, ROLE_COUNT))
        for one in self.told:
            nn.init.zeros_(one.weight)

    def forward(self, features: Tensor, present: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Take features (windows × FEATURES × pieces) and which pieces are there; give roles, names, cues and sources."""
        told = features.unbind(1)
        places = torch.arange(features.shape[2], device=features.device)
        x = self.piece(told[0]) + self.place(places)[None]
        for embedding, numbers in zip(self.told, told[1:7], strict=True):
            x = x + embedding(numbers)
        x = self.norm(x)
        x = drop(x, self.dropout) if self.training else x
        bias = (1.0 - present[:, None, None, :].float()) * -1e4
        if self.relative is not None:
            bias = bias + self.relative(relative_buckets(places, self.relative.num_embeddings)).permute(2, 0, 1)[None]
        for layer in self.layers:
            x = layer(x, bias)
        near = buckets(places)
        same = (told[7][:, :, None] == told[7][:, None, :]).long()
        ruled = ((told[8][:, :, None] == told[8][:, None, :]) & (told[8][:, :, None] > 0)).long()
        relation = same + 2 * ruled
        return self.roles(x), self.names(x), self.cue(x, near, relation), self.source(x, near, relation)


class Pointer(nn.Module):
    """Scores for each piece which other piece it points at: by what both are, how far apart they stand, in one paragraph or not,
    and whether the rules hold them for parts of one attribution."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.linking, self.linked = nn.Linear(width, WIDTH), nn.Linear(width, WIDTH)
        self.distance, self.relation = nn.Embedding(2 * FAR, 1), nn.Embedding(4, 1)
        nn.init.zeros_(self.distance.weight)
        nn.init.zeros_(self.relation.weight)

    def forward(self, x: Tensor, near: Tensor, relation: Tensor) -> Tensor:
        """Give scores (windows × pieces × pieces)."""
        scores = torch.matmul(self.linking(x), self.linked(x).transpose(1, 2)).float() / math.sqrt(WIDTH)
        told: Tensor = self.distance(near)[..., 0] + self.relation(relation)[..., 0]
        return scores + told


def buckets(places: Tensor) -> Tensor:
    """Number the distance between any two places: exact when near, coarser when far, apart for before and behind."""
    distance = places[None, :] - places[:, None]
    size = distance.abs()
    coarse = 8 + (torch.log(size.clamp(min=8).float() / 8) / math.log(16) * (FAR - 9)).long()
    number = torch.where(size < 8, size, coarse.clamp(max=FAR - 1))
    return number + (distance > 0).long() * FAR


def relative_buckets(places: Tensor, count: int, furthest: int = 128) -> Tensor:
    """Number distances as MPNet (and T5 before it) does."""
    half = count // 2
    behind = places[:, None] - places[None, :]
    size, exact = behind.abs(), half // 2
    coarse = exact + (torch.log(size.clamp(min=1).float() / exact) / math.log(furthest / exact) * (half - exact)).long()
    return (behind < 0).long() * half + torch.where(size < exact, size, coarse.clamp(max=half - 1))


# Where the parts of a layer stand in the files of the two encoders.
_PARTS = {
    "bert": (
        "attention.self.query",
        "attention.self.key",
        "attention.self.value",
        "attention.output.dense",
        "attention.output.LayerNorm",
    ),
    "mpnet": ("attention.attn.q", "attention.attn.k", "attention.attn.v", "attention.attn.o", "attention.LayerNorm"),
}
# MPNet's names for the pieces that stand for no text.
_SPECIAL = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>"}


def from_base(folder: Path, dropout: float) -> Network:
    """Begin from the weights of a sentence encoder: the small one (BERT's layout) or the teacher (MPNet's)."""
    settings = json.loads((folder / "config.json").read_text())
    network = Network(settings, dropout)
    file = load_file(folder / "model.safetensors")
    weights = {name.removeprefix("bert."): value.float() for name, value in file.items()}
    teacher = settings["model_type"] == "mpnet"
    with torch.no_grad():
        words, places = weights["embeddings.word_embeddings.weight"], weights["embeddings.position_embeddings.weight"]
        if teacher:
            words, places = words[_renumbered(folder)], torch.cat([places[2:], places[-2:]])
            network.piece = nn.Embedding(*words.shape)
            settings["vocab_size"] = len(words)
            assert network.relative is not None
            network.relative.weight.copy_(weights["encoder.relative_attention_bias.weight"])
        else:
            places = places + weights["embeddings.token_type_embeddings.weight"][0]
        network.piece.weight.copy_(words)
        network.place.weight.copy_(places)
        _copy(network.norm, weights, "embeddings.LayerNorm")
        for number, layer in enumerate(network.layers):
            _copy_layer(layer, weights, f"encoder.layer.{number}.", _PARTS[settings["model_type"]])
    network.piece.weight.requires_grad_(False)
    return network


def _renumbered(folder: Path) -> list[int]:
    """Say which row of the teacher's vocabulary each of our pieces is."""
    rows = {piece: row for row, piece in enumerate((folder / "vocab.txt").read_text(encoding="utf-8").split("\n"))}
    ours = files("onrecord.tagger").joinpath("vocabulary.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
    return [rows[_SPECIAL.get(piece, piece)] for piece in ours]


def _copy_layer(layer: nn.Module, weights: dict[str, Tensor], name: str, parts: tuple[str, ...]) -> None:
    for kind in ("weight", "bias"):
        joined = torch.cat([weights[f"{name}{part}.{kind}"] for part in parts[:3]])
        getattr(layer.query_key_value, kind).copy_(joined)
    _copy(layer.out, weights, name + parts[3])
    _copy(layer.norm, weights, name + parts[4])
    _copy(layer.up, weights, name + "intermediate.dense")
    _copy(layer.down, weights, name + "output.dense")
    _copy(layer.norm_inner, weights, name + "output.LayerNorm")


def _copy(module: nn.Module, weights: dict[str, Tensor], name: str) -> None:
    module.weight.copy_(weights[name + ".weight"])
    module.bias.copy_(weights[name + ".bias"])
