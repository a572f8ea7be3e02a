import polars as pl

from linkage import explain, normalise

ONE = {"given_name": "สมชาย", "family_name": "ใจดีรักษา", "birth_date": "12/3/2490", "cid": "1101700230708"}


def reasons(**other) -> dict:
    left, right = (normalise(pl.DataFrame([row])) for row in (ONE, ONE | other))
    return {reason.field: reason for reason in explain(left, right)}


def test_reasons_name_the_field_and_how_the_two_stand():
    found = reasons(birth_date="3/12/2490", given_name="สมชัย", cid="1101700230709")

    assert found["birth_date"].code == "DAY_MONTH_SWAPPED"
    assert found["given_name"].code == "ALIKE"
    assert found["cid"].code == "ONE_SLIP"
    assert (found["given_name"].left, found["given_name"].right) == ("สมชาย", "สมชัย")


def test_the_strongest_reason_comes_first():
    weights = [abs(reason.weight) for reason in reasons(birth_date="1/8/2515").values()]

    assert weights == sorted(weights, reverse=True)


def test_another_birth_date_speaks_against():
    assert not reasons(birth_date="1/8/2515", cid=None)["birth_date"].supports
