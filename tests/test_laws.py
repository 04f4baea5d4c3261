"""The house's laws: imports go down, one door to DuckDB, functions stay short."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "dragoman"
FLOORS = {
    "errors": 1,
    "settings": 1,
    "steps": 1,
    "crew": 1,
    "kept": 1,
    "vocab": 2,
    "records": 3,
    "sources": 4,
    "text": 4,
    "mentions": 4,
    "events": 4,
    "claims": 4,
    "stories": 4,
    "relations": 4,
    "store": 4,
    "engines": 4,
    "batches": 5,
    "pipeline": 5,
    "brief": 5,
    "show": 5,
    "doctor": 5,
    "licences": 5,
    "export": 5,
    "report": 5,
    "web": 5,
    "charts": 5,
    "desk": 5,
    "respond": 5,
    "changes": 5,
    "learnt": 5,
    "spread": 6,
    "api": 6,
    "watch": 6,
    "terminal": 7,
    "cli": 7,
    "__init__": 0,
    "__main__": 7,
}
STAGES = {room for room, floor in FLOORS.items() if floor == 4}
READERS = {"desk", "respond", "changes", "learnt", "brief", "show", "doctor", "export", "report", "web", "charts"}


def modules():
    return sorted(SOURCE.rglob("*.py"))


def room(path):
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imported(path):
    """Rooms of dragoman that a file imports: at the top, late, or for typing only."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        for name in names:
            parts = name.split(".")
            if parts[0] == "dragoman" and len(parts) > 1:
                found.add(parts[1] if parts[1] in FLOORS else "__init__")
    return found


def test_every_module_has_a_floor():
    assert {room(path) for path in modules()} <= set(FLOORS)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_go_down(path):
    own = room(path)
    for other in imported(path) - {own}:
        if own == "__init__":
            # The package's face hands out `open` and `read`; it is imported by no room but for its version.
            continue
        assert FLOORS[other] <= FLOORS[own], f"{own} (floor {FLOORS[own]}) imports {other} (floor {FLOORS[other]})"
        assert not (own in STAGES and other in STAGES), f"{own} and {other} stand on one floor and must not know each other"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_readers_know_no_stage(path):
    if room(path) in READERS:
        assert imported(path) & STAGES <= {"store"}


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_readers_are_met_at_their_face(path):
    """What a reader keeps inside its folder is its own: others import `dragoman.web`, never `dragoman.web.pages`."""
    inner = [name for name in outside(path) if name.startswith("dragoman.") and name.count(".") > 1]
    assert not [name for name in inner if name.split(".")[1] in READERS - {room(path)}]


def test_only_the_store_imports_duckdb():
    doors = {room(path) for path in modules() if "duckdb" in {name.split(".")[0] for name in outside(path)}}
    assert doors == {"store"}


def outside(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_only_the_cli_reads_the_environment():
    readers = {room(path) for path in modules() if {"environ", "getenv"} & names_used(path)}
    # Daft and Ray are asked not to phone home in the only way that they listen to.
    assert readers <= {"cli", "spread"}


def names_used(path):
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return {node.attr if isinstance(node, ast.Attribute) else node.id for node in nodes if isinstance(node, ast.Attribute | ast.Name)}


def functions():
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield path.relative_to(SOURCE), node


def body_lines(node):
    """Lines of a function without its signature and docstring."""
    first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
    return node.end_lineno - first.lineno + 1


def test_functions_are_short():
    sizes = sorted(body_lines(node) for _, node in functions())
    assert sizes[len(sizes) // 2] < 8
    assert sizes[int(len(sizes) * 0.9)] < 30
    long = [f"{path} {node.name}" for path, node in functions() if body_lines(node) > 60]
    assert not long


def test_functions_take_few_arguments():
    crowded = []
    for path, node in functions():
        names = [arg.arg for arg in node.args.posonlyargs + node.args.args + node.args.kwonlyargs if arg.arg not in ("self", "cls")]
        # A command's flags are the user's interface, not a missing noun.
        if len(names) > 5 and path.name != "cli.py":
            crowded.append(f"{path} {node.name} {names}")
    assert not crowded


def test_nothing_prints():
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            assert not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"), path
