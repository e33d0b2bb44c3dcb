"""The classes of the package against the description of a document that the JSON output is made from."""

import json

import pytest

import newsgrain
from newsgrain import _core

CLASSES = {
    "blocks": newsgrain.Block,
    "sentences": newsgrain.Sentence,
    "mentions": newsgrain.Mention,
    "entities": newsgrain.Entity,
    "quotes": newsgrain.Quote,
    "target_sentiment": newsgrain.TargetSentiment,
    "quote_sentiment": newsgrain.QuoteSentiment,
}
# Fields that spans have under another name, and one that stands under "agreement" too.
RENAMED = {"begin": "start", "source": "source_range"}
LEFT_OUT = {("blocks", "other_roles")}

TEXT = """The mayor, Ann Hale, said on Monday that the bridge was \"beyond repair\".

\"We will build a new one,\" Hale said. Café owner Björn Dahl called it a bad plan."""


@pytest.fixture(scope="module")
def doc():
    return newsgrain.Pipeline()({"text": TEXT, "language": "en"})


@pytest.mark.parametrize("table", CLASSES)
def test_each_field_is_an_attribute(table):
    for field in _core.shape()[table]:
        if (table, field) in LEFT_OUT:
            continue
        name, _, child = field.partition(".")
        owner = newsgrain.Speaker if child else CLASSES[table]
        attribute = RENAMED.get(child or name, child or name)
        assert hasattr(owner, attribute), f"{owner.__name__} has no {attribute}"


def test_columns_are_what_the_json_says(doc):
    rows = json.loads(doc.to_json())
    for table, fields in _core.shape().items():
        if table in ("agreement", "notes"):
            continue
        columns = doc._core.table(table)
        for row, expected in enumerate(rows[table]):
            for field in fields:
                name, _, child = field.partition(".")
                if (table, field) in LEFT_OUT:
                    continue
                value = expected[name]
                if child:
                    value = value and value[child]
                elif name == "speaker":
                    value = value and True
                found = columns[field][row]
                found = (
                    [list(item) if isinstance(item, tuple) else item for item in found]
                    if isinstance(found, list)
                    else found
                )
                found = list(found) if isinstance(found, tuple) else found
                assert found == value, f"{table}[{row}].{field}"
    assert rows["quotes"] and rows["mentions"]


def test_an_unknown_table_is_a_key_error(doc):
    with pytest.raises(KeyError):
        doc._core.table("nonsense")
