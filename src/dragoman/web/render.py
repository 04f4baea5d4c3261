"""Drawing: pages as HTML through Jinja2 with autoescape on (article text is hostile data), and as JSON."""

import hashlib
import threading
from collections import OrderedDict
from importlib.resources import files
from typing import Any

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from dragoman import charts
from dragoman.desk import GRADES, TRUTH, count, direction, outside, percent, plain, short, signed
from dragoman.web import paths
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
            "quad_class": quad_class,
            "draw": self.draw,
            "short": short,
        }
        self._env.globals |= {"dyad_path": paths.of_dyad, "at_path": paths.at, "grades": GRADES, "truth": TRUTH, "quads": charts.QUADS}

    def html(self, template: str, **values: Any) -> str:
        """A page."""
        return self._env.get_template(template).render(**values)

    def draw(self, spec: Spec) -> Markup:
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


def static(name: str) -> bytes:
    """A file of the package's static folder."""
    return files("dragoman.web").joinpath("static", name).read_bytes()


def quad_class(quad: str) -> str:
    """The class of a PLOVER quad in the style sheet."""
    return {"material cooperation": "mat-coop", "verbal cooperation": "verb-coop", "verbal conflict": "verb-conf"}.get(quad, "mat-conf")
