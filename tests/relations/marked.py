"""Readings and stories written by hand: `[Kazakhstan=KAZ]` is a mention, `{7 December 2021=2021-12-07}` a time, each line a sentence."""

import re

from dragoman.records import Article, Event, Grade, Mention, Party, Reading, Sentence, Span, Story, Timex, When, make_key
from dragoman.vocab.organisations import organisations
from dragoman.vocab.persons import persons

_MARK = re.compile(r"\[([^\]=]+)=([^\]]+)\]|\{([^}=]+)=([^}]+)\}")


def when(partial, **more):
    return When(start=partial, precision={4: "year", 7: "month", 10: "day"}[len(partial)], value=partial, **more)


def reading(text, published="2022-01-20", language="en", name="a"):
    plain, mentions, times, at = "", [], [], 0
    for mark in _MARK.finditer(text):
        plain += text[at : mark.start()]
        words = mark[1] or mark[3]
        span = Span(len(plain), len(plain) + len(words), words)
        if mark[1]:
            mentions.append(mention(span, mark[2]))
        else:
            times.append(Timex(span=span, type="DATE", value=mark[4], when=when(mark[4])))
        plain, at = plain + words, mark.end()
    plain += text[at:]
    article = Article(key=make_key("art", name), text=plain, language=language, published=when(published))
    return Reading(article=article, sentences=tuple(sentences(plain, language)), mentions=tuple(mentions), times=tuple(times))


def sentences(text, language):
    at = 0
    for number, line in enumerate(text.split("\n")):
        if line:
            yield Sentence(start=at, end=at + len(line), number=number, paragraph=0, language=language)
        at += len(line) + 1


def mention(span, id):
    kind = "organisation" if id in organisations() else "person" if id in persons() else "state"
    return Mention(key=make_key("men", span.start), span=span, actor=id, kind=kind, how="name")


def story(name, type, score, actors, day, **more):
    """A story graded 1 of one article and origin, unless `more` says otherwise; `recipients` default to none."""
    article = make_key("art", name)
    quad = more.pop("quad", "verbal cooperation" if score > 0 else "verbal conflict")
    settings = {
        "key": f"st-{name}",
        "type": type,
        "status": "actual",
        "quad": quad,
        "score": score,
        "actors": tuple(actors.split()),
        "when": when(day) if day else None,
        "events": (f"ev-{name}",),
        "articles": (article,),
        "origins": ((article,),),
        "grade": Grade(letter="F", number=1, because="by hand"),
    }
    return Story(**(settings | more))


def event(one, number, type, actors, recipients, **more):
    """An event whose trigger is the whole sentence `number` of a reading."""
    sentence = one.sentences[number]
    span = Span(sentence.start, sentence.end, one.article.text[sentence.start : sentence.end])
    parties = [tuple(Party(text=id, start=0, end=1, id=id, country=id, kind="state") for id in ids.split()) for ids in (actors, recipients)]
    return Event(
        key=f"ev-{number}",
        article=one.article.key,
        type=type,
        actors=parties[0],
        recipients=parties[1],
        sentence=span,
        trigger=span,
        confidence=0.9,
        engine="by hand",
        **more,
    )
