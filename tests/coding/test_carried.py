"""Do accounts keep their ids when a report is coded anew?"""

from dataclasses import replace

from khaldun.coding.carried import carried
from khaldun.coding.coded import Coded
from khaldun.model import Account, Issue, Statement, span_of

TEXT = "Gunmen attacked Bourem. Soldiers shot two men in Gao. A bomb exploded in Kidal and a bomb exploded in Menaka."


def account(number: int, *words: str, nth: int = 0) -> Account:
    at = [TEXT.index(word, TEXT.index(words[-1]) - 30 if nth else 0) for word in words]
    spans = tuple(span_of(TEXT, start, start + len(word)) for start, word in zip(at, words, strict=True))
    return Account(id=f"r-a{number}", source="s", record="r", type="battles.armed_clash", evidence=spans)


def ids(coded: Coded) -> list[str]:
    return [each.id for each in coded.accounts]


def test_an_account_that_is_found_before_the_others_moves_none_of_their_ids() -> None:
    earlier = [account(1, "shot")]
    coded = Coded(accounts=(account(1, "attacked"), account(2, "shot")))
    assert ids(carried(coded, earlier)) == ["r-a2", "r-a1"]


def test_an_id_that_was_ever_used_is_not_given_to_another_account() -> None:
    earlier = [account(1, "shot"), account(2, "attacked")]
    coded = Coded(accounts=(account(1, "exploded"),))
    assert ids(carried(coded, earlier)) == ["r-a3"]


def test_the_place_of_words_tells_two_accounts_of_the_same_words_apart() -> None:
    first, second = account(1, "exploded"), account(2, "exploded", "Menaka", nth=1)
    swapped = Coded(accounts=(replace(second, id="r-a1"), replace(first, id="r-a2")))
    assert ids(carried(swapped, [first, second])) == ["r-a2", "r-a1"]


def test_statements_and_issues_follow_their_account() -> None:
    coded = Coded(
        accounts=(account(1, "attacked"), account(2, "shot")),
        statements=(Statement(id="r-s1", kind="record", measure="killed", account="r-a2"),),
        issues=(Issue(where="r-a2", what="no day", kind="date"), Issue(where="r", what="long", kind="text")),
    )
    found = carried(coded, [account(1, "shot")])
    assert found.statements[0].account == "r-a1"
    assert [issue.where for issue in found.issues] == ["r-a1", "r"]


def test_the_first_coding_is_left_as_it_is() -> None:
    coded = Coded(accounts=(account(1, "attacked"),))
    assert carried(coded, []) is coded
