import base64

import pytest
from django.contrib.contenttypes.models import ContentType
from hypothesis import given
from hypothesis import strategies as st

from saan.shared import paging

pytestmark = pytest.mark.django_db

ORDERS = [("pk",), ("-pk",), ("app_label", "pk"), ("-app_label", "model", "-pk")]


def walked(queryset, size, **how):
    pages, page = [], paging.page_of(queryset, None, size, **how)
    while page.rows:
        pages.append(page)
        if not page.next:
            break
        page = paging.page_of(queryset, page.next, size, **how)
    return pages


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("size", [1, 7, 1000])
def test_pages_show_every_row_once_in_order(order, size):
    queryset = ContentType.objects.order_by(*order)

    rows = [row for page in walked(queryset, size) for row in page.rows]

    assert rows == list(queryset)


@pytest.mark.parametrize("how", [{"ids_first": True}, {"is_ahead": True}])
@pytest.mark.parametrize("order", ORDERS)
def test_however_they_are_found_the_pages_are_the_same(order, how):
    queryset = ContentType.objects.order_by(*order)

    assert walked(queryset, 7, **how) == walked(queryset, 7)
    last = walked(queryset, 7)[-1]
    assert paging.page_of(queryset, last.previous, 7, **how) == paging.page_of(queryset, last.previous, 7)


@pytest.mark.parametrize("order", ORDERS)
def test_going_back_shows_the_page_before(order):
    queryset = ContentType.objects.order_by(*order)
    first, second, third = walked(queryset, 5)[:3]

    assert paging.page_of(queryset, third.previous, 5).rows == second.rows
    assert paging.page_of(queryset, second.previous, 5).rows == first.rows
    assert paging.page_of(queryset, second.previous, 5).previous == ""


def test_a_page_costs_one_query(django_assert_num_queries):
    queryset = ContentType.objects.order_by("app_label", "pk")
    cursor = paging.page_of(queryset, None, 5).next

    with django_assert_num_queries(1):
        paging.page_of(queryset, cursor, 5)


def test_an_empty_list_has_one_empty_page():
    assert paging.page_of(ContentType.objects.none().order_by("pk"), None) == paging.Page()


def test_a_list_without_a_unique_order_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="order_by"):
        paging.page_of(ContentType.objects.order_by("?").order_by(), None)


def cursor_of(text):
    return base64.urlsafe_b64encode(text.encode()).decode()


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "x",
        "ไทย",
        "A" * 5000,
        *map(
            cursor_of,
            [
                "[]",
                '["f"]',
                '["z", "a", 1]',
                '["f", "a", null]',
                '["f", "a\\u0000", 1]',
                '["f", {"a": 1}, 1]',
                '["f", "a", 99999999999999999999999]',
                '["f", "a", "DROP TABLE"]',
                '["f", "a", 1, 2]',
                "[" * 900,
            ],
        ),
    ],
)
def test_a_cursor_that_is_not_ours_shows_the_first_page(cursor):
    queryset = ContentType.objects.order_by("app_label", "pk")

    assert paging.page_of(queryset, cursor, 5) == paging.page_of(queryset, None, 5)


@given(
    st.text(max_size=60), st.lists(st.one_of(st.integers(), st.floats(), st.text(max_size=5), st.none()), max_size=3)
)
def test_no_cursor_breaks_a_page(noise, values):
    queryset = ContentType.objects.order_by("app_label", "pk")
    forged = cursor_of(f'["f",{",".join(repr(value) for value in values)}]')

    assert paging.page_of(queryset, noise, 5).rows
    assert paging.page_of(queryset, forged, 5).rows
