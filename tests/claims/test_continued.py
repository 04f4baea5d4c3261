"""Quotations that go on over sentences and paragraphs, and who says them."""

import re
from datetime import date

import pytest

from dragoman.records import Article, Mention, Reading, Sentence, cut_span, day
from dragoman.text.prose import split

SPEAKERS = {
    "Akar": "akar",
    "Акар": "akar",
    "Ақар": "akar",
    "Tokayev": "tokayev",
    "Tokaïev": "tokayev",
    "Токаев": "tokayev",
    "Тоқаев": "tokayev",
}


def sentences(text, language):
    """Sentences as the cleaner makes them, a line a paragraph."""
    found = []
    for paragraph, block in enumerate(re.finditer(r"[^\n]+", text)):
        for start, end in split(text, block.start(), block.end(), language):
            found.append(Sentence(start=start, end=end, number=len(found), paragraph=paragraph, language=language))
    return tuple(found)


def mentions(text):
    """A mention of a person for every place of a speaker's name."""
    for name, actor in SPEAKERS.items():
        for match in re.finditer(rf"\b{name}\b", text):
            span = cut_span(text, *match.span())
            yield Mention(key=f"m-{match.start()}", span=span, actor=actor, kind="person", how="name", name=actor)


@pytest.fixture
def told(attributor):
    """Who says what in a text: (speaker, kind, content)."""

    def read(language, text):
        article = Article(key="art", text=text, language=language, published=day(date(2022, 1, 22)))
        named = tuple(sorted(mentions(text), key=lambda mention: mention.span.start))
        (found,) = attributor.attribute([Reading(article=article, sentences=sentences(text, language), mentions=named)])
        return [(c.speaker.id, c.kind, c.content.text) for c in found.claims if c.kind in ("quotation", "indirect")]

    return read


@pytest.mark.parametrize(
    ("language", "text", "contents"),
    [
        (
            "en",
            "“We will help our neighbours,” Akar said. “Nobody should doubt our will.”",
            ["We will help our neighbours", "Nobody should doubt our will."],
        ),
        (
            "en",
            "“We will help our neighbours,” Akar said. “Nobody should doubt it now,” he added.",
            ["We will help our neighbours", "Nobody should doubt it now"],
        ),
        (
            "fr",
            "« Nous aiderons nos voisins », a dit Akar. « Nul ne doit douter de nous. »",
            ["Nous aiderons nos voisins", "Nul ne doit douter de nous."],
        ),
        (
            "fr",
            "« Nous aiderons nos voisins », a dit Akar. Et d’ajouter : « Nul ne doit douter de nous. »",
            ["Nous aiderons nos voisins", "Nul ne doit douter de nous."],
        ),
        (
            "ru",
            "«Мы поможем всем соседям», — заявил Акар. «Никто не должен сомневаться».",
            ["Мы поможем всем соседям", "Никто не должен сомневаться"],
        ),
        (
            "ru",
            "«Мы поможем соседям, — сказал Акар. — Никто не должен сомневаться».",
            ["Мы поможем соседям", "Никто не должен сомневаться"],
        ),
        (
            "ru",
            "— Мы поможем соседям, — сказал Акар. — Никто не должен сомневаться.",
            ["Мы поможем соседям", "Никто не должен сомневаться."],
        ),
        (
            "tr",
            "Akar, “Komşularımıza her zaman yardım edeceğiz” dedi. “Kimse şüphe etmesin artık” diye ekledi.",
            ["Komşularımıza her zaman yardım edeceğiz", "Kimse şüphe etmesin artık"],
        ),
        (
            "kk",
            "«Біз көршілерге көмектесеміз», – деді Ақар. «Ешкім бізге күмәнданбасын».",
            ["Біз көршілерге көмектесеміз", "Ешкім бізге күмәнданбасын"],
        ),
        (
            "kk",
            "– Біз көршілерге көмектесеміз, – деді Ақар. – Ешкім бізге күмәнданбасын.",
            ["Біз көршілерге көмектесеміз", "Ешкім бізге күмәнданбасын."],
        ),
    ],
)
def test_a_quotation_goes_on_behind_its_speaker(told, language, text, contents):
    assert told(language, text) == [("akar", "quotation", content) for content in contents]


@pytest.mark.parametrize(
    ("language", "text", "first", "second"),
    [
        (
            "en",
            "“We will help our neighbours,” Akar said. “We did not ask for help,” Tokayev added.",
            "We will help our neighbours",
            "We did not ask for help",
        ),
        (
            "fr",
            "« Nous aiderons nos voisins », a dit Akar. « Nous n’avons rien demandé », a ajouté Tokaïev.",
            "Nous aiderons nos voisins",
            "Nous n’avons rien demandé",
        ),
        (
            "ru",
            "«Мы поможем всем соседям», — заявил Акар. «Мы не просили помощи у них», — добавил Токаев.",
            "Мы поможем всем соседям",
            "Мы не просили помощи у них",
        ),
        (
            "tr",
            "Akar, “Komşularımıza her zaman yardım edeceğiz” dedi. Tokayev ise “Biz kimseden yardım istemedik” diye ekledi.",
            "Komşularımıza her zaman yardım edeceğiz",
            "Biz kimseden yardım istemedik",
        ),
        (
            "kk",
            "«Біз көршілерге көмектесеміз», – деді Ақар. «Біз ешкімнен көмек сұраған жоқпыз», – деді Тоқаев.",
            "Біз көршілерге көмектесеміз",
            "Біз ешкімнен көмек сұраған жоқпыз",
        ),
    ],
)
def test_somebody_else_s_quotation_is_his(told, language, text, first, second):
    assert told(language, text) == [("akar", "quotation", first), ("tokayev", "quotation", second)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Akar said: “We will help our neighbours.\n“Nobody should doubt it.\n“The army is ready.”"),
        ("fr", "Akar a déclaré : « Nous aiderons nos voisins.\n« Nul ne doit en douter.\n« L’armée est prête. »"),
        ("ru", "Акар заявил: «Мы поможем соседям.\n«Никто не должен сомневаться.\n«Армия готова»."),
        ("tr", "Akar şöyle dedi: “Komşularımıza yardım edeceğiz.\n“Kimse şüphe etmesin.\n“Ordu hazır.”"),
        ("kk", "Ақар былай деді: «Біз көршілерге көмектесеміз.\n«Ешкім күмәнданбасын.\n«Әскер дайын»."),
    ],
)
def test_a_quotation_that_opens_anew_in_each_paragraph_is_one(told, language, text):
    ((speaker, kind, content),) = told(language, text)
    assert (speaker, kind, content.count("\n")) == ("akar", "quotation", 2)


def test_paragraphs_that_are_nothing_but_quotations_go_on(told):
    text = "“We will help our neighbours,” Akar said on Monday.\n“Nobody should doubt our will.”\n“The army is quite ready,” he went on."
    assert [content for _, _, content in told("en", text)] == [
        "We will help our neighbours",
        "Nobody should doubt our will.",
        "The army is quite ready",
    ]
    assert {speaker for speaker, _, _ in told("en", text)} == {"akar"}


def test_a_paragraph_that_says_more_is_somebody_else_s(told):
    text = "“We will help our neighbours,” Akar said on Monday.\n“Nobody should doubt our will” was written on the wall."
    assert [content for _, _, content in told("en", text)] == ["We will help our neighbours"]


def test_he_is_the_only_person_named_before(told):
    text = "Akar met the press.\n“We will help our neighbours,” he said."
    assert told("en", text) == [("akar", "quotation", "We will help our neighbours")]
    two = "Akar met Tokayev.\n“We will help our neighbours,” he said."
    assert told("en", two) == []
