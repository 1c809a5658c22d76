"""How does a language model come to code a report? It is asked at an address that the user gives."""

from functools import partial

from khaldun.flow.code import Coder
from khaldun.flow.coders.wish import CoderKind, Wish
from khaldun.flow.model import Endpoint, code_report_by_model
from khaldun.model import KhaldunError


def make(wish: Wish) -> Coder:
    """The model at the endpoint, held against the rules."""
    if not wish.endpoint or not wish.model or wish.cache is None:
        raise KhaldunError("--coder llm needs --endpoint URL and --model NAME; nothing is sent anywhere without them")
    endpoint = Endpoint(url=wish.endpoint, model=wish.model, key=wish.key, cache=wish.cache)
    return partial(code_report_by_model, endpoint)


CODER = CoderKind(name="llm", title="a language model, held against the rules", make=make)
