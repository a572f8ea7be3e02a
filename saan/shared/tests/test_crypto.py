import pytest
from django.conf import settings

from saan.runtime.secrets import Secrets
from saan.shared.crypto import SealBroken, blind_index, seal, unseal, unseal_bytes


@pytest.fixture
def secrets(monkeypatch):
    def use(**keys):
        made = Secrets("django", b"i" * 32, {int(name[1:]): key for name, key in keys.items()})
        monkeypatch.setattr(settings, "SECRETS", made)

    use(k1=b"1" * 32)
    return use


def test_what_is_sealed_opens_again(secrets):
    assert unseal(seal("1100000000007", "person.cid"), "person.cid") == "1100000000007"
    assert unseal_bytes(seal(b"\x00\xff", "file"), "file") == b"\x00\xff"
    assert unseal(seal("", "person.cid"), "person.cid") == ""


def test_nothing_stays_nothing(secrets):
    assert seal(None, "person.cid") is None
    assert unseal(None, "person.cid") is None
    assert blind_index(None) is None
    assert blind_index("") is None


def test_equal_values_look_different_sealed_and_equal_in_the_index(secrets):
    assert seal("1100000000007", "person.cid") != seal("1100000000007", "person.cid")
    assert blind_index("1100000000007") == blind_index("1100000000007")
    assert b"1100000000007" not in blind_index("1100000000007")


def test_a_value_moved_to_another_column_does_not_open(secrets):
    with pytest.raises(SealBroken):
        unseal(seal("1100000000007", "person.cid"), "record.cid")


def test_any_altered_byte_breaks_the_seal(secrets):
    sealed = seal("1100000000007", "person.cid")

    for place in range(len(sealed)):
        altered = bytearray(sealed)
        altered[place] ^= 1
        with pytest.raises(SealBroken):
            unseal(bytes(altered), "person.cid")


@pytest.mark.parametrize("broken", [b"", b"\x01", b"\x01\x00\x00\x00\x01", b"\x02" + b"\x00" * 60, b"1100000000007"])
def test_what_was_never_sealed_does_not_open(secrets, broken):
    with pytest.raises(SealBroken):
        unseal(broken, "person.cid")


def test_a_new_key_seals_and_the_old_one_still_opens(secrets):
    old = seal("1100000000007", "person.cid")

    secrets(k1=b"1" * 32, k2=b"2" * 32)

    assert unseal(old, "person.cid") == "1100000000007"
    assert seal("1100000000007", "person.cid")[1:5] == b"\x00\x00\x00\x02"


def test_a_value_whose_key_is_gone_says_so(secrets):
    old = seal("1100000000007", "person.cid")

    secrets(k2=b"2" * 32)

    with pytest.raises(SealBroken):
        unseal(old, "person.cid")
