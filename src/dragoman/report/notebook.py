"""Briefs and records as HTML for a notebook: escaped, styled in place, no script."""

from html import escape

from dragoman.brief import Brief, Line, Section
from dragoman.show import Passage, Shown

_FAINT = ' style="opacity:0.65;font-size:0.85em"'
# A record's fields in a notebook are cut at so many characters, its passages at so many.
_MOST_CHARACTERS, _MOST_PASSAGES = 300, 40
_LEFT_OUT = frozenset({"key", "text", "cuts"})


def brief_html(brief: Brief) -> str:
    """The brief, section by section."""
    totals = " · ".join(f"{number:,} {table}" for table, number in brief.totals.items())
    return f"<div><p{_FAINT}>{escape(totals)}</p>{''.join(_section(one) for one in brief.sections)}</div>"


def _section(one: Section) -> str:
    more = f"<p{_FAINT}>and {one.more} more</p>" if one.more else ""
    return f"<h4>{escape(one.title)}</h4>{''.join(_line(line) for line in one.lines)}{more}"


def _line(line: Line) -> str:
    figures = f" <span{_FAINT}>{escape(line.figures)}</span>" if line.figures else ""
    words = f'<br><q dir="auto">{escape(line.words)}</q> <span{_FAINT}>{escape(line.where)}</span>' if line.words else ""
    tension = f"<br><em>{escape(line.tension)}</em>" if line.tension else ""
    return f"<p><code>{escape(line.key)}</code> <b>{escape(line.what)}</b>{figures}{words}{tension}</p>"


def shown_html(shown: Shown) -> str:
    """A record: its fields, then its passages with their words highlighted."""
    kept = ((name, value) for name, value in shown.record.items() if name not in _LEFT_OUT and value not in ("", [], (), None, {}))
    fields = "".join(f"<tr><th>{escape(name)}</th><td>{escape(str(value)[:_MOST_CHARACTERS])}</td></tr>" for name, value in kept)
    passages = "".join(_passage(one) for one in shown.passages[:_MOST_PASSAGES])
    left = len(shown.passages) - _MOST_PASSAGES
    more = f"<p{_FAINT}>and {left} more passages</p>" if left > 0 else ""
    return f"<div><p><b>{escape(shown.kind)}</b> <code>{escape(shown.key)}</code></p><table>{fields}</table>{passages}{more}</div>"


def _passage(one: Passage) -> str:
    words = f"{escape(one.before)}<mark>{escape(one.words)}</mark>{escape(one.after)}"
    return f'<blockquote dir="auto">{words}<br><span{_FAINT}>{escape(one.where)} · {escape(one.article)}</span></blockquote>'
