"""Made articles, as many as are asked for: deeds of sixty states over a year, told by several papers in words, names, numbers and days
of their own, between sentences about anything. One in ten is printed again by another paper, whole or cut.

usage: python bench/made_press.py 10000 FOLDER
"""

import json
import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from dragoman.vocab.states import states

A_FILE = 250
PER_DEED = 3
DEEDS = (
    "{A} and {B} signed an agreement on {n} {thing} in {town} on {day}, {who} said.",
    "{A} accused {B} of {doing} near {town} on {day}.",
    "{A} sent {n} soldiers to {B} on {day} after {a} {thing} in {town}.",
    "The foreign minister of {A} met his colleague from {B} in {town} on {day} to discuss {thing}.",
    "{A} delivered {n} tonnes of {thing} to {B} on {day}, {who} reported.",
    "{A} imposed sanctions on {n} companies from {B} on {day} over {thing}.",
    "{A} rejected the demand of {B} for {thing} on {day}, according to {who}.",
    "Troops of {A} shelled {a} {thing} of {B} near {town} on {day}, killing {n} people.",
    "{A} threatened {B} with {doing} unless {thing} was returned by {day}.",
    "Thousands protested in {town} in {A} against {B} and its {thing} on {day}.",
    "{A} expelled {n} diplomats of {B} on {day} in answer to {doing}.",
    "{A} praised {B} for {doing} at a summit in {town} on {day}.",
)
REST = (
    "{Who} in {town} counted {n} {thing} and {m} {other} of {firm} that week.",
    "A {adj} {thing} cost {n} crowns at the {other} market, a {adj2} price for {town}.",
    "“We have never seen so {adj} a {thing},” said {name}, who keeps {n} {other} for {firm} by the river.",
    "{name} of the {adj} institute doubts that {doing} will bring back the {thing}.",
    "By evening {n} {other} stood along the road from {town}, {adj} and {adj2}.",
    "Shares of {firm} rose by {n} per cent while {other} fell, {who} noted.",
    "The {adj} winter had left {town} with {n} {thing} and hardly any {other}.",
    "{name}, {n}, remembers the {thing} of {town} as {adj} and its {other} as {adj2}.",
    "No {adj} {thing} was found in the {other} of {town}, said {who}.",
    "A ferry of {firm} with {n} {other} waited off {town} for {adj} weather and a {thing}.",
    "{Who} would not say whether {doing} had delayed the {adj} {thing}.",
    "Some {n} families of {name} moved from {town} with {adj} {other} and one {thing}.",
)
# One kind of word a line.
WORDS = {
    line.split(": ")[0]: line.split(": ")[1].split(", ")
    for line in """
thing: bridge, grain, railway, harbour, pipeline, customs, radar, fishing, water, visa, copper, border, cotton, satellite, tunnel, dam
other: lorries, barrels, sheep, windows, engines, carts, letters, lamps, horses, tents, ladders, carpets, bottles, violins, clocks, maps
adj: grey, narrow, quiet, broken, early, heavy, distant, patient, bitter, golden, hollow, common, sudden, northern, wooden, empty, slow
doing: closing the port, moving its guns, hiding the losses, stopping trains, jamming signals, delaying the vote, flying drones
who: a spokesman, the ministry, two officials, the governor's office, a local paper, the state agency, a military source, the mayor
first: Arman, Dilnoza, Pavel, Ester, Kemal, Ivana, Luc, Marta, Rustam, Olga, Deniz, Petra, Samir, Greta, Hugo, Nadia, Yusuf, Clara
town: Moscow, Ankara, Almaty, Rome, Paris, Tbilisi, Baku, Berlin, Vienna, Warsaw, Sofia, Athens, Cairo, Tashkent, Minsk, Prague, Riga
""".strip().splitlines()
}
# Thirty thousand surnames and firms, as a press has rare words without end.
PARTS = ("ba", "ko", "ri", "da", "mu", "ne", "sha", "lo", "ti", "ger", "var", "pol", "kin", "tes", "ur", "av", "im", "en", "ost", "el")


class Press:
    """A made press of a given size; the same size gives the same articles."""

    def __init__(self, size: int) -> None:
        self._rnd = random.Random(size)
        names = sorted(state.name for state in states().values() if " " not in state.name)
        self._states = self._rnd.sample(names, 60)
        self._weights = [1 / (rank + 1) for rank in range(len(self._states))]
        self._deeds = [self._deed() for _ in range(max(4, size // PER_DEED))]
        self._size = size

    def articles(self) -> Iterator[dict[str, Any]]:
        """Article records, in order."""
        kept: list[dict[str, Any]] = []
        for number in range(self._size):
            made = self._copied(kept) if kept and self._rnd.random() < 0.1 else self._written(number)
            kept = [*kept[-50:], made]
            yield {**made, "outlet": f"Paper {self._rnd.randrange(400)}", "url": f"https://paper.example/{number}"}

    def _deed(self) -> tuple[str, str, str, date]:
        left, right = self._rnd.choices(self._states, weights=self._weights, k=2)
        day = date(2022, 1, 1) + timedelta(days=self._rnd.randrange(365))
        return self._rnd.choice(DEEDS), left, right if right != left else self._states[-1], day

    def _written(self, number: int) -> dict[str, Any]:
        lead = self._deeds[number * 7919 % len(self._deeds)]
        told = [lead, *self._rnd.choices(self._deeds, k=self._rnd.randint(0, 2))]
        lines = [self._told(deed) for deed in told] + [self._line(self._rnd.choice(REST)) for _ in range(self._rnd.randint(2, 7))]
        head, *rest = lines
        self._rnd.shuffle(rest)
        day = lead[3] + timedelta(days=self._rnd.randrange(3))
        title = f"{lead[1]} and {lead[2]}: {self._rnd.choice(WORDS['adj'])} {self._rnd.choice(WORDS['thing'])}"
        return {"title": title, "published": day.isoformat(), "language": "en", "text": "\n\n".join(_paragraphs([head, *rest]))}

    def _copied(self, kept: list[dict[str, Any]]) -> dict[str, Any]:
        source = self._rnd.choice(kept)
        paragraphs = source["text"].split("\n\n")
        return {**source, "text": "\n\n".join(paragraphs[: max(2, len(paragraphs) - self._rnd.randrange(2))])}

    def _told(self, deed: tuple[str, str, str, date]) -> str:
        form, left, right, day = deed
        return self._line(form.replace("{A}", left).replace("{B}", right).replace("{day}", f"{day.day} {day:%B} {day.year}"))

    def _made(self, parts: int) -> str:
        return "".join(self._rnd.choices(PARTS, k=parts)).capitalize()

    def _line(self, form: str) -> str:
        draw = {name: self._rnd.choice(words) for name, words in WORDS.items()}
        who = draw["who"][0].upper() + draw["who"][1:]
        name = f"{draw['first']} {self._made(3)}"
        numbers = {"n": self._rnd.randint(2, 990), "m": self._rnd.randint(2, 990)}
        more = {
            "Who": who,
            "name": name,
            "firm": f"{self._made(2)}-{self._made(2)}",
            "a": "a",
            "adj2": self._rnd.choice(WORDS["adj"]),
        }
        return form.format(**draw, **numbers, **more)


def _paragraphs(lines: list[str]) -> Iterator[str]:
    for start in range(0, len(lines), 3):
        yield " ".join(lines[start : start + 3])


def write(size: int, folder: Path) -> None:
    """The press as JSON lines, so many to a file."""
    folder.mkdir(parents=True, exist_ok=True)
    found = iter(Press(size).articles())
    for number in range(0, size, A_FILE):
        with (folder / f"{number // A_FILE:05d}.jsonl").open("w", encoding="utf-8") as file:
            file.writelines(
                json.dumps(article, ensure_ascii=False) + "\n" for _, article in zip(range(min(A_FILE, size - number)), found, strict=False)
            )


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
