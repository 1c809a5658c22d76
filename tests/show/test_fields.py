"""Is every public field told in every language, and does the page of fields tell what the registry holds?"""

import re
from pathlib import Path
from typing import get_args

import pytest

from khaldun.model import KhaldunError
from khaldun.show.fields import Column, Field, Kind, Noun, crosswalk, field_of, fields
from khaldun.store.schema import TABLES

PAGE = Path(__file__).parents[2] / "docs" / "fields.md"
NOUNS: tuple[Noun, ...] = get_args(Noun)
HEADINGS = {
    "event": "Events",
    "account": "Accounts",
    "party": "Parties",
    "figure": "Figures",
    "source": "Sources",
}
TABLE_OF = {
    "event": "events",
    "account": "accounts",
    "party": "event_parties",
    "figure": "figures",
    "source": "sources",
}
MADE = {"perpetrators", "opponents", "targets", "victims", "supporters", "actors", "status", "event_id"}
ACLED = re.findall(
    r"\w+",
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 "
    "actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location "
    "latitude longitude geo_precision source source_scale notes fatalities tags timestamp",
)
UCDP = re.findall(
    r"\w+",
    "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name "
    "dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b "
    "number_of_sources source_article source_office source_date source_headline source_original where_prec "
    "where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id "
    "region event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high "
    "low gwnoa gwnob",
)


@pytest.mark.parametrize("noun", NOUNS)
def test_every_field_has_label_definition_and_absence_in_english_and_french(noun: Noun) -> None:
    for field in fields(noun):
        assert field.type in get_args(Kind)
        told = [field.label, field.definition, field.absent] if field.absent else [field.label, field.definition]
        assert all(set(each) == {"en", "fr"} and all(map(str.strip, each.values())) for each in told), field.name
        assert field.definition["en"] != field.definition["fr"]


@pytest.mark.parametrize("noun", NOUNS)
def test_a_noun_has_a_field_once_and_its_table_has_the_column(noun: Noun) -> None:
    names = [field.name for field in fields(noun)]
    assert len(set(names)) == len(names)
    assert set(names) - set(TABLES[TABLE_OF[noun]].names) - MADE == set()


def test_equivalents_are_columns_of_the_datasets() -> None:
    for noun in NOUNS:
        assert {column.name for column in crosswalk(noun, "acled").values()} <= set(ACLED)
        assert {column.name for column in crosswalk(noun, "ucdp").values()} <= set(UCDP)
    assert crosswalk("event", "acled")["start"] == Column(name="event_date", same=False)
    assert crosswalk("event", "ucdp")["killed_best"] == Column(name="best")


def test_no_two_fields_of_an_event_share_a_tag() -> None:
    for noun in ("event", "account"):
        tags = [field.hxl for field in fields(noun) if field.hxl]
        assert len(set(tags)) == len(tags)
        assert all(re.fullmatch(r"#[a-z]+[a-z0-9]*(\+[a-z0-9_]+)*", tag) for tag in tags)


def test_an_unknown_field_is_misuse_with_its_cure() -> None:
    assert field_of("event", "killed_best").unit == "persons"
    with pytest.raises(KhaldunError, match="there are: event_id"):
        field_of("event", "fatalities")


def cells(field: Field, noun: Noun) -> list[str]:
    others = (field.columns.get("acled"), field.columns.get("ucdp"))
    told = ["" if one is None else f"`{one.name}`" + ("" if one.same else " ~") for one in others]
    absent = field.absent.get("en", "never")
    kind = field.type + (f", {field.unit}" if field.unit else "")
    tag = f"`{field.hxl}`" if field.hxl and noun in ("event", "account") else ""
    return [f"`{field.name}`", kind, field.label["fr"], field.definition["en"], absent, *told, tag]


@pytest.mark.parametrize("noun", NOUNS)
def test_the_page_of_fields_shows_the_registry(noun: Noun) -> None:
    page = PAGE.read_text(encoding="utf-8")
    part = page.split(f"\n## {HEADINGS[noun]}\n")[1].split("\n## ")[0]
    rows = [line.strip().strip("|").split(" | ") for line in part.splitlines() if line.startswith("| `")]
    shown = [[cell.strip() for cell in row] for row in rows]
    assert shown == [cells(field, noun) for field in fields(noun)]
