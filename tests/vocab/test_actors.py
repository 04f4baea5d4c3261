"""The lists of actors: nothing twice, no term with two owners unless it says so, no impossible date, a day of checking each."""

import itertools
import re
from collections import Counter, defaultdict

import pytest

from dragoman.records import first_day, last_day
from dragoman.vocab import codebook, files
from dragoman.vocab.grammar import grammar, languages
from dragoman.vocab.names import dated
from dragoman.vocab.names import languages as all_languages
from dragoman.vocab.organisations import bodies, organisations
from dragoman.vocab.persons import persons
from dragoman.vocab.states import states

FIVE = ("en", "ru", "tr", "kk", "fr")


def in_order(start, end):
    """Whether both dates are possible and the period does not end before it starts."""
    days = (first_day(start) if start else None, last_day(end) if end else None)
    return None in days or days[0] <= days[1]


@pytest.mark.parametrize("name", ["states.yaml", "organisations.yaml", "persons.yaml", "languages.yaml"])
def test_files_say_when_they_were_checked(name):
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", str(files.raw(name)["checked"]))


@pytest.mark.parametrize("name", ["leaders.tsv", "bodies.tsv", "mentions/given.tsv", *(f"mentions/{code}.yaml" for code in languages())])
def test_heads_of_files_name_source_and_day(name):
    text = files.text(name)
    assert re.search(r"[Cc]hecked:? '?\d{4}-\d\d-\d\d", text)
    assert re.search(r"Facts from|Source:", text)


def test_every_state_has_names_in_five_languages():
    full = [key for key, state in states().items() if len(key) == 3 and state.code == key]
    assert len(full) > 190
    assert [(key, code) for key in full for code in FIVE if not (code in states()[key].words and states()[key].words[code].names)] == []


def test_neighbours_are_states_and_know_each_other():
    found = states()
    pairs = [(key, other) for key, state in found.items() for other in state.neighbours]
    assert [pair for pair in pairs if pair[1] not in found or pair[0] == pair[1]] == []
    assert [pair for pair in pairs if found[pair[0]].code == pair[0] and pair[0] not in found[pair[1]].neighbours] == []


def test_dates_of_states_are_possible():
    wrong = []
    for key, state in states().items():
        if not in_order(state.start, state.end):
            wrong.append(key)
        for code, words in state.words.items():
            for name in map(dated, (*words.names, *words.capital, *words.seats, *words.people, *words.adjective, *words.abbreviations)):
                if not in_order(name.start, name.end):
                    wrong.append((key, code, name.name))
    assert wrong == []


def test_no_state_name_has_two_owners():
    owners = defaultdict(set)
    for key, state in states().items():
        said = {(item.lang, item.term) for item in state.ambiguous}
        for code, words in state.words.items():
            for name in map(dated, words.names):
                if (code, name.name) not in said and not name.start and not name.end:
                    owners[code, name.name].add(key)
    assert {name: keys for name, keys in owners.items() if len(keys) > 1} == {}


def test_organisations_point_to_what_exists():
    found = organisations()
    codes = set(codebook().nonstate_codes) | set(states()) | {None}
    assert [(key, one.code) for key, one in found.items() if one.code not in codes] == []
    assert [key for key, one in found.items() if one.parent and one.parent not in found] == []
    rows = [(key, row.state) for key, one in found.items() if not isinstance(one.members, str) for row in one.members]
    assert [row for row in rows if row[1] not in states()] == []
    assert [key for key, one in found.items() if set(one.sectors) - set(codebook().sectors)] == []


def test_dates_of_organisations_are_possible():
    wrong = []
    for key, one in organisations().items():
        spans = [(one.founded, one.dissolved)]
        spans += [(row.start, row.end) for row in one.members if not isinstance(one.members, str)] if one.members else []
        spans += [(name.start, name.end) for group in one.names.values() for name in map(dated, (*group.full, *group.abbr))]
        wrong += [(key, span) for span in spans if not in_order(*span)]
    assert wrong == []


def test_no_plain_organisation_name_has_two_owners():
    owners = defaultdict(set)
    for key, one in organisations().items():
        for code, group in one.names.items():
            for name in map(dated, (*group.full, *group.abbr)):
                if not name.ambiguous:
                    owners[code, name.name].add(key)
    assert {name: keys for name, keys in owners.items() if len(keys) > 1} == {}


def test_memberships_do_not_overlap_themselves():
    wrong = []
    for key, one in organisations().items():
        rows = [] if isinstance(one.members, str) else [row for row in one.members if row.kind != "suspended"]
        by_state = defaultdict(list)
        for row in rows:
            by_state[row.state].append((first_day(row.start or "1900"), last_day(row.end or "2999")))
        for state, periods in by_state.items():
            ordered = sorted(periods)
            wrong += [(key, state) for before, after in itertools.pairwise(ordered) if after[0] < before[1]]
    assert wrong == []


def test_offices_are_possible():
    known = set(states()) | set(organisations())
    wrong = [
        (key, office.title)
        for key, person in persons().items()
        for office in person.roles
        if office.of not in known or not in_order(office.start, office.end) or set(office.sectors) - set(codebook().sectors)
    ]
    assert wrong == []


def test_nobody_is_listed_twice():
    names = Counter((code, name) for person in persons().values() for code, forms in person.names.items() for name in set(forms))
    assert [name for name, count in names.items() if count > 1] == []


def test_leaders_and_bodies_are_well_formed():
    rows = files.rows("leaders.tsv")
    assert [name for name, count in Counter(tuple(row.values()) for row in rows).items() if count > 1] == []
    owners = [(key, one.code) for key, one in bodies().items() if one.code not in states() or set(one.sectors) - set(codebook().sectors)]
    assert owners == []
    names = [name for row in files.rows("bodies.tsv") for name in row["names"].split(" / ")]
    assert [name for name, count in Counter(names).items() if count > 1] == []


def test_grammars_are_of_known_languages_and_load():
    assert set(FIVE) <= set(languages()) <= set(all_languages())
    assert [code for code in languages() if grammar(code).language != code] == []
