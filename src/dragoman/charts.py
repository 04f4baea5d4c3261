"""Charts as data: Vega-Lite specifications that report and web share, and their drawing as SVG without a browser or a network.

A specification holds its own data and no address, so it can be drawn offline, saved, and opened in any Vega editor.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec
import vl_convert

from dragoman.records import Alignment, Dyad, first_day, last_day
from dragoman.vocab.alignment import weights

Spec = dict[str, Any]
QUADS = ("material cooperation", "verbal cooperation", "verbal conflict", "material conflict")
_FIELDS = {
    "material cooperation": "material_cooperation",
    "verbal cooperation": "verbal_cooperation",
    "verbal conflict": "verbal_conflict",
    "material conflict": "material_conflict",
}
_VERSION = "5.20"
# No label of so many letters is as wide as a legend allows (160 pixels, at 11 a letter).
_SHORT = 14
_SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
# Vega writes these as style attributes, which a strict Content-Security-Policy refuses; the page's own style sheet does the same.
_STYLE = re.compile(r' style="[^"<>]{0,200}"')


class Palette(msgspec.Struct, frozen=True, kw_only=True):
    """Colours of a drawing. Any CSS colour will do, `var(--ink)` too where the SVG stands inside a page."""

    ink: str = "#1d2124"
    faint: str = "#5d6670"
    line: str = "#d5d9dc"
    paper: str = "#ffffff"
    accent: str = "#1d5f8a"
    quads: tuple[str, str, str, str] = ("#1f5f8b", "#4f9cc6", "#cc8a1a", "#b13a2b")
    actors: tuple[str, ...] = ("#1d5f8a", "#b13a2b", "#4b7a2b", "#7a4b9a", "#b5701a", "#2b7a78")


PRINT = Palette()
# The names are those of the explorer's style sheet, which gives each a light and a dark value.
PAGE = Palette(
    ink="var(--ink)",
    faint="var(--faint)",
    line="var(--line)",
    paper="var(--paper)",
    accent="var(--accent)",
    quads=("var(--mat-coop)", "var(--verb-coop)", "var(--verb-conf)", "var(--mat-conf)"),
    actors=("var(--s1)", "var(--s2)", "var(--s3)", "var(--s4)", "var(--s5)", "var(--s6)"),
)


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """How a chart is set: its width in pixels and its colours."""

    width: int = 640
    palette: Palette = PRINT


def svg(spec: Spec) -> str:
    """Draw a specification. The first call in a process takes seconds, later ones some 30 ms."""
    drawn: str = vl_convert.vegalite_to_svg(_unlimited(spec), vl_version=_VERSION)
    return _STYLE.sub("", drawn)


def _unlimited(spec: Spec) -> Spec:
    """The specification without limits that none of its labels can reach: Vega measures each label several times to hold it to them.

    Days and figures on an axis are short; an axis of names sets a limit of its own, which stands.
    """
    config: Spec = spec.get("config", {})
    free = {**config, "axis": {"labelLimit": 0, "titleLimit": 0, **config.get("axis", {})}}
    if all(label in QUADS or len(label) <= _SHORT for label in _series(spec)):
        free["legend"] = {"labelLimit": 0, **config.get("legend", {})}
    return {**spec, "config": free}


def _series(part: Any) -> Iterator[str]:
    """The words of the domains of a specification, which its legends list."""
    if isinstance(part, list):
        for one in part:
            yield from _series(one)
    elif isinstance(part, dict):
        yield from (str(one) for one in part.get("domain", ()))
        for name, one in part.items():
            if name not in ("values", "config"):
                yield from _series(one)


def middle(period: str) -> str:
    """The middle day of a period (`2021`, `2021-H1`, `2021-10`; a day is itself), where its mark is drawn."""
    year = int(period[:4])
    if len(period) == 4:
        return date(year, 7, 1).isoformat()
    if period[5] == "H":
        return date(year, 4 if period[6] == "1" else 10, 1).isoformat()
    return period if len(period) == 10 else f"{period}-15"


def alignment(rows: Sequence[Alignment], names: Mapping[str, str], frame: Frame) -> Spec:
    """Lines with their 90 % intervals, one panel a pole, one colour an actor; below 0 is against the pole, above it with it."""
    values = [
        {
            "day": middle(row.period),
            "period": row.period,
            "actor": names.get(row.actor, row.actor),
            "pole": row.pole,
            "score": row.score,
            "low": row.low,
            "high": row.high,
        }
        for row in rows
    ]
    ends = reach(rows)
    layers = _interval_layers(frame.palette, _distinct(values, "actor"), _days(_distinct(values, "day")), ends)
    panel = {"width": frame.width - 130, "height": 104, "layer": layers}
    return _whole(
        frame,
        {
            "data": {"values": values},
            "facet": {
                "row": {
                    "field": "pole",
                    "type": "nominal",
                    "title": None,
                    "sort": in_order({row.pole for row in rows}),
                    "header": {
                        "labelAngle": 0,
                        "labelAlign": "left",
                        "labelColor": frame.palette.ink,
                        "labelFontWeight": "bold",
                        "labelLimit": 110,
                    },
                }
            },
            "spec": panel,
            "spacing": 14,
        },
    )


def in_order(poles: Iterable[str]) -> list[str]:
    """Poles in the order in which the weights name them, others after them."""
    known = list(weights().poles)
    return sorted(poles, key=lambda pole: (known.index(pole) if pole in known else len(known), pole))


def reach(rows: Sequence[Alignment]) -> tuple[float, float]:
    """From where to where the panels of these alignments reach, the same for all: steps of 0.25, 0.5 and 1, 0 always among them."""
    values = [value for row in rows for value in (row.score, row.low, row.high)]
    return 0.0 - _end(-min(values, default=-1.0)), _end(max(values, default=1.0))


def _end(furthest: float) -> float:
    return next((end for end in (0.0, 0.25, 0.5) if furthest <= end), 1.0)


def _interval_layers(palette: Palette, actors: Sequence[str], days: Spec, ends: tuple[float, float]) -> list[Spec]:
    legend = {"orient": "top", "direction": "horizontal", "symbolOpacity": 1} if len(actors) > 1 else None
    scale = {"domain": list(actors), "range": _cycle(palette.actors, len(actors))}
    y = {
        "type": "quantitative",
        "scale": {"domain": list(ends)},
        "title": None,
        "axis": {
            "values": sorted({*ends, ends[0] / 2, 0, ends[1] / 2}),
            "format": "+.2~f",
            "labelExpr": "datum.value == 0 ? '0' : datum.label",
        },
    }
    colour = {"field": "actor", "type": "nominal", "title": None, "scale": scale, "legend": legend}
    both: Spec = {"x": {"field": "day", **days}, "color": colour}
    ranged: Spec = {**both, "y": {**y, "field": "low"}, "y2": {"field": "high"}}
    single: Spec = {**both, "y": {**y, "field": "score"}}
    zero: Spec = {"y": {"datum": 0}, "color": {"value": palette.faint}}
    tips = _tips("actor", "pole", "period", "score", "low", "high")
    return [
        {"mark": {"type": "rule", "strokeDash": [2, 2]}, "encoding": zero},
        {"mark": {"type": "area", "opacity": 0.18}, "encoding": ranged},
        {"mark": {"type": "rule", "opacity": 0.55}, "encoding": ranged},
        {"mark": {"type": "line", "strokeWidth": 1.6}, "encoding": single},
        {"mark": {"type": "point", "filled": True, "size": 34, "opacity": 1}, "encoding": {**single, "tooltip": tips}},
    ]


def dyad(rows: Sequence[Dyad], frame: Frame) -> Spec:
    """Cooperation above the line and conflict below it, verbal and material apart; the dot is the net with its 90 % interval."""
    bars = [
        {"day": middle(row.period), "period": row.period, "quad": quad, "value": getattr(row, field)}
        for row in rows
        for quad, field in _FIELDS.items()
        if getattr(row, field)
    ]
    nets = [{"day": middle(row.period), "period": row.period, "net": row.net, "low": row.low, "high": row.high} for row in rows]
    x = {"field": "day", **_days([middle(row.period) for row in rows]), "timeUnit": _unit(row.period for row in rows)}
    mid = {**x, "bandPosition": 0.5}
    y = {"type": "quantitative", "title": "weighted PLOVER score"}
    ink, paper = {"value": frame.palette.ink}, {"value": frame.palette.paper}
    stacked: Spec = {"x": x, "y": {"field": "value", **y, "stack": "zero"}, "color": _quad_colour(frame), "order": {"field": "quad"}}
    ranged: Spec = {"x": mid, "y": {"field": "low", **y}, "y2": {"field": "high"}, "color": ink}
    single: Spec = {"x": mid, "y": {"field": "net", **y}, "color": ink, "tooltip": _tips("period", "net", "low", "high")}
    zero: Spec = {"y": {"field": "zero", **y}, "color": ink}
    layers = [
        {"data": {"values": bars}, "mark": "bar", "encoding": {**stacked, "tooltip": _tips("period", "quad", "value")}},
        {"data": {"values": [{"zero": 0}]}, "mark": "rule", "encoding": zero},
        # A rim of paper: ink alone is lost on the light bars of a dark page.
        {"data": {"values": nets}, "mark": {"type": "rule", "strokeWidth": 4}, "encoding": {**ranged, "color": paper}},
        {"data": {"values": nets}, "mark": {"type": "rule", "strokeWidth": 1.5}, "encoding": ranged},
        {
            "data": {"values": nets},
            "mark": {"type": "point", "filled": True, "size": 110, "opacity": 1},
            "encoding": {**single, "color": paper},
        },
        {"data": {"values": nets}, "mark": {"type": "point", "filled": True, "size": 48, "opacity": 1}, "encoding": single},
    ]
    return _whole(frame, {"width": frame.width - 130, "height": 220, "layer": layers})


def histogram(rows: Iterable[Mapping[str, Any]], frame: Frame, height: int = 120) -> Spec:
    """Stories a period, stacked by quad class. Rows have `period`, `quad` and `stories`."""
    values = [{"day": middle(str(row["period"])), **row} for row in rows]
    x = {"field": "day", **_days(_distinct(values, "day")), "timeUnit": _unit(str(row["period"]) for row in values)}
    return _whole(
        frame,
        {
            "width": frame.width - 60,
            "height": height,
            "data": {"values": values},
            "mark": {"type": "bar"},
            "encoding": {
                "x": x,
                "y": {"field": "stories", "type": "quantitative", "title": "stories", "axis": {"tickMinStep": 1, "tickCount": 4}},
                "color": _quad_colour(frame),
                "order": {"field": "quad"},
                "tooltip": _tips("period", "quad", "stories"),
            },
        },
    )


class Tenure(msgspec.Struct, frozen=True):
    """An office and the days (partial ISO dates) between which it was held; `end` '' while it is."""

    label: str
    start: str
    end: str = ""


def tenures(rows: Sequence[Tenure], until: str, frame: Frame) -> Spec:
    """Offices as bars over time, the earliest at the top; who still holds one on `until` (a day) has an open end there."""
    values = [
        {
            "office": row.label,
            "from": first_day(row.start).isoformat(),
            "to": last_day(row.end).isoformat() if row.end else max(until, first_day(row.start).isoformat()),
            "held": "to this day" if not row.end else f"to {row.end}",
        }
        for row in rows
    ]
    wide = frame.width > 560
    limit = 300 if wide else 170
    days = _days([value[side] for value in values for side in ("from", "to")])
    # On a phone the office stands below its holder: one line would be cut.
    axis = {"labelLimit": limit} | ({} if wide else {"labelExpr": "split(datum.label, ', ')", "labelLineHeight": 11})
    y = {"field": "office", "type": "nominal", "title": None, "sort": {"field": "from", "op": "min"}, "axis": axis}
    colour = {"condition": {"test": "datum.held == 'to this day'", "value": frame.palette.accent}, "value": frame.palette.faint}
    bar: Spec = {"x": {"field": "from", **days}, "x2": {"field": "to"}, "y": y, "color": colour, "tooltip": _tips("office", "from", "held")}
    width = frame.width - limit - 20
    # A browser's letters are wider than those that the room for labels was measured with.
    around = {"left": limit // 6, "top": 5, "right": 12, "bottom": 5}
    drawn: Spec = {
        "width": width,
        "height": {"step": 20 if wide else 32},
        "data": {"values": values},
        "mark": {"type": "bar", "height": 11},
    }
    return _whole(frame, {**drawn, "encoding": bar, "padding": around})


def _tips(*names: str) -> list[Spec]:
    return [{"field": name} for name in names]


def _unit(periods: Iterable[str]) -> str:
    # UTC throughout: the same chart in every time zone.
    return "utcyearmonth" if any(len(period) >= 7 and period[5] != "H" for period in periods) else "utcyear"


def _days(days: Sequence[str]) -> Spec:
    """A time axis in ISO: months over a short span, years over a long one."""
    months = _months(min(days), max(days)) if days else 0
    step = next((step for most, step in ((8, 1), (24, 3), (48, 6)) if months <= most), 12)
    ticks = {"interval": "month", "step": step}
    axis = {"format": "%Y-%m" if step < 12 else "%Y", "tickCount": ticks, "grid": False, "labelOverlap": True, "labelFlush": False}
    return {"type": "temporal", "title": None, "scale": {"type": "utc"}, "axis": axis}


def _months(first: str, last: str) -> int:
    return (int(last[:4]) - int(first[:4])) * 12 + int(last[5:7]) - int(first[5:7])


def _quad_colour(frame: Frame) -> Spec:
    scale = {"domain": list(QUADS), "range": list(frame.palette.quads)}
    legend = {"orient": "top", "direction": "horizontal", "columns": 4 if frame.width > 560 else 2}
    return {"field": "quad", "type": "nominal", "title": None, "scale": scale, "legend": legend}


def _whole(frame: Frame, body: Spec) -> Spec:
    palette = frame.palette
    text = {"labelColor": palette.faint, "titleColor": palette.faint, "labelFontSize": 11, "titleFontSize": 11, "titleFontWeight": "normal"}
    config = {
        "font": "system-ui, sans-serif",
        "background": None,
        "view": {"stroke": None},
        "axis": {**text, "gridColor": palette.line, "domainColor": palette.faint, "tickColor": palette.faint},
        "legend": {**text, "labelColor": palette.ink, "symbolType": "square"},
        "header": text,
    }
    return {"$schema": _SCHEMA, "config": config, **body}


def _distinct(values: Iterable[Mapping[str, Any]], field: str) -> list[str]:
    return sorted({str(value[field]) for value in values})


def _cycle(colours: Sequence[str], number: int) -> list[str]:
    return [colours[place % len(colours)] for place in range(max(1, number))]
