"""The engine itself: asks an OpenAI-compatible server, keeps its replies, takes what quotes the sentence."""

import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from dragoman.engines.llm import prompt, replies
from dragoman.engines.llm.cache import Cache
from dragoman.errors import EngineError
from dragoman.records import Answer, Question
from dragoman.settings import LanguageModel
from dragoman.vocab import Codebook

_LOG = logging.getLogger(__name__)


class LanguageModelEngine:
    """One language model behind `records.Engine`. Only sentences that name an actor leave the machine, and only to the given address."""

    def __init__(self, given: LanguageModel, codebook: Codebook, cache: Path) -> None:
        """Nothing is sent yet. Raises EngineError when the extra `llm` is missing."""
        self._given = given
        self._codebook = codebook
        self._system = prompt.system(codebook)
        self._cache = Cache(cache / "llm")
        self._client = _client(given)

    @property
    def name(self) -> str:
        """`llm-` and the model's name."""
        return f"llm-{self._given.model}"

    def read(self, questions: Sequence[Question]) -> list[Answer]:
        """One answer a question, in order. Raises EngineError when the server cannot be used."""
        with ThreadPoolExecutor(max(1, self._given.parallel)) as pool:
            found = list(pool.map(self.reply, questions))
        return [self._answer(question, reply) for question, reply in zip(questions, found, strict=True)]

    def _answer(self, question: Question, reply: str) -> Answer:
        answer, refused = replies.answer(question, reply, self._codebook)
        for reason in refused:
            _LOG.warning("%s: refused: %s, in %r", self.name, reason, question.text[:60])
        return answer

    def reply(self, question: Question) -> str:
        """The model's words on one sentence, from the cache if it was asked before."""
        asked = (self._given.address, self._given.model, self._system, prompt.user(question))
        kept = self._cache.get(*asked)
        if kept is None:
            kept = self._ask(prompt.user(question))
            self._cache.put(kept, *asked)
        return kept

    def _ask(self, words: str) -> str:
        import openai

        try:
            made = self._client.chat.completions.create(
                model=self._given.model,
                messages=[{"role": "system", "content": self._system}, {"role": "user", "content": words}],
                response_format={"type": "json_object"},
                temperature=0,
                seed=0,
            )
        except openai.OpenAIError as error:
            hint = "check the address, the model's name and DRAGOMAN_LLM_KEY; what was answered is kept, so a new run goes on from here"
            raise EngineError(f"the language model at {self._given.address} did not answer: {error}", hint) from error
        return (made.choices[0].message.content or "") if made.choices else ""


def _client(given: LanguageModel) -> Any:
    try:
        import openai
    except ImportError as error:
        raise EngineError("the LLM engine needs the extra `llm`", "pip install 'dragoman[llm]'") from error
    # A local server asks for no key, yet the client wants one; the key in the environment of another service must not be sent.
    return openai.OpenAI(
        base_url=given.address, api_key=given.key or "none", timeout=given.timeout_seconds, max_retries=2, organization="", project=""
    )
