"""How results look in a terminal. Article text is data: no markup in it is ever obeyed."""

import contextlib
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Column, Table
from rich.text import Text

from dragoman.brief import Brief, Line
from dragoman.doctor import Finding
from dragoman.respond import Response
from dragoman.show import Shown

# Control characters but tab and newline (C0, delete, C1), and the marks that turn the direction of writing round: an article
# could use them to move the cursor, rename the window or show words in another order than they stand in.
_CONTROLS = dict.fromkeys((*range(9), *range(11, 32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), "\ufffd")


def shown_plain(text: str) -> str:
    """Text as it may be sent to a terminal: what is not a letter to be seen becomes U+FFFD."""
    return text.translate(_CONTROLS)


def _text(words: str, style: str = "") -> Text:
    return Text(shown_plain(words), style=style)


def _joined(*parts: tuple[str, str] | str) -> Text:
    return Text.assemble(*((shown_plain(part), "") if isinstance(part, str) else (shown_plain(part[0]), part[1]) for part in parts))


class Terminal:
    """Writes to standard output, errors and progress to standard error."""

    def __init__(self, quiet: bool = False) -> None:
        self._out = Console(highlight=False, soft_wrap=not sys.stdout.isatty())
        self._side = Console(stderr=True, quiet=quiet)

    def error(self, says: str, hint: str) -> None:
        """A wrong call."""
        self._side.print(_text(f"dragoman: {says}\n{hint}".rstrip()))

    def say(self, text: str) -> None:
        """One plain line."""
        self._out.print(_text(text))

    @contextlib.contextmanager
    def progress(self) -> Iterator[Callable[[str, int], None]]:
        """A bar that counts articles read and names the stage at work."""
        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}"), TimeElapsedColumn())
        bar = Progress(*columns, console=self._side, transient=True)
        task = bar.add_task("read", total=None)

        def advance(stage: str, number: int) -> None:
            # The bar is drawn by a thread; begun any earlier it would stand in the way of forking workers.
            bar.start()
            bar.update(task, description=stage, advance=number if stage == "read" else 0)

        try:
            yield advance
        finally:
            bar.stop()

    def summary(self, summary: Any) -> None:
        """What a read did."""
        done = f"{summary.added} articles added, {summary.known} known before, {summary.failed} not read"
        self._out.print(_text(f"{done}; {summary.stories} stories", style="bold"))

    def brief(self, brief: Brief) -> None:
        """The brief, section by section."""
        self._out.print(_text(" · ".join(f"{number} {table}" for table, number in brief.totals.items()), style="dim"))
        for section in brief.sections:
            self._out.print()
            self._out.rule(_text(section.title, style="bold"), align="left")
            for line in section.lines:
                self._line(line)
            if section.more:
                self._out.print(_text(f"  … and {section.more} more (--most)", style="dim"))

    def _line(self, line: Line) -> None:
        figures = f"   {line.figures}" if line.figures else ""
        self._out.print(_joined((f"{line.key}  ", "cyan"), (line.what, "bold"), (figures, "green")))
        if line.words:
            self._out.print(_joined(("    “" + line.words + "”", ""), (f"  {line.where}" if line.where else "", "dim")))
        if line.tension:
            self._out.print(_text("    ! " + line.tension, style="yellow"))

    def shown(self, shown: Shown) -> None:
        """A record's fields, then its passages with their words marked."""
        self._out.print(_text(f"{shown.kind} {shown.key}", style="bold"))
        for name, value in shown.record.items():
            if value not in ("", [], None, {}) and name not in ("key", "text", "cuts"):
                self._out.print(_joined((f"  {name}: ", "dim"), str(value)[:600]))
        for passage in shown.passages:
            self._out.print()
            self._out.print(_text(f"{passage.of}  {passage.where}  ({passage.article})", style="dim"))
            self._out.print(_joined((passage.before, "dim"), (passage.words, "bold reverse"), (passage.after, "dim")))
        if shown.leads:
            self._out.print(_text("leads to " + " ".join(shown.leads), style="cyan"))

    def response(self, response: Response, most: int) -> None:
        """Who could respond, in order, each with grounds and objections."""
        edits = f", if {' and '.join(response.edits)}" if response.edits else ""
        self._out.print(_text(f"{response.state} needs {response.need} on {response.on}{edits}", style="bold"))
        for line in response.lines[:most]:
            self._out.print(_text(str(line), style="bold cyan"))
            for ground in line.grounds:
                self._out.print(_text(f"    {ground}"))
            for ground in line.contested:
                self._out.print(_text(f"    contested by {ground}", style="yellow"))
        if len(response.lines) > most:
            self._out.print(_text(f"  … and {len(response.lines) - most} more (--most)", style="dim"))
        for gone in response.lost:
            self._out.print(_text(f"no longer: {gone}", style="yellow"))

    def table(self, rows: Sequence[dict[str, Any]]) -> None:
        """Rows as a table."""
        if not rows:
            self._out.print(_text("nothing found"))
            return
        table = Table(*(Column(_text(name)) for name in rows[0]), header_style="bold")
        for row in rows:
            table.add_row(*(_text("" if value is None else str(value)) for value in row.values()))
        self._out.print(table)

    def findings(self, findings: Sequence[Finding]) -> None:
        """The doctor's findings."""
        for finding in findings:
            mark = ("ready  ", "green") if finding.ready else ("missing", "yellow")
            self._out.print(_joined(mark, f"  {finding.what}: {finding.says}"))
