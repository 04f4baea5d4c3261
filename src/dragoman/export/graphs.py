"""Networks: states and organisations as nodes, commitments and dyads as dated edges, for Gephi, networkx, igraph."""

from pathlib import Path

import networkx

from dragoman.records import When
from dragoman.store import View


def network(view: View) -> "networkx.MultiDiGraph":
    """Actors and dated edges: commitments (with kind, status, start, end) and dyads (period, cooperation, conflict, net)."""
    graph = networkx.MultiDiGraph(name="dragoman")
    for actor in view.records("actors"):
        graph.add_node(actor.id, label=actor.name, kind=actor.kind, country=actor.country)
    for one in view.records("commitments"):
        attributes = {
            "relation": "commitment",
            "kind": one.kind,
            "status": one.status,
            "match": one.match,
            "record": one.key,
            "contested": one.contested,
            **_dates(one.start or one.signed, one.end),
        }
        for place, left in enumerate(one.parties):
            for right in one.parties[place + 1 :]:
                graph.add_edge(left, right, key=f"{one.key}:{right}", **attributes)
    for dyad in view.records("dyads", "length(period) < 10"):
        cooperation = dyad.verbal_cooperation + dyad.material_cooperation
        conflict = dyad.verbal_conflict + dyad.material_conflict
        graph.add_edge(
            dyad.left,
            dyad.right,
            key=dyad.key,
            relation="dyad",
            kind="interaction",
            start=dyad.period,
            end=dyad.period,
            record=dyad.key,
            cooperation=float(cooperation),
            conflict=float(conflict),
            net=float(dyad.net),
        )
    return graph


def _dates(start: When | None, end: When | None) -> dict[str, str]:
    """Partial ISO dates of an edge; what is not known has no attribute, for an empty date is none."""
    bounds = {"start": start.start if start else None, "end": (end.end or end.start) if end else None}
    return {name: day for name, day in bounds.items() if day}


def write(view: View, out: Path, form: str) -> int:
    """Write the network as gexf or graphml; returns the number of edges."""
    graph = network(view)
    if form == "gexf":
        networkx.write_gexf(graph, out)
    else:
        networkx.write_graphml(graph, out)
    return int(graph.number_of_edges())
