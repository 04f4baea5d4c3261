"""The command line: every command runs, --json decodes, exit codes are the documented ones, article text is printed as data."""

import contextlib
import io
import json
import re
import sys
from pathlib import Path

import pytest

from dragoman import cli
from dragoman.terminal import shown_plain

ROOT = Path(__file__).parent.parent
# Markup of the terminal library, escape sequences that clear the screen and rename the window, a bell, a turned direction.
HOSTILE = (
    "[bold red]Kazakhstan[/bold red] and [link=https://evil.example]Russia[/link] signed a pact in Moscow "
    "\x1b[2J\x1b]0;owned\x07 \u202eon Monday."
)
TEXTS = (
    HOSTILE + " The pact was signed on 22 December 2021, said the defence minister of Kazakhstan. Russia denied nothing [/].",
    "Turkey sent drones to Kazakhstan in October 2021, officials in Ankara said. The CSTO deployed troops to Kazakhstan in January 2022.",
)


class Ran:
    """What a command left: exit code, standard output, standard error."""

    def __init__(self, code, out, err):
        self.code, self.out, self.err = code, out, err


def run(*words):
    """One command, as `main` runs it."""
    out, err = io.StringIO(), io.StringIO()
    before, sys.argv = sys.argv, ["dragoman", *(str(word) for word in words)]
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), pytest.raises(SystemExit) as ended:
            cli.main()
    finally:
        sys.argv = before
    return Ran(ended.value.code or 0, out.getvalue(), err.getvalue())


@pytest.fixture(scope="module", autouse=True)
def cache():
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DRAGOMAN_CACHE", str(ROOT / ".cache" / "dragoman"))
        patch.setenv("USER", "tester")
        yield


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cli")
    known = {"outlet": "Courier", "language": "en", "published": "2022-01-10"}
    lines = [json.dumps({"text": text, "title": text[:40], **known}) for text in TEXTS]
    (folder / "press.jsonl").write_text("\n".join(lines) + "\nhalf a li")
    ran = run("read", folder / "press.jsonl", "--store", folder / "s", "--engine", "lexicon", "--json")
    assert ran.code == 0, ran.err
    assert json.loads(ran.out) == {"added": 2, "known": 0, "failed": 1, "stories": json.loads(ran.out)["stories"]}
    return folder / "s"


@pytest.fixture(scope="module")
def keys(store):
    """A key of every kind that the store has."""
    found = {}
    for table in ("articles", "mentions", "events", "claims", "stories"):
        rows = json.loads(run("sql", f"SELECT key FROM {table}", "--store", store, "--json").out or "[]")
        if rows:
            found[table] = rows[0]["key"]
    return found


def test_read_without_json_ends_with_the_brief(store):
    ran = run("read", store.parent / "press.jsonl", "--store", store, "--engine", "lexicon")
    assert ran.code == 0
    assert "0 articles added, 3 known before, 0 not read" in ran.out


COMMANDS = [("brief",), ("doctor",), ("sql", ".tables"), ("sql", "SELECT key FROM articles"), ("search", "Kazakhstan")]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_commands_print_and_their_json_decodes(store, words):
    plain, machine = run(*words, "--store", store), run(*words, "--store", store, "--json")
    assert (plain.code, machine.code) == (0, 0)
    assert plain.out.strip()
    assert json.loads(machine.out)


@pytest.mark.parametrize("table", ["articles", "mentions", "events", "claims", "stories"])
def test_every_kind_of_key_is_followed_to_words(store, keys, table):
    if table not in keys:
        pytest.skip(f"the two articles gave no {table}")
    assert run("show", keys[table], "--store", store).code == 0
    assert json.loads(run("show", keys[table], "--store", store, "--json").out)


def test_export_writes_a_file(store, tmp_path):
    ran = run("export", "articles", "--format", "jsonl", "--out", tmp_path / "a.jsonl", "--store", store)
    assert ran.code == 0
    assert len((tmp_path / "a.jsonl").read_text().splitlines()) == 2


def test_a_verdict_is_kept(store):
    assert run("judge", "ev-1", "ev-2", "different", "--store", store).code == 0
    assert json.loads((store / "verdicts.jsonl").read_text())["by"] == "tester"


def test_respond_answers_or_finds_nothing(store):
    ran = run("respond", "--state", "KAZ", "--need", "troops", "--on", "2022-01-05", "--store", store, "--json")
    assert ran.code in (0, 3)
    assert "lines" in json.loads(ran.out)


def test_help_and_version():
    assert run("--version").code == 0
    told = run("--help")
    assert told.code == 0
    for command in ("read", "brief", "show", "search", "sql", "doctor", "export", "serve", "respond", "judge"):
        assert command in told.out


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("brief", "--store", "gone"), 1, "run `dragoman read PATH"),
        (("read", "gone.txt", "--store", "s"), 1, "check the path"),
        (("read", "http://[", "--store", "s"), 1, "check the address"),
        (("read", "http://127.0.0.1/", "--store", "s"), 1, "save the page as a file"),
        (("judge", "a", "b", "same", "--store", "gone"), 1, "--store"),
        (("read",), 2, "dragoman read PATH"),
        (("judge", "a", "b", "perhaps", "--store", "s"), 2, "same or different"),
        (("nonsense",), 2, "Unknown command"),
        (("brief", "--bogus"), 2, "Unknown option"),
        (("show",), 2, "requires an argument"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_errors_have_a_code_and_a_hint(words, code, says, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    ran = run(*words)
    assert ran.code == code
    assert says in " ".join((ran.out + ran.err).split())
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("show", "art-none"), 3),
        (("search", "zzzqqq"), 3),
        (("sql", "SELECT key FROM articles WHERE false"), 3),
        (("sql", "SELECT nope FROM articles"), 1),
        (("sql", "DROP TABLE articles"), 1),
        (("export", "nonsense"), 1),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_exit_codes_on_a_store(words, code, store):
    ran = run(*words, "--store", store)
    assert ran.code == code
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("command", ["brief", "show", "search", "sql"])
def test_hostile_text_is_printed_as_data(command, store):
    query = "SELECT key FROM articles WHERE contains(text, 'evil')"
    key = json.loads(run("sql", query, "--store", store, "--json").out)[0]["key"]
    words = {"show": [key], "search": ["Kazakhstan"], "sql": ["SELECT substr(text, 1, 200) AS text FROM articles"]}.get(command, [])
    out = run(command, *words, "--store", store).out
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", out)
    if command in ("search", "sql"):
        assert "[bold red]" in "".join(out.split("\n")).replace("  ", " ")


def test_what_is_no_letter_is_shown_as_such():
    assert shown_plain("a\x1b[2Jb\x07\x9b\u202e\tc\n") == "a\ufffd[2Jb\ufffd\ufffd\ufffd\tc\n"
    assert shown_plain("Қазақстан, Türkiye — 東京") == "Қазақстан, Türkiye — 東京"
