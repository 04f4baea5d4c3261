"""The explorer: server-drawn pages over a View, each with its own address and a JSON twin; no outside request, no script of ours."""

from dragoman.web.server import Place, app, serve

__all__ = ["Place", "app", "serve"]
