"""How does one say a day, a place, a party or a toll in a few words?"""

from collections.abc import Callable, Iterable

from khaldun.model import Figure, Party, Responsibility, Toll, When, Where

NameOf = Callable[[str], str]

GROUPS = {
    "all": "",
    "civilians": "civilians",
    "state_forces": "state forces",
    "non_state_forces": "non-state forces",
    "attackers": "attackers",
    "other": "others",
    "others": "others than attackers",
    "rest": "others",
}
SINGULAR = {"civilians": "civilian", "attackers": "attacker", "others": "other", "others than attackers": "other"}
HEDGES = {"at_least": "at least {}", "at_most": "at most {}", "fewer_than": "fewer than {}", "about": "about {}"}
SIDES = {"perpetrator": "by", "opponent": "against", "target": "on", "victim": "on", "supporter": "with"}


def when_words(when: When) -> str:
    """The days as precisely as they are known: 17 Sep 2024; 20–31 Jul 2024; Sep 2024; 2015; unknown."""
    start, end = when.start, when.end
    if start is None or end is None:
        return f"unknown (“{when.told}”)" if when.told else "unknown"
    if when.precision == "year" and (start.year, start.month, end.month) == (end.year, 1, 12):
        return str(start.year)
    if when.precision == "month" and (start.year, start.month, start.day) == (end.year, end.month, 1):
        return f"{start:%b %Y}"
    if start == end:
        return f"{start.day} {start:%b %Y}"
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{end.day} {end:%b %Y}"
    first = f"{start.day} {start:%b}" if start.year == end.year else f"{start.day} {start:%b %Y}"
    return f"{first} – {end.day} {end:%b %Y}"


def where_words(where: Where | None) -> str:
    """The place by the name that the gazetteer gives it, else as told, with its country and the sites inside it."""
    if where is None:
        return "not told"
    name = where.name or f"“{where.told}”"
    country = f", {where.country}" if where.country and where.precision != "country" else ""
    sites = f" ({'; '.join(where.sites)})" if where.sites else ""
    return f"{name}{country}{sites}"


def parties_words(parties: Iterable[Party], name_of: NameOf) -> list[str]:
    """A line for each side, most active first: by JNIM; on gendarmes; with Wagner."""
    sides: dict[str, dict[str, str]] = {}
    for party in sorted(parties, key=lambda party: list(SIDES).index(party.role)):
        name = name_of(party.actor) if party.actor else party.told
        stances = sides.setdefault(SIDES[party.role], {})
        if stances.get(name, "reported") == "reported":
            stances[name] = party.stance
    return [f"{side} {', '.join(map(_with_stance, names.items()))}" for side, names in sides.items()]


def _with_stance(named: tuple[str, str]) -> str:
    name, stance = named
    return name if stance == "reported" else f"{name} ({stance})"


def answer_words(answer: Responsibility, name_of: NameOf) -> str:
    """Who is said to be answerable: claimed by JNIM; JNIM accused by the government."""
    name = name_of(answer.actor) if answer.actor else answer.told
    by = f" by {answer.said_by}" if answer.said_by else ""
    return {"claimed": f"claimed by {name}", "denied": f"denied by {name}"}.get(
        answer.stance, f"{name} {answer.stance}{by}"
    )


def count_words(low: int, best: int | None, high: int | None) -> str:
    """An interval of persons: 13; 77 or more; 20 to 30; 20 to 30, best 25."""
    if low == high:
        return f"{low}"
    span = f"{low} or more" if high is None else f"{low} to {high}"
    return span if best is None or (best == low and high is None) else f"{span}, best {best}"


def toll_words(toll: Toll) -> str:
    """One figure as it was given: at least 77 killed; 90 killed, attackers counted in, says ACLED."""
    told = f"“{toll.told}”" if toll.told and toll.best is None else None
    number = HEDGES.get(toll.hedge, "{}").format(_stated(toll)) if told is None else told
    parts = [f"{number} {group_words(toll.outcome, toll.who, number=number)}"]
    parts += [f"{listed(toll.includes)} counted in"] if toll.includes else []
    parts += [f"{listed(toll.excludes)} left out"] if toll.excludes else []
    parts += [f"as of {toll.as_of.day} {toll.as_of:%b %Y}"] if toll.as_of else []
    return ", ".join(parts) + (f", says {toll.said_by}" if toll.said_by else "")


def figure_words(figure: Figure) -> str:
    """One figure of an event: 90 or more killed; 13 attackers killed."""
    number = count_words(figure.low, figure.best, figure.high)
    return f"{number} {group_words(figure.outcome, figure.who, number=number)}"


def group_words(outcome: str, who: str, *, number: str = "") -> str:
    """What happened to whom: killed; attackers killed; one civilian injured where the number is 1."""
    group = GROUPS.get(who, who)
    return f"{SINGULAR.get(group, group) if number == '1' else group} {outcome}".strip()


def listed(words: Iterable[str]) -> str:
    """The words in a row: attackers; attackers and civilians."""
    said = [GROUPS.get(word) or word for word in words]
    return " and ".join(filter(None, (", ".join(said[:-1]), said[-1]))) if said else ""


def _stated(toll: Toll) -> str:
    if toll.hedge == "at_least":
        return str(toll.low)
    if toll.hedge in ("at_most", "fewer_than") and toll.high is not None:
        return str(toll.high + (toll.hedge == "fewer_than"))
    if toll.hedge == "about" and toll.best is not None:
        return str(toll.best)
    return count_words(toll.low, None if toll.low == toll.best else toll.best, toll.high)
