"""Chains of mouths, named, anonymous and collective; whole texts in one mouth."""


def chain(claim):
    return [(link.name, link.kind) for link in claim.chain]


def test_a_paper_citing_its_sources(claims):
    text = "The Economic Times writes, citing its sources, that trained men took part in the unrest."
    (found,) = claims(text)
    assert chain(found) == [("The Economic Times", "outlet"), ("its sources", "anonymous")]
    assert [link.span.text for link in found.chain] == ["The Economic Times", "its sources"]
    assert [link.cue.text for link in found.chain] == ["writes", "citing"]


def test_a_paper_quoting_a_paper_quoting_a_source(claims):
    text = (
        "Some of the troops could stay, the Turkish daily Kuzey Ufuk writes, citing the Russian online paper Vostok Den, "
        "which in turn quotes a source close to the ministry."
    )
    found = claims(text)[0]
    assert [(link.name, link.kind) for link in found.chain][:2] == [("Kuzey Ufuk", "outlet"), ("Vostok Den", "outlet")]
    assert found.chain[2].kind == "anonymous"
    assert found.content.text == "Some of the troops could stay"


def test_what_somebody_says_somebody_else_said(claims):
    found = claims("The Economic Times reported that Akar had promised help.", named={"Akar": "hulusi-akar"})
    assert ["The Economic Times", "Hulusi Akar"] in [[link.name for link in claim.chain] for claim in found]


def test_told_to_a_paper(claims):
    (found,) = claims("“Turkey could not do anything at all,” Tokayev told Reuters.", named={"Tokayev": "tokayev"})
    assert chain(found) == [("Reuters", "outlet"), ("Kassym-Jomart Tokayev", "named")]


def test_a_channel_s_post_is_the_channel_s_claim(claims):
    text = (
        "Город выбирает новое направление. Об этом пишет телеграм-канал «Степной орёл».\n"
        "Границы у стран нет. СМИ сообщали, что учения прошли в мае."
    )
    found = claims(text, "ru")
    (report,) = [claim for claim in found if claim.kind == "report"]
    assert chain(report) == [("Степной орёл", "outlet")]
    assert report.content.text == text
    media = next(claim for claim in found if claim.speaker.name == "СМИ")
    assert chain(media) == [("Степной орёл", "outlet"), ("СМИ", "collective")]


def test_the_outlet_stands_first_where_it_lays_all_in_one_mouth(claims):
    text = "Мост закрыт. Об этом сообщает агентство «Тобол».\nРаботы начнутся весной."
    report = next(claim for claim in claims(text, "ru", outlet="gazeta", outlet_name="Газета") if claim.kind == "report")
    assert [link.name for link in report.chain] == ["Газета", "Тобол"]


def test_this_was_stated_by(claims):
    found = claims("The states should found an army at once. This was stated by retired general Yucel Karauz.")
    assert [(c.speaker.name, c.content.text) for c in found if c.kind == "indirect"] == [
        ("retired general Yucel Karauz", "The states should found an army at once.")
    ]


def test_anonymous_and_collective_sources_stay_what_they_are(claims):
    kinds = {}
    for text in (
        "A senior official said the bridge was closed.",
        "The media reported that the bridge was closed.",
        "Some experts say the bridge is closed.",
        "According to journalists, the bridge is closed.",
    ):
        link = claims(text)[0].speaker
        kinds[link.name] = link.kind
    assert kinds == {"senior official": "anonymous", "media": "collective", "Some experts": "collective", "journalists": "collective"}


def test_an_adviser_is_not_his_president(claims):
    named = {"Erdogan": "erdogan", "Ihsan Sener": "sener", "Russia": "RUS", "Kazakhstan": "KAZ"}
    text = "At a conference, President Erdogan’s chief adviser, Ihsan Sener, bluntly accused Russia of occupying Kazakhstan."
    (found,) = claims(text, named=named)
    assert (found.speaker.id, found.stance, found.content.text) == ("sener", "asserts", "Russia of occupying Kazakhstan")


def test_the_colonel_is_who_was_named_a_colonel(claims):
    text = "Retired colonel Ihsan Sener told a panel that time was short. Akar said help was ready. It can be done, the colonel reckons."
    found = claims(text, named={"Ihsan Sener": "sener", "Akar": "hulusi-akar"})
    assert [claim.speaker.id for claim in found] == ["sener", "hulusi-akar", "sener"]
