"""The demo press review as its expected.yaml describes it, made into Readings without any engine: what fuse is measured on."""

import html
import json
import re
from pathlib import Path

import yaml

from dragoman.records import Article, Claim, Copy, Event, Link, Party, Reading, Sentence, When, cut_span, make_key
from dragoman.vocab import codebook
from dragoman.vocab.outlets import outlet_registry

DEMO = Path(__file__).parents[2] / "demo"
EXPECTED = yaml.load((DEMO / "expected.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
PART = re.compile(r"\S.*?(?:[.!?]+[”»\"]?(?=\s)|$)")
KINDS = {"wire": "near", "cut": "cut", "spun": "spun", "translation": "translated", "repost": "padded"}


def text_of(name):
    """An article's text as the expected values are found in it."""
    file, _, record = name.partition("#")
    raw = (DEMO / "press" / file).read_text(encoding="utf-8")
    if record:
        return next(row["text"] for row in map(json.loads, raw.splitlines()) if row["id"] == record)
    return html.unescape(re.sub(r"<[^>]+>", "", raw)) if file.endswith(".html") else raw


def key_of(name):
    return make_key("art", name)


def when_of(date):
    if date is None:
        return None
    start, _, end = str(date).partition("/")
    precision = {4: "year", 7: "month", 10: "day"}[len(start)]
    return When(start=start, end=end or None, precision=precision, text=str(date))


def sentences_of(text, language):
    """Lines, cut after full stops: rough, but the same offsets for every event of a sentence."""
    spans = [
        (line.start() + part.start(), line.start() + part.end())
        for line in re.finditer(r"[^\n]+", text)
        for part in PART.finditer(line.group())
    ]
    return tuple(
        Sentence(start=start, end=end, number=number, paragraph=0, language=language, part="body" if number else "title")
        for number, (start, end) in enumerate(spans)
    )


def sentence_of(text, evidence):
    """The sentence round a piece of evidence, and the evidence itself."""
    start = text.index(evidence)
    found = next(one for one in sentences_of(text, "") if one.end > start)
    return cut_span(text, found.start, max(found.end, start + len(evidence))), cut_span(text, start, start + len(evidence))


def party_of(given, evidence):
    code = given.get("id") or given["country"]
    state = len(code) == 3 and code not in ("OTS", "SCO", "EEU")
    sector = given.get("sector", "")
    return Party(
        text=evidence.text,
        start=evidence.start,
        end=evidence.end,
        id=code,
        kind="state" if state else "organisation",
        country=code if state else "IGO",
        sectors=(sector,) if sector else (),
    )


def event_of(given, article, text):
    sentence, evidence = sentence_of(text, given["evidence"])
    modes = (given["mode"],) if "mode" in given else ()
    return Event(
        key=make_key("ev", article, given["story"], evidence.start),
        article=article,
        type=given["type"],
        modes=modes,
        status=given["status"],
        quad=codebook().quad(given["type"]),
        actors=tuple(party_of(one, evidence) for one in given["actors"]),
        recipients=tuple(party_of(one, evidence) for one in given["recipients"]),
        when=when_of(given["date"]),
        sentence=sentence,
        trigger=evidence,
        confidence=0.9,
        engine="expected",
    )


def claims_of(name, article, text, by_story):
    """Denials and doubts, bearing on the events of the same article."""
    for given in EXPECTED["denials_and_doubts"]:
        if given["article"] == name:
            sentence, evidence = sentence_of(text, given["evidence"])
            own = given["speaker"] in {outlet["id"] for outlet in outlets_yaml()}
            link = Link(name=given["speaker"], kind="author" if own else "named")
            yield Claim(
                key=make_key("cl", article, evidence.start),
                article=article,
                kind="report",
                stance=given["kind"],
                chain=(link,),
                content=evidence,
                sentence=sentence,
                bears_on=tuple(by_story.get(given["bears_on"], ())),
            )


def outlets_yaml():
    return yaml.load((DEMO / "outlets.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["outlets"]


def reading_of(given):
    name, text = given["article"], text_of(given["article"])
    article = key_of(name)
    found = [(one["story"], event_of(one, article, text)) for one in given.get("events") or ()]
    by_story = {}
    for story, event in found:
        by_story.setdefault(story, []).append(event.key)
    return Reading(
        article=Article(
            key=article, text=text, outlet=given["outlet"], published=when_of(given["published"]), language=given["language"], origin=name
        ),
        sentences=sentences_of(text, given["language"]),
        events=tuple(event for _, event in found),
        claims=tuple(claims_of(name, article, text, by_story)),
    ), {event.key: story for story, event in found}


def demo():
    """Readings, copies, outlets, and the story of each event."""
    pairs = [reading_of(given) for given in EXPECTED["articles"]]
    copies = [
        Copy(
            key=make_key("cp", member["article"]),
            article=key_of(member["article"]),
            source=key_of(group["original"]),
            kind=KINDS[member["kind"]],
            share=0.8,
            reason=member["how"],
        )
        for group in EXPECTED["copy_groups"]
        for member in group["members"]
    ]
    gold = {event: story for _, stories in pairs for event, story in stories.items()}
    return [reading for reading, _ in pairs], copies, outlet_registry(DEMO / "outlets.yaml").outlets(), gold
