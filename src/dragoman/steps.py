"""SQL-shaped work as a list of named steps that can be printed, run whole, or run table by table with timings."""

import msgspec


class Step(msgspec.Struct, frozen=True):
    """One table made by one SELECT.

    `name` is the table it makes, `reads` the tables it needs, `sql` the SELECT in DuckDB's dialect,
    `says` one sentence for the reader of the plan.
    """

    name: str
    reads: tuple[str, ...]
    sql: str
    says: str = ""


def plan(steps: tuple[Step, ...], given: frozenset[str]) -> tuple[Step, ...]:
    """Check that every step reads only what is given or made before it, and return the steps unchanged.

    Raises ValueError naming the first step that reads a table which does not exist by then.
    """
    known = set(given)
    for step in steps:
        missing = [table for table in step.reads if table not in known]
        if missing:
            raise ValueError(f"step {step.name} reads {', '.join(missing)} before it is made")
        known.add(step.name)
    return steps
