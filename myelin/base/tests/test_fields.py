import pytest
from cryptography.fernet import Fernet, InvalidToken

from myelin.base.fields import EncryptedJSONField, EncryptedTextField

CANARY = "a-canary-in-the-diary"


@pytest.fixture(autouse=True)
def key(settings):
    settings.FIELD_KEY = Fernet.generate_key().decode()


@pytest.mark.parametrize("value", [CANARY, "ünï 🙂", "x" * 5_000])
def test_text_comes_back_and_lies_unreadable(value):
    field = EncryptedTextField()
    stored = field.get_prep_value(value)
    assert value not in stored
    assert field.from_db_value(stored, None, None) == value


@pytest.mark.parametrize("value", [{"note": CANARY, "energy": 4}, [1, 2], 0, False, "", CANARY])
def test_values_come_back_and_lie_unreadable(value):
    field = EncryptedJSONField()
    stored = field.get_prep_value(value)
    assert CANARY not in stored
    assert field.from_db_value(stored, None, None) == value


@pytest.mark.parametrize("field", [EncryptedTextField(), EncryptedJSONField()])
def test_nothing_stays_nothing(field):
    assert field.get_prep_value(None) is None
    assert field.from_db_value(None, None, None) is None


def test_the_same_words_never_look_the_same():
    assert EncryptedTextField().get_prep_value(CANARY) != EncryptedTextField().get_prep_value(CANARY)


def test_another_key_reads_nothing(settings):
    stored = EncryptedTextField().get_prep_value(CANARY)
    settings.FIELD_KEY = Fernet.generate_key().decode()
    with pytest.raises(InvalidToken):
        EncryptedTextField().from_db_value(stored, None, None)


@pytest.mark.parametrize("lookup", ["contains", "gt", "in", "startswith"])
def test_it_cannot_be_searched(lookup):
    with pytest.raises(TypeError, match="encrypted"):
        EncryptedTextField().get_lookup(lookup)
