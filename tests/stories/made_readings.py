"""Readings made by hand, small enough to check by eye: `told` is one article, `deed` one event in it."""

from dragoman.records import (
    Article,
    Claim,
    Copy,
    Counts,
    Event,
    Link,
    Outlet,
    Party,
    Place,
    Reading,
    Sentence,
    Span,
    When,
    cut_span,
    make_key,
)

STATES = {
    "Kazakhstan": "KAZ",
    "Kazakh": "KAZ",
    "Turkey": "TUR",
    "Russia": "RUS",
    "Armenia": "ARM",
    "Azerbaijan": "AZE",
    "Казахстан": "KAZ",
    "Россия": "RUS",
}
BODIES = {"CSTO": "CSTO", "ОДКБ": "CSTO", "OTS": "OTS"}
PERSONS = {"Akar": ("hulusi-akar", "TUR"), "Tokayev": ("kassym-jomart-tokayev", "KAZ"), "Cavusoglu": ("mevlut-cavusoglu", "TUR")}
OUTLETS = (
    Outlet(id="steppe", name="Steppe", country="KAZ"),
    Outlet(id="bosphorus", name="Bosphorus", country="TUR", side="NATO", reliability="B"),
    Outlet(id="volga", name="Volga", country="RUS", side="CSTO"),
)


def party(name, text):
    """A party by its name, where it first stands in the text."""
    start = text.index(name)
    words = {"text": name, "start": start, "end": start + len(name)}
    if name in STATES:
        return Party(**words, id=STATES[name], country=STATES[name], kind="state")
    if name in BODIES:
        return Party(**words, id=BODIES[name], country="IGO", kind="organisation")
    if name in PERSONS:
        return Party(**words, id=PERSONS[name][0], country=PERSONS[name][1], kind="person")
    return Party(**words, kind="group")


def day(iso):
    return When(start=iso, text="on the day")


def town(name, lat, lon, number):
    return Place(span=Span(0, len(name), name), name=name, lat=lat, lon=lon, geonameid=number, feature="PPL")


def told(*lines, outlet="", published="2022-01-06", language="en", claims=(), credits=()):
    """An article of sentences, one line each: a line is a text, or a text with the deeds in it."""
    lines = [line if isinstance(line, tuple) else (line, []) for line in lines]
    text = "\n".join(line[0] for line in lines)
    key = make_key("art", text, outlet, published)
    sentences, events, start = [], [], 0
    for number, (words, deeds) in enumerate(lines):
        part = "title" if number == 0 and len(lines) > 1 else "body"
        sentences.append(Sentence(start=start, end=start + len(words), number=number, paragraph=number, language=language, part=part))
        events += [made(key, text, cut_span(text, start, start + len(words))) for made in deeds]
        start += len(words) + 1
    article = Article(
        key=key,
        text=text,
        outlet=outlet,
        language=language,
        credits=tuple(credits),
        published=When(start=published) if published else None,
    )
    return Reading(
        article=article, sentences=tuple(sentences), events=tuple(events), claims=tuple(claim(key, text, events) for claim in claims)
    )


def deed(type, actors, recipients=(), trigger=None, **fields):
    """What makes an Event of a sentence; without `when` it is carried over from publication."""

    def made(article, text, sentence):
        word = trigger or sentence.text.split()[1]
        start = sentence.start + sentence.text.index(word)
        carried = When(start=fields.pop("carried"), approximate=True) if "carried" in fields else None
        given = {"when": carried, "confidence": 0.9, "engine": "made", "quad": "verbal cooperation", **fields}
        given["counts"] = Counts(**given.pop("counts", {}))
        return Event(
            key=make_key("ev", article, type, start, str(actors), str(recipients)),
            article=article,
            type=type,
            sentence=sentence,
            actors=tuple(party(name, text) for name in actors),
            recipients=tuple(party(name, text) for name in recipients),
            trigger=cut_span(text, start, start + len(word)),
            **given,
        )

    return made


def says(name, stance="asserts", events=(0,), bears_on=(), **fields):
    """What makes a Claim: the events by their number in the article; the sentence is that of the first one."""

    def made(article, text, found):
        numbers = (*events, *bears_on)
        sentence = found[numbers[0]].sentence
        link = Link(name=name, id=PERSONS.get(name, (STATES.get(name, ""),))[0], kind=fields.pop("source", "named"))
        kind = fields.pop("kind", "indirect")
        return Claim(
            key=make_key("cl", article, name, stance, *numbers),
            article=article,
            kind=kind,
            stance=stance,
            chain=(link,),
            content=sentence,
            sentence=sentence,
            events=tuple(found[n].key for n in events),
            bears_on=tuple(found[n].key for n in bears_on),
            **fields,
        )

    return made


def copy(article, source, kind="near"):
    left, right = article.article.key, source.article.key
    return Copy(key=make_key("cp", left, right), article=left, source=right, kind=kind, share=0.9, reason="made")
