"""The docs hold: examples run, links lead somewhere, and every command, setting, event, mode, column and file is named."""

import re
import shlex

import msgspec
import pytest
from docs_press import DEMO, engine

import dragoman
from dragoman.cli import app
from dragoman.export.write import FORMATS
from dragoman.settings import Settings
from dragoman.vocab import codebook
from dragoman.vocab.crosswalk import layouts
from dragoman.vocab.stories import grading

ROOT = DEMO.parent
PAGES = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))}
# Made by a browser after the pages; a checkout without them is whole.
PICTURES = "docs/pictures"
MINUS = "\u2212"


def blocks(page, language):
    return re.findall(rf"^```{language}\n(.*?)^```", PAGES[page], re.M | re.S)


def commands(page):
    return [line[2:] for block in blocks(page, "console") for line in block.splitlines() if line.startswith("$ dragoman")]


def run(command):
    """The exit code of one command line, run in this process."""
    with pytest.raises(SystemExit) as ended:
        app(shlex.split(command)[1:])
    return ended.value.code or 0


@pytest.mark.parametrize("page", [name for name in PAGES if blocks(name, "python")])
def test_python_examples_run(page, desk, monkeypatch):
    monkeypatch.chdir(desk)
    names = {}
    for number, block in enumerate(blocks(page, "python"), 1):
        exec(compile(block, f"{page}, example {number}", "exec"), names)


@pytest.mark.parametrize(("page", "command"), [(page, command) for page in PAGES for command in commands(page)])
def test_console_examples_run(page, command, desk, monkeypatch, capsys):
    monkeypatch.chdir(desk)
    monkeypatch.setenv("DRAGOMAN_STORE", "demo.dragoman")
    monkeypatch.setenv("DRAGOMAN_CACHE", ".dragoman-cache")
    with dragoman.open("demo.dragoman") as db:
        command = command.replace("KEY", db.stories().rows()[0]["key"])
    if command.startswith("dragoman read"):
        command += f" --engine {engine()}"
    assert run(command) == 0, capsys.readouterr()
    assert capsys.readouterr().out.strip()


def test_every_command_and_option_is_named():
    for name in app:
        if name.startswith("-"):
            continue
        assert f"## `dragoman {name}" in PAGES["cli.md"], f"docs/cli.md does not describe `dragoman {name}`"


def test_every_setting_is_named_with_its_default():
    for field in msgspec.structs.fields(Settings):
        row = next((line for line in PAGES["map.md"].splitlines() if f"`{field.name}`" in line), "")
        assert row, f"docs/map.md does not name the setting {field.name}"
        if isinstance(field.default, int | float) and field.default:
            assert f"{field.default:,}".removesuffix(".0") in row, row


def test_every_event_mode_and_score_is_in_the_codebook_page():
    page = PAGES["codebook.md"]
    book = codebook()
    assert len(book.events) == 16
    for name, kind in book.events.items():
        row = next(line for line in page.splitlines() if line.startswith(f"| {name} | {kind.quad} | {signed(kind.score)} |"))
        assert kind.recipient in row
        for mode, about in kind.modes.items():
            assert f"`{mode}` {signed(about.score)}" in row, f"{name} {mode}"
        for call in kind.close_calls:
            assert f"| {name} | {call.instead_of} | {call.rule} |" in page
    for word in (*book.contexts, *book.statuses, *book.sectors, *book.nonstate_codes):
        assert f"`{word}`" in page, word


def signed(score):
    return f"{score:+g}".replace("-", MINUS) if score else "0"


def test_every_export_is_named_and_columns_are_counted():
    page = PAGES["formats.md"]
    for what, forms in FORMATS.items():
        assert f"`{what}`" in page, what
        for form in forms:
            assert f"`{form}`" in page, form
    for layout in ("polecat", "icews", "gdelt"):
        assert f"{len(layouts()[layout])} columns" in page, layout


def test_the_grading_rules_are_told_in_their_order():
    table = PAGES["how-figures-are-made.md"].split("| number | when | reason given |")[1].split("\n\n")[0]
    numbers = [int(number) for number in re.findall(r"^\| (\d) \|", table, re.M)]
    assert numbers == [rule.number for rule in grading().so]


def test_every_vocabulary_file_is_named():
    data = ROOT / "src" / "dragoman" / "vocab" / "data"
    for entry in sorted(data.iterdir()):
        name = entry.name + "/" if entry.is_dir() else f"`{entry.name}`"
        assert name in PAGES["vocabulary.md"], f"docs/vocabulary.md does not name {entry.name}"


def test_every_room_is_on_the_map():
    for entry in sorted((ROOT / "src" / "dragoman").iterdir()):
        if entry.suffix == ".py" or (entry.is_dir() and (entry / "__init__.py").exists()):
            name = entry.name + "/" if entry.is_dir() else entry.name
            assert f"`{name}`" in PAGES["map.md"] or entry.name == "__init__.py", f"docs/map.md does not name {name}"


@pytest.mark.parametrize("page", PAGES)
def test_links_resolve(page):
    home = ROOT if page == "README.md" else ROOT / "docs"
    text = re.sub(r"```.*?```", "", PAGES[page], flags=re.S)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if target.startswith(("http://", "https://")):
            continue
        path, _, anchor = target.partition("#")
        found = (home / path).resolve() if path else home / page
        if found.is_relative_to(ROOT / PICTURES):
            continue
        assert found.exists(), f"{page} links to {target}, which is not there"
        if anchor:
            assert anchor in anchors(found.read_text(encoding="utf-8")), f"{page} links to {target}: no such heading"


def anchors(text):
    heads = re.findall(r"^#+ (.+)$", text, re.M)
    return {re.sub(r"[^\w\- ]", "", head.lower()).strip().replace(" ", "-") for head in heads}


def test_every_page_is_reached_from_the_readme():
    for page in PAGES:
        assert page == "README.md" or f"docs/{page}" in PAGES["README.md"], f"README does not lead to docs/{page}"
