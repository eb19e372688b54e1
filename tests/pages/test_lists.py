"""Addresses with parameters, as pages write them."""

from django.http import QueryDict
from django.utils.encoding import iri_to_uri
from hypothesis import given
from hypothesis import strategies as st

from articles.addresses import with_query


def test_arabic_stands_for_itself():
    assert with_query("/search/", QueryDict("q=سفينة القمح&page=2")) == "/search/?q=سفينة+القمح&page=2"
    assert with_query("/search/", QueryDict("")) == "/search/"


@given(st.dictionaries(st.text(max_size=4), st.text(), min_size=1))
def test_every_value_arrives_as_it_was(values):
    asked = QueryDict(mutable=True)
    asked.update({name: value.encode(errors="replace").decode() for name, value in values.items()})
    address = iri_to_uri(with_query("/", asked))
    assert address.isascii()
    assert QueryDict(address.removeprefix("/?")) == asked
