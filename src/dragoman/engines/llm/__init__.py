"""The LLM engine: a language model at an address of the user's, asked sentence by sentence with the codebook in the prompt."""

from dragoman.engines.llm.engine import LanguageModelEngine

__all__ = ["LanguageModelEngine"]
