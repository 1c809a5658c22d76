"""Which actors of the registry do an annotation's words stand for?"""

from dataclasses import replace

from corpora.gold import Alternatives, Annotated, GoldAccount
from khaldun.model import Registry


def with_actors(text: Annotated, registry: Registry) -> Annotated:
    """The annotation with the ids of the actors that the registry knows by its words, at that time and place."""
    return replace(text, accounts=tuple(_account(each, text, registry) for each in text.accounts))


def _account(account: GoldAccount, text: Annotated, registry: Registry) -> GoldAccount:
    def known(words: Alternatives) -> Alternatives:
        found = (
            registry.resolve(
                each,
                on=account.when.start or text.report.published,
                countries=account.countries,
                language=text.report.language or "en",
            ).actor
            for each in words
        )
        return tuple(dict.fromkeys([*words, *(actor.id for actor in found if actor is not None)]))

    return replace(
        account,
        perpetrators=tuple(map(known, account.perpetrators)),
        also_perpetrators=tuple(map(known, account.also_perpetrators)),
        responsibility=tuple(replace(each, actor=known(each.actor)) for each in account.responsibility),
    )
