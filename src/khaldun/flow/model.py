"""How is a language model at an address of the user's asked, and its answer remembered?"""

import json
import time
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from khaldun.coding.coded import Coded
from khaldun.coding.llm.answer import Answer, read_answer, schema
from khaldun.coding.llm.coder import code_by_model
from khaldun.coding.llm.prompt import Prompt
from khaldun.flow.code import code_report
from khaldun.identify import gazetteer, registry
from khaldun.model import KhaldunError, Report
from khaldun.read.fetching import Limits, Request, fetch
from khaldun.store.raw import write_whole

TRIES = 2
SIZE = 2**21  # bytes of an answer
PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """An OpenAI-compatible server: its address up to `/v1`, the model's name there, and the user's key, if it has one.

    Answers that can be used are kept in `cache` by address, model and all that was asked.
    """

    url: str
    model: str
    cache: Path
    key: str | None = None
    seconds: float = 120.0

    def __post_init__(self) -> None:
        if urlsplit(self.url).scheme not in PORTS or not urlsplit(self.url).hostname:
            raise KhaldunError(f"--endpoint {self.url!r} is no address; write it like http://localhost:8000/v1")
        if not self.model.strip():
            raise KhaldunError("--model is empty; name the model as the endpoint does")

    def ask(self, prompt: Prompt) -> Answer | str:
        """The answer, remembered or asked for; in words why there is none that can be used."""
        kept = self.cache / f"{sha256(f'{self.url}|{self.model}|{prompt.key}'.encode()).hexdigest()}.json"
        if kept.exists() and isinstance(known := read_answer(kept.read_text(encoding="utf-8")), Answer):
            return known
        fault = ""
        for _ in range(TRIES):
            told, fault = self._sent(prompt)
            answer = read_answer(told) if told else fault
            if isinstance(answer, Answer):
                self.cache.mkdir(parents=True, exist_ok=True)
                write_whole(kept, told.encode())
                return answer
            fault = answer
        return fault

    def _sent(self, prompt: Prompt) -> tuple[str, str]:
        """What the model wrote, or why nothing came."""
        parts = urlsplit(self.url)
        host = f"{parts.hostname}:{parts.port or PORTS[parts.scheme]}"
        limits = Limits(size=SIZE, seconds=self.seconds, pause=self.seconds, redirects=0, private=frozenset({host}))
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {self.key}"} if self.key else {})
        request = Request(
            url=f"{self.url.rstrip('/')}/chat/completions",
            method="POST",
            headers=headers,
            body=json.dumps(self._body(prompt)).encode(),
        )
        try:
            answer = json.loads(fetch(request, clock=time.monotonic, limits=limits).good().body)
            return str(answer["choices"][0]["message"]["content"]), ""
        except (KhaldunError, ValueError, KeyError, IndexError, TypeError) as fault:
            return "", f"{type(fault).__name__}: {fault}"

    def _body(self, prompt: Prompt) -> dict[str, Any]:
        form = {"name": "events", "strict": True, "schema": schema()}
        said = [{"role": "system", "content": prompt.order}, {"role": "user", "content": prompt.report}]
        return {
            "model": self.model,
            "temperature": 0,
            "seed": 0,
            "messages": said,
            "response_format": {"type": "json_schema", "json_schema": form},
        }


def code_report_by_model(endpoint: Endpoint, report: Report) -> Coded:
    """What the model at the endpoint makes of a report, held against the rules."""
    return code_by_model(
        report,
        ask=endpoint.ask,
        model=endpoint.model,
        rules=code_report(report),
        gazetteer=gazetteer(),
        registry=registry(),
    )
