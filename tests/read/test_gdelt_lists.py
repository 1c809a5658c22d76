"""Are GDELT's lists read, and files that are not what they promise found out?"""

import hashlib

from khaldun.model import Issue
from khaldun.read.gdelt_lists import Listed, listed_exports

DATA = b"rows"
MD5 = hashlib.md5(DATA, usedforsecurity=False).hexdigest()
LIST = f"""4 {MD5} http://example.org/20191024143000.export.CSV.zip
99 {MD5} http://example.org/20191024143000.mentions.CSV.zip
99 {MD5} http://example.org/20191024143000.gkg.csv.zip

no line of a list
"""


def test_a_list_names_its_export_files_and_its_broken_lines() -> None:
    export, broken = listed_exports(LIST, where="lastupdate.txt")
    assert export == Listed(url="http://example.org/20191024143000.export.CSV.zip", size=4, md5=MD5)
    assert isinstance(broken, Issue)
    assert broken.where == "lastupdate.txt, line 5"


def test_a_file_is_held_against_its_size_and_sum() -> None:
    listed = Listed(url="x", size=4, md5=MD5)
    short, other = listed.fault(b"row"), listed.fault(b"swor")
    assert listed.fault(DATA) is None
    assert short is not None
    assert short.what == "3 bytes came, the list says 4"
    assert other is not None
    assert other.what == "the bytes have another MD5 than the list says"
