"""One frozen Settings, made in the cli from flags and environment, and passed down."""

from pathlib import Path
from typing import Literal

import msgspec

SanctionQuad = Literal["material conflict", "verbal conflict"]


class LanguageModel(msgspec.Struct, frozen=True, kw_only=True):
    """A language model that the user runs or rents, for the engine `llm`: an OpenAI-compatible `address` such as
    `http://127.0.0.1:8080/v1`, its `model` name, a `key` if it asks for one, how many sentences are asked at once."""

    address: str
    model: str
    key: str = ""
    parallel: int = 4
    timeout_seconds: float = 60.0

    def __repr__(self) -> str:
        """Without the key: settings are printed in messages."""
        return f"LanguageModel({self.model} at {self.address})"


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What a run may vary. Sizes are in articles, bytes or seconds as named.

    `sanction_quad`: the PLOVER manual counts SANCTION as material conflict in its body and as verbal conflict in its
    appendix; the body wins unless this says otherwise.
    """

    store: Path = Path("press.dragoman")
    cache: Path = Path(".dragoman-cache")
    outlets: Path | None = None
    codebook: Path | None = None
    engine: str = "reader"
    llm: LanguageModel | None = None
    batch_articles: int = 64
    workers: int = 1
    max_article_bytes: int = 8_000_000
    max_article_chars: int = 400_000
    sanction_quad: SanctionQuad = "material conflict"
    fetch_timeout_seconds: float = 20.0
