"""A report as one HTML file: style and charts inside it, no script, no request to anywhere."""

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from dragoman.desk import direction, outside
from dragoman.report.document import Report


def html(report: Report) -> str:
    """The page."""
    env = Environment(
        loader=PackageLoader("dragoman.report", "layouts"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # Vega escapes what it writes as text; a test holds it to that.
    env.filters |= {"outside": outside, "dir": direction, "drawn": Markup}
    return env.get_template("report.html").render(report=report)
