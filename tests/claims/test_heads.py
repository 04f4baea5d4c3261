"""What an engine's token heads add to the rules, and what they may not touch."""

import msgspec

from dragoman.claims.find import find
from dragoman.records import Attribution, cut_span


def marked(text, source, cue, content):
    def spans(words):
        return (cut_span(text, text.index(words), text.index(words) + len(words)),) if words else ()

    return Attribution(source=spans(source), cue=spans(cue), content=spans(content), score=0.9, engine="test")


def frames(reading, text, language, *given):
    found = find(msgspec.structs.replace(reading(text, language), attributions=given))
    parts = [(frame.source, frame.cue, frame.pieces[0]) for frame in found]
    return [tuple(text[slice(*part)] if part else "" for part in one) for one in parts]


def test_heads_speak_where_the_rules_are_silent(reading):
    text = "The envoy hollered that the bridge was gone."
    given = marked(text, "The envoy", "hollered", "that the bridge was gone")
    assert frames(reading, text, "en") == []
    assert frames(reading, text, "en", given) == [("The envoy", "hollered", "that the bridge was gone")]


def test_heads_do_not_change_what_the_rules_say(reading):
    text = "The envoy said that the bridge was gone."
    assert frames(reading, text, "en", marked(text, "envoy", "said", "the bridge")) == frames(reading, text, "en")


def test_heads_complete_a_speaker_in_turkish_and_kazakh(reading):
    text = "Харарелік тігіншілер жалақы төленбегенін айтты."
    given = marked(text, "Харарелік тігіншілер", "айтты", "жалақы төленбегенін")
    assert frames(reading, text, "kk")[0][0] == "Харарелік"
    assert frames(reading, text, "kk", given) == [("Харарелік тігіншілер", "айтты", "жалақы төленбегенін")]


def test_an_attribution_without_words_is_nothing(reading):
    text = "The bridge was gone."
    assert frames(reading, text, "en", marked(text, "", "was", "gone")) == []


def test_the_claim_names_the_engine(attributor, reading):
    text = "Akar hollered that the bridge was gone."
    made = reading(text, "en", {"Akar": "hulusi-akar"})
    given = marked(text, "Akar", "hollered", "that the bridge was gone")
    (found,) = attributor.attribute([msgspec.structs.replace(made, attributions=(given,))])
    assert [(claim.speaker.id, claim.engine) for claim in found.claims] == [("hulusi-akar", "test")]


def test_a_part_of_a_name_is_made_whole(reading):
    text = "The talks were hollered about in a State Department note."
    given = marked(text, "State", "hollered", "The talks")
    assert frames(reading, text, "en", given) == [("State Department", "hollered", "The talks")]


def test_who_stands_in_what_is_told_does_not_tell_it(reading):
    text = "Как слышалось ранее, глава ведомства прибыл в город."
    assert frames(reading, text, "ru", marked(text, "глава ведомства", "слышалось", "глава ведомства прибыл в город")) == []


def test_what_points_back_is_no_cue(reading):
    text = "Об этом в городе шумел гость, стоя на сцене."
    assert frames(reading, text, "ru", marked(text, "гость", "Об этом", "стоя на сцене")) == []


def test_heads_without_a_speaker_are_no_claim(attributor, reading):
    text = "Akar said so. Then came the hollering that the bridge was gone."
    made = reading(text, "en", {"Akar": "hulusi-akar"})
    given = marked(text, "", "hollering", "that the bridge was gone")
    (found,) = attributor.attribute([msgspec.structs.replace(made, attributions=(given,))])
    assert [claim.content.text for claim in found.claims if claim.engine == "test"] == []
