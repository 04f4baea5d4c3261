"""Drawing: pages as HTML through Jinja2 with autoescape on (article text is hostile data), and as JSON."""

import hashlib
import re
import threading
from collections import OrderedDict
from importlib.resources import files
from typing import Any

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context, select_autoescape
from jinja2.runtime import Context
from markupsafe import Markup

from dragoman import charts
from dragoman.desk import GRADES, PARTS, TRUTH, dated, direction, known, named, outside, percent, plain, short, signed
from dragoman.vocab import codebook
from dragoman.vocab.alignment import weights
from dragoman.web import paths, words
from dragoman.web.shown import Spec

# So many drawn charts are kept; each is some 20 kB.
_MOST_CHARTS = 256


def _colours(palette: charts.Palette) -> list[bytes]:
    plain = [palette.ink, palette.faint, palette.line, palette.paper, palette.accent, *palette.quads, *palette.actors]
    return [f'"{colour}"'.encode() for colour in plain]


_COLOURS = tuple(zip(_colours(charts.PAGE), _colours(charts.PRINT), strict=True))


class Renderer:
    """Templates, and the charts drawn so far."""

    def __init__(self) -> None:
        self._charts: OrderedDict[bytes, str] = OrderedDict()
        self._lock = threading.Lock()
        self._env = Environment(
            loader=PackageLoader("dragoman.web"),
            autoescape=select_autoescape(default=True),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._env.filters |= {
            "key_path": paths.of_key,
            "actor_path": paths.of_actor,
            "outside": outside,
            "dir": direction,
            "plain": plain,
            "signed": signed,
            "percent": percent,
            "count": count,
            "said": say,
            "quad_class": quad_class,
            "draw": self.draw,
            "short": short,
            "when": when,
            "tongue": tongue,
            "code_says": code_says,
        }
        self._env.globals |= {"dyad_path": paths.of_dyad, "at_path": paths.at, "grades": GRADES, "truth": TRUTH, "quads": charts.QUADS}
        self._env.globals |= {"poles_say": poles_say, "say": say, "page_language": words.page_language, "share_says": share_says}
        self._env.globals |= {"status_says": codebook().statuses, "span": span}

    def html(self, template: str, **values: Any) -> str:
        """A page."""
        return self._env.get_template(template).render(**values)

    @pass_context
    def draw(self, context: Context, spec: Spec) -> Markup:
        """A chart as SVG, its words in the reader’s language."""
        return self.svg(_labelled(spec, context["asked"].language))

    def svg(self, spec: Spec) -> Markup:
        """A chart as SVG; drawn once for each specification."""
        code = hashlib.blake2b(msgspec.json.encode(spec), digest_size=16).digest()
        with self._lock:
            drawn = self._charts.get(code) or charts.svg(spec)
            self._charts[code] = drawn
            self._charts.move_to_end(code)
            if len(self._charts) > _MOST_CHARTS:
                self._charts.popitem(last=False)
        # Vega escapes what it writes as text; a test holds it to that.
        return Markup(drawn)


def json(page: Any) -> bytes:
    """A page's record as readable JSON; charts in colours that any Vega editor knows."""
    text = msgspec.json.format(msgspec.json.encode(page), indent=1)
    for name, value in _COLOURS:
        text = text.replace(name, value)
    return text


_LINK = re.compile(r'((?:href|action)=")(/(?!static/)[^"]*)(")')
_FORM = re.compile(r'<form (?![^>]*(?:method="post"|class="clock))[^>]*>')


def with_day(page: str, known: str) -> str:
    """A drawn page whose links and forms lead on to pages of the same day of the press; those to `#now` lead back.

    What an article holds is escaped, so that a bare quotation mark begins no attribute but ours.
    """
    if not known:
        return page
    linked = _LINK.sub(lambda found: found[1] + dated_link(found[2], known) + found[3], page)
    return _FORM.sub(lambda found: f'{found[0]}<input type="hidden" name="known-by" value="{known}">', linked)


def dated_link(address: str, known: str) -> str:
    """An address with the day of the press, unless it has one."""
    if not known or "known-by=" in address or address.endswith("#now"):
        return address
    path, mark, place = address.partition("#")
    return f"{path}{'&amp;' if '?' in path else '?'}known-by={known}{mark}{place}"


def static(name: str) -> bytes:
    """A file of the package's static folder."""
    return files("dragoman.web").joinpath("static", name).read_bytes()


def quad_class(quad: str) -> str:
    """The class of a PLOVER quad in the style sheet."""
    return {"material cooperation": "mat-coop", "verbal cooperation": "verb-coop", "verbal conflict": "verb-conf"}.get(quad, "mat-conf")


@pass_context
def when(context: Context, text: object) -> str:
    """A time in the reader's language."""
    return dated(str(text or ""), context["asked"].language)


@pass_context
def say(context: Context, text: str) -> str:
    """A page’s own words in the reader’s language, where they are known in it."""
    return words.said(text, context["asked"].language)


@pass_context
def count(context: Context, number: int, noun: str) -> str:
    """`3 reports` in the reader’s language."""
    return words.counted(number, noun, context["asked"].language)


def _labelled(spec: Spec, language: str) -> Spec:
    """A chart with its titles and the names of its series in a language."""
    if not language:
        return spec
    return {key: _label(key, value, language) for key, value in spec.items()}


def _label(key: str, value: Any, language: str) -> Any:
    if isinstance(value, dict):
        return _labelled(value, language)
    if isinstance(value, list):
        return [_label(key, item, language) for item in value]
    return words.said(value, language) if isinstance(value, str) and (key == "title" or value in charts.QUADS) else value


@pass_context
def tongue(context: Context, code: str) -> str:
    """A language by its name in the reader’s: `kk` as `Kazakh`; its code where it has none."""
    return named(code, context["asked"].language) or code


@pass_context
def code_says(context: Context, code: str) -> str:
    """What a PLOVER sector or country code stands for."""
    language = context["asked"].language
    book = codebook()
    held = known(code, language)
    return words.said(book.sectors.get(code) or book.nonstate_codes.get(code) or "", language) or (held.name if held.short else code)


@pass_context
def poles_say(context: Context) -> dict[str, str]:
    """Who stands for each pole: `Russia with CSTO, EAEU`."""
    language = context["asked"].language
    found = {}
    for name, pole in weights().poles.items():
        states = ", ".join(known(id, language).name for id in pole.states)
        bodies = ", ".join(known(id).short or known(id, language).name for id in pole.organisations)
        found[name] = states + (" + " if language else " with ") + bodies if bodies else states
    return found


@pass_context
def span(context: Context, low: float, high: float, places: int = 2) -> str:
    """An interval: `+0.03 to +0.19`."""
    return signed(low, places) + (" … " if context["asked"].language else " to ") + signed(high, places)


def share_says(part: str) -> str:
    """A part of an alignment in words."""
    return PARTS.get(part, plain(part))
