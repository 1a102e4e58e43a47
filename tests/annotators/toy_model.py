"""A translation model of forty words, converted as people convert theirs. It has learnt nothing:
what it says is sharp and arbitrary, so that what is made of it can be checked.

Torch and transformers take ten seconds to load, so they wait for a test that makes a model.
"""

from __future__ import annotations

import random
from pathlib import Path

WORDS = {
    "parliament": "برلمان", "law": "قانون", "child": "طفل", "school": "مدرسة", "book": "كتاب",
    "member": "عضو", "meeting": "اجتماع", "report": "تقرير", "company": "شركة", "network": "شبكة",
    "court": "محكمة", "year": "سنة", "doctor": "طبيب", "water": "ماء", "house": "بيت",
}  # fmt: skip
END, UNKNOWN = "</s>", "<unk>"


def sentence(seed: random.Random) -> tuple[list[str], list[str]]:
    english = seed.sample(sorted(WORDS), 4)
    return english, [WORDS[word] for word in english]


def make_model(folder: Path, seed: int = 7) -> Path:
    """Make a model from a seed, convert it, and put the tokenizer beside it."""
    import torch
    from ctranslate2.converters.transformers import MarianMTLoader
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import MarianConfig, MarianMTModel

    tokens = [END, UNKNOWN, *WORDS, *WORDS.values(), "<pad>"]
    number = {token: i for i, token in enumerate(tokens)}
    torch.manual_seed(seed)
    pad = number["<pad>"]
    config = MarianConfig(
        vocab_size=len(tokens), d_model=32, encoder_layers=1, decoder_layers=1,
        encoder_attention_heads=1, decoder_attention_heads=1, encoder_ffn_dim=64,
        decoder_ffn_dim=64, pad_token_id=pad, decoder_start_token_id=0, eos_token_id=0,
        bos_token_id=0, forced_eos_token_id=None, scale_embedding=True,
        max_position_embeddings=64, dropout=0.0,
    )  # fmt: skip
    model = MarianMTModel(config)
    with torch.no_grad():  # sharp probabilities, as a trained model's are
        model.get_input_embeddings().weight *= 40
    loader = MarianMTLoader()
    spec = loader.get_model_spec(model.eval())
    spec.decoder.start_from_zero_embedding = False  # this one starts from the end's token
    loader.set_vocabulary(spec, tokens[:-1])
    spec.config.eos_token, spec.config.unk_token = END, UNKNOWN
    spec.config.decoder_start_token = END
    spec.validate()
    spec.optimize()
    folder.mkdir(parents=True)
    spec.save(str(folder))
    tokenizer = Tokenizer(models.WordLevel(number, UNKNOWN))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder
