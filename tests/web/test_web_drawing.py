"""Charts, marks, the projection and the layout, on values that can be checked by eye."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_press import ALIGNMENTS, DYADS

from dragoman import charts
from dragoman.desk import Layer, Name, pieces
from dragoman.web.draw import labels, network, triangle
from dragoman.web.draw.atlas import country, ground
from dragoman.web.draw.projection import WORLD, Plane, around, equal_earth
from dragoman.web.pages.search import snippet


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 70), st.integers(1, 20), st.sampled_from("abc"))))
def test_pieces_keep_every_letter(text, spans):
    layers = [Layer(start, start + length, mark, f"k{start}") for start, length, mark in spans]
    found = pieces(text, 3, layers)
    assert "".join(piece.text for piece in found) == text
    at = 3
    for piece in found:
        middle = at
        expected = {layer.mark for layer in layers if layer.start <= middle < layer.end}
        assert set(piece.marks) == expected
        at += len(piece.text)


def test_a_snippet_marks_the_words():
    assert [piece.text for piece in snippet("Akar met Tokayev.", ["tokayev"]) if piece.marks] == ["Tokayev"]
    assert [piece.text for piece in snippet("İstanbul’da İran ile", ["iran"]) if piece.marks] == ["İran"], "a capital İ shifts nothing"


def test_a_snippet_ends_with_a_word():
    text = "word " * 200 + "Akar " + "word " * 200
    found = "".join(piece.text for piece in snippet(text, ["akar"]))
    assert set(found.split()) == {"word", "Akar"}


def test_the_projection_knows_its_corners():
    x, y = equal_earth(np.array([0.0, 0.0, 90.0]), np.array([0.0, 180.0, 0.0]))
    assert x.round(4).tolist() == [0.0, 2.7066, 0.0]
    assert y.round(4).tolist() == [0.0, 0.0, 1.3174]


def test_a_region_across_the_date_line_is_narrow():
    bounds = around([(50.0, 170.0), (52.0, -170.0)])
    assert bounds.east - bounds.west < 60
    assert bounds.holds(51, 179)
    assert bounds.holds(51, -179)
    assert not bounds.holds(51, 0)


def test_points_lie_on_the_drawing():
    plane = Plane(WORLD, 960)
    for lat, lon in ((0, -179.9), (0, 179.9), (80, 0), (-50, 30)):
        x, y = plane.point(lat, lon)
        assert 0 <= x <= 960
        assert 0 <= y <= plane.height


def test_the_map_names_a_country_and_its_neighbours():
    names = {label.text for label in ground(country("KAZ"), 960.0).labels}
    assert {"Kazakhstan", "Uzbekistan"} <= names
    assert country("nowhere") is None


def test_the_layout_is_the_same_every_time_and_parts_labels():
    weights = {(a, b): 1.0 for a in "ABCDEF" for b in "ABCDEF" if a < b}
    first = network.layout(weights)
    assert first == network.layout(dict(reversed(weights.items())))
    places = list(first.values())
    assert all(abs(ax - bx) > 60 or abs(ay - by) > 30 for n, (ax, ay) in enumerate(places) for bx, by in places[n + 1 :])
    assert network.layout({}) == {}


def test_the_layout_stands_upright_on_a_phone():
    wide = network.layout({(a, b): 1.0 for a in "ABCDEFGH" for b in "ABCDEFGH" if a < b})
    tall, sheet = network.upright(wide)
    assert sheet.width == 360
    assert all(0 < x < 360 and 0 < y < sheet.height for x, y in tall.values())
    assert network.upright({})[0] == {}


@given(st.lists(st.tuples(st.integers(0, 360), st.integers(0, 300), st.text("abcdefgh ", min_size=1, max_size=20)), max_size=25))
def test_labels_cover_no_mark_no_label_and_stay_inside(found):
    marks = [labels.Mark(x, y, 5.0) for x, y, _ in found]
    taken, within = [mark.box for mark in marks], labels.Box(0, 0, 360, 300)
    set_down = [labels.beside(mark, [text], taken, within) for mark, (_, _, text) in zip(marks, found, strict=True)]
    boxes = taken[len(marks) :]
    assert len(boxes) == sum(bool(label.text) for label in set_down)
    assert not any(box.meets(mark.box) for box in boxes for mark in marks)
    assert not any(one.meets(other) for place, one in enumerate(boxes) for other in boxes[place + 1 :])
    assert all(box.left >= 0 and box.right <= 360 and box.top >= 0 and box.bottom <= 300 for box in boxes)


def test_an_actor_without_bonds_is_left_out():
    names = {id: Name(id, id, "state") for id in "ABC"}
    drawn = network.draw(
        {"A": (1, 1), "B": (90, 90), "C": (5, 5)}, network.Day((network.Bond(left="A", right="B", conflict=2),), names, {"A": 4})
    )
    assert [node.actor.id for node in drawn.nodes] == ["A", "B"]
    assert [line.mark for line in drawn.lines] == ["conflict"]


def test_the_triangle_pulls_to_the_nearest_pole():
    middle = triangle.place((0.0, 0.0, 0.0))
    assert middle == (280.0, 264.7)
    assert triangle.place((1.0, 0.0, 0.0))[1] < 60


@pytest.mark.parametrize("width", [370, 900])
def test_charts_are_drawn_and_escape_names(width):
    frame = charts.Frame(width=width)
    lines = charts.svg(charts.alignment(ALIGNMENTS, {"KAZ": "<script>alert(1)</script>", "RUS": "Russia"}, frame))
    assert lines.startswith("<svg")
    assert "<script" not in lines
    assert "&lt;script" in lines
    bars = charts.svg(charts.dyad(DYADS[:2], frame))
    assert charts.PRINT.quads[1] in bars
    assert " style=" not in bars
    assert charts.svg(charts.histogram([{"period": "2022-01", "quad": "verbal conflict", "stories": 3}], frame)).count("#cc8a1a") > 1


def test_periods_have_a_middle():
    assert [charts.middle(period) for period in ("2021", "2021-H1", "2021-H2", "2021-10", "2021-10-05")] == [
        "2021-07-01",
        "2021-04-01",
        "2021-10-01",
        "2021-10-15",
        "2021-10-05",
    ]
