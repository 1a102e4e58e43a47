"""A translation model in Marian's layout, trained in a few seconds: SentencePiece on either side.

It has learnt to translate four words, word for word, so that a wrong word is improbable to it.
Torch and transformers take ten seconds to load, so they wait for a test that makes a model.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tests.annotators.toy_model import END, UNKNOWN, sentence

if TYPE_CHECKING:
    import sentencepiece
    import torch
    from transformers import MarianMTModel

_PIECES = 60
_STEPS = 260


def make_marian(folder: Path, *, back: bool = False) -> Path:
    """Train, convert and save a model from English to Arabic (`back`: the other way)."""
    from ctranslate2.converters.transformers import MarianMTLoader

    seed = random.Random(5)
    made = [sentence(seed) for _ in range(600)]
    pairs = [(" ".join(english), " ".join(arabic)) for english, arabic in made]
    pairs = [(arabic, english) for english, arabic in pairs] if back else pairs
    folder.mkdir(parents=True)
    cutters = [_train_pieces(folder / f"{side}.spm", [pair[i] for pair in pairs])
               for i, side in enumerate(("source", "target"))]  # fmt: skip
    pieces = dict.fromkeys(
        cutter.id_to_piece(n) for cutter in cutters for n in range(cutter.get_piece_size())
    )
    tokens = [END, UNKNOWN, *(p for p in pieces if p not in (END, UNKNOWN, "<s>")), "<pad>"]
    number = {token: i for i, token in enumerate(tokens)}
    (folder / "vocab.json").write_text(json.dumps(number, ensure_ascii=False), "utf-8")
    texts = [
        tuple(
            [*(number[p] for p in cutter.encode(text, out_type=str)), number[END]]
            for cutter, text in zip(cutters, pair, strict=True)
        )
        for pair in pairs
    ]
    model = _train(texts, len(tokens))
    loader = MarianMTLoader()
    spec = loader.get_model_spec(model.eval())
    loader.set_vocabulary(spec, tokens[:-1])
    spec.config.eos_token, spec.config.unk_token = END, UNKNOWN
    spec.config.decoder_start_token = END
    spec.validate()
    spec.optimize()
    spec.save(str(folder))
    return folder


def _train_pieces(path: Path, texts: Sequence[str]) -> sentencepiece.SentencePieceProcessor:
    import sentencepiece

    with path.open("wb") as file:
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(texts), model_writer=file, vocab_size=_PIECES,
            character_coverage=1.0, hard_vocab_limit=False, num_threads=1, minloglevel=2,
        )  # fmt: skip
    return sentencepiece.SentencePieceProcessor(model_file=str(path))


def _train(texts: Sequence[tuple[list[int], ...]], vocabulary: int) -> MarianMTModel:
    import torch
    from transformers import MarianConfig, MarianMTModel

    torch.manual_seed(3)
    pad = vocabulary - 1
    config = MarianConfig(
        vocab_size=vocabulary, d_model=64, encoder_layers=1, decoder_layers=1,
        encoder_attention_heads=2, decoder_attention_heads=2, encoder_ffn_dim=128,
        decoder_ffn_dim=128, pad_token_id=pad, decoder_start_token_id=pad, eos_token_id=0,
        bos_token_id=0, forced_eos_token_id=None, scale_embedding=True,
        max_position_embeddings=64, dropout=0.0,
    )  # fmt: skip
    model = MarianMTModel(config)
    start = model.get_input_embeddings().weight
    optimiser = torch.optim.AdamW(model.parameters(), lr=4e-3)
    seed = random.Random(6)
    for _ in range(_STEPS):
        with torch.no_grad():
            start[pad] = 0  # Marian's decoder begins from nothing
        batch = seed.sample(texts, 48)
        source = _padded([one for one, _ in batch], pad)
        labels = _padded([other for _, other in batch], -100)
        loss = model(input_ids=source, attention_mask=source.ne(pad), labels=labels).loss
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    with torch.no_grad():
        start[pad] = 0
    return model


def _padded(rows: Sequence[list[int]], filler: int) -> torch.Tensor:
    import torch

    width = max(map(len, rows))
    return torch.tensor([row + [filler] * (width - len(row)) for row in rows])
