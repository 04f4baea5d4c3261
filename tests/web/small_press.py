"""A small store made by hand: five articles in four scripts, one of them hostile, and what the stages would have made of them."""

from dragoman.records import (
    Actor,
    Alignment,
    Article,
    Claim,
    Commitment,
    Copy,
    Counts,
    Cut,
    Dyad,
    Event,
    Failure,
    Grade,
    Link,
    Mention,
    Milestone,
    Outlet,
    Part,
    Party,
    Place,
    Reading,
    Role,
    Sentence,
    Story,
    Tension,
    Timex,
    When,
    cut_span,
    make_key,
)
from dragoman.steps import Step
from dragoman.store import writing

HOSTILE = (
    "<script>document.title='owned'</script><img src=x onerror=alert(1)> "
    '"><svg onload=alert(2)> {{ 7*7 }} {% raw %} <a href="javascript:alert(3)">click</a> & Kazakhstan thanked Turkey.'
)
TEXTS = {
    "en": "HOME NEWS SPORT\nTurkey ready to help\nTurkey offered help to Kazakhstan in Almaty on 11 January, Hulusi Akar said.\n"
    "Officials denied it.\n© 2022",
    "copy": "Turkey offered help to Kazakhstan in Almaty on 11 January, Hulusi Akar said.\nOfficials denied it.",
    "ru": "Россия направила войска в Казахстан, сообщило агентство.",
    "ar": "عرضت تركيا المساعدة على كازاخستان.",
    "hostile": HOSTILE,
}
KEYS = {name: make_key("art", name) for name in TEXTS}
QUADS = {"AGREE": "verbal cooperation", "AID": "material cooperation", "ASSAULT": "material conflict"}


def party(text, name, id, country=""):
    start = text.index(name)
    return Party(text=name, start=start, end=start + len(name), id=id, name=name, country=country or id, kind="state")


def event(name, type, words, **given):
    text = TEXTS[name]
    line = next(line for line in text.split("\n") if words in line)
    start = text.index(line)
    found = text.index(words)
    return Event(
        key=make_key("ev", name, type),
        article=KEYS[name],
        type=type,
        quad=QUADS[type],
        score=2.5,
        sentence=cut_span(text, start, start + len(line)),
        trigger=cut_span(text, found, found + len(words)),
        confidence=0.8,
        engine="test-1",
        **given,
    )


ALMATY = Place(
    span=cut_span(TEXTS["en"], TEXTS["en"].index("Almaty"), TEXTS["en"].index("Almaty") + 6),
    name="Almaty",
    lat=43.25,
    lon=76.91,
    geonameid=1526384,
    country="KAZ",
    feature="P",
)
DAY = When(start="2022-01-11", text="11 January")
OFFER = event(
    "en",
    "AGREE",
    "offered help",
    actors=(party(TEXTS["en"], "Turkey", "TUR"),),
    recipients=(party(TEXTS["en"], "Kazakhstan", "KAZ"),),
    when=DAY,
    where=ALMATY,
    counts=Counts(dead=2),
)
COPIED = event(
    "copy",
    "AGREE",
    "offered help",
    actors=(party(TEXTS["copy"], "Turkey", "TUR"),),
    recipients=(party(TEXTS["copy"], "Kazakhstan", "KAZ"),),
    when=DAY,
)
SENT = event(
    "ru",
    "AID",
    "направила войска",
    actors=(party(TEXTS["ru"], "Россия", "RUS"),),
    recipients=(party(TEXTS["ru"], "Казахстан", "KAZ"),),
    when=When(start="2022-01", precision="month"),
)
ARABIC = event("ar", "AGREE", "عرضت", actors=(party(TEXTS["ar"], "تركيا", "TUR"),), recipients=(party(TEXTS["ar"], "كازاخستان", "KAZ"),))
EVIL = event("hostile", "ASSAULT", "thanked", actors=(Party(text="<script>", start=0, end=8, id="", name="<script>alert(4)</script>"),))
NAMES = {"TUR": "Turkey", "KAZ": "Kazakhstan", "RUS": "Russia", "USA": "United States"}


def reading(name, language, **given):
    text = TEXTS[name]
    sentences = tuple(Sentence(start=0, end=len(text), number=0, paragraph=0, language=language) for _ in (0,))
    title = {"en": "Turkey ready to help", "hostile": "<b>Title</b><script>alert(5)</script>", "ar": "عرض"}.get(name, "")
    article = Article(
        key=KEYS[name],
        text=text,
        title=title,
        language=language,
        outlet={"en": "courier", "copy": "herald"}.get(name, ""),
        outlet_name="<i>Evil</i>" if name == "hostile" else "",
        url="javascript:alert(6)" if name == "hostile" else "https://news.example/1",
        published=When(start="2022-01-12") if name != "ar" else None,
        origin=f"{name}.txt",
        truncated=name == "copy",
        cuts=(Cut(0, 15, "navigation"),) if name == "en" else (),
        byline="A. Writer",
    )
    return Reading(article=article, sentences=sentences, **given)


def claim(name, words, **given):
    start = TEXTS[name].index(words)
    span = cut_span(TEXTS[name], start, start + len(words))
    return Claim(key=make_key("cl", name, words), article=KEYS[name], content=span, sentence=span, **given)


SAID = claim(
    "en",
    "Turkey offered help to Kazakhstan in Almaty on 11 January",
    kind="indirect",
    stance="asserts",
    events=(OFFER.key,),
    said=DAY,
    chain=(Link(name="Steppe Courier", kind="outlet"), Link(name="Hulusi Akar", id="hulusi-akar")),
    statement="s1",
)
DENIED = claim(
    "en", "Officials denied it", kind="indirect", stance="denies", bears_on=(OFFER.key,), chain=(Link(name="officials", kind="anonymous"),)
)
MANDATE = claim(
    "hostile",
    "<script>",
    kind="mandate",
    stance="asserts",
    chain=(Link(name="<script>alert(7)</script>", kind="author"),),
    holder="CSTO",
    modality="may",
    what="<b>send troops</b>",
)


def mention(name, words, actor, how="name"):
    start = TEXTS[name].index(words)
    return Mention(
        key=make_key("men", name, words), span=cut_span(TEXTS[name], start, start + len(words)), actor=actor, kind="state", how=how
    )


def readings():
    start = TEXTS["en"].index("11 January")
    when = Timex(span=cut_span(TEXTS["en"], start, start + 10), type="DATE", value="2022-01-11", when=DAY)
    return [
        reading(
            "en",
            "en",
            events=(OFFER,),
            claims=(SAID, DENIED),
            mentions=(mention("en", "Kazakhstan", "KAZ"),),
            places=(ALMATY,),
            times=(when,),
        ),
        reading("copy", "en", events=(COPIED,)),
        reading("ru", "ru", events=(SENT,), mentions=(mention("ru", "Россия", "RUS"),)),
        reading("ar", "ar", events=(ARABIC,)),
        reading("hostile", "", events=(EVIL,), claims=(MANDATE,)),
    ]


def story(name, events, **given):
    articles = tuple(sorted({one.article for one in events}))
    return Story(
        key=make_key("st", name),
        type=events[0].type,
        status=given.pop("status", "actual"),
        quad=events[0].quad,
        score=events[0].score,
        events=tuple(sorted(one.key for one in events)),
        articles=articles,
        origins=given.pop("origins", (articles,)),
        confidence=0.9,
        **given,
    )


TENSION = Tension(about="denial", says="denied by officials", values=("officials",), articles=(KEYS["en"],), spans=(DENIED.content,))
STORIES = (
    story(
        "offer",
        (OFFER, COPIED, ARABIC),
        actors=("TUR",),
        recipients=("KAZ",),
        when=DAY,
        place="Almaty",
        tensions=(TENSION,),
        aliases=("st-old",),
        origins=((KEYS["copy"], KEYS["en"]), (KEYS["ar"],)),
        sides=("TUR", "KAZ"),
        contexts=("diplomatic",),
        grade=Grade(letter="B", number=2, because="two independent origins, one denial", made=2),
        title="Turkey offered help",
    ),
    story("sent", (SENT,), actors=("RUS",), recipients=("KAZ",), when=SENT.when, grade=Grade(letter="F", number=3, because="one origin")),
    story(
        "evil",
        (EVIL,),
        actors=("<script>alert(8)</script>",),
        grade=Grade(letter="F", number=6, because="<b>none</b>"),
        status="hypothetical",
    ),
)
COPY = Copy(key="cp-1", article=KEYS["copy"], source=KEYS["en"], kind="cut", share=0.93, reason="93 % of it stands in the source")
COMMITMENTS = (
    Commitment(
        key="co-member",
        kind="membership",
        parties=("KAZ", "CSTO"),
        status="in_force",
        start=When(start="1994-04-20"),
        source="https://treaty.example/csto",
        match="reference",
    ),
    Commitment(
        key="co-offer",
        kind="agreement",
        parties=("KAZ", "TUR"),
        name="<i>Pact</i>",
        terms="help",
        status="announced",
        signed=DAY,
        articles=(KEYS["en"],),
        spans=(OFFER.sentence,),
        events=(OFFER.key,),
        steps=(
            Milestone(status="announced", when=DAY, article=KEYS["en"], span=OFFER.sentence),
            Milestone(status="ratified", when=When(start="2022-02", precision="month")),
        ),
        contested="denied by <i>officials</i>",
    ),
)
ACTORS = (
    *(Actor(id=id, kind="state", name=name, names={"en": name}, country=id) for id, name in NAMES.items()),
    Actor(id="CSTO", kind="organisation", name="Collective Security Treaty Organization", names={"ru": "ОДКБ"}, country="IGO"),
    Actor(
        id="hulusi-akar",
        kind="person",
        name="Hulusi Akar",
        country="TUR",
        roles=(Role(title="defence minister", of="TUR", sectors=("MIL",), start="2018-07", evidence="reference"),),
    ),
    Actor(id="evil/../one?x=1#y", kind="group", name="<script>alert(9)</script>", names={"ar": "<b>شر</b>"}, learnt=True),
)


def dyad(left, right, period, stories, net):
    return Dyad(
        key=make_key("dy", left, right, period),
        left=left,
        right=right,
        period=period,
        verbal_cooperation=net,
        material_cooperation=1.0,
        verbal_conflict=-0.5,
        material_conflict=0.0,
        net=net,
        low=net - 1,
        high=net + 1,
        stories=tuple(one.key for one in stories),
    )


DYADS = tuple(
    dyad(*pair, period, (told,), 2.0)
    for pair, told in ((("KAZ", "TUR"), STORIES[0]), (("KAZ", "RUS"), STORIES[1]))
    for period in ("2022", "2022-01")
)
ALIGNMENTS = tuple(
    Alignment(
        key=make_key("al", actor, pole, period),
        actor=actor,
        pole=pole,
        period=period,
        score=score,
        low=score - 0.1,
        high=score + 0.1,
        parts=(Part(name="commitments", value=score, weight=0.35, keys=("co-member",)),),
    )
    for actor, pole, score in (
        ("KAZ", "RUS/CSTO", 0.4),
        ("KAZ", "TUR/OTS", 0.3),
        ("KAZ", "USA/NATO", 0.1),
        ("RUS", "TUR/OTS", 0.1),
        ("RUS", "USA/NATO", -0.2),
    )
    for period in ("2021-H2", "2022-H1")
)
OUTLETS = (Outlet(id="courier", name="Steppe Courier", reliability="B"), Outlet(id="herald", name="Turan Herald"))
FAILURES = (Failure(key="fail-1", origin="<script>bad.html", reason="empty <b>page</b>", size=12),)
TURNS = Step(
    "turning_points",
    ("alignments",),
    "SELECT actor, pole, period, 0.1 AS before, score, score - 0.1 AS change, true AS sure,"
    " flatten(list_transform(parts, lambda part: part.keys)) AS keys, key FROM alignments",
)


def fill(path):
    derived = {
        "outlets": OUTLETS,
        "copies": (COPY,),
        "stories": STORIES,
        "commitments": COMMITMENTS,
        "actors": ACTORS,
        "dyads": DYADS,
        "alignments": ALIGNMENTS,
    }
    with writing(path) as writer:
        writer.append(readings(), FAILURES)
        writer.publish(derived, (TURNS,))
    return path
