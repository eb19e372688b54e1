import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory
from django.views.defaults import bad_request, permission_denied

from articles.models import Article
from articles.views import errors
from tests.factories import make_article
from tests.pages.reader import Page

pytestmark = pytest.mark.django_db


def test_a_page_that_does_not_exist(read):
    page = read("/nowhere/")
    assert page.status == 404
    assert page.one("html").attrs == {"lang": "ar", "dir": "rtl"}
    assert page.one("h1").text == "لا توجد صفحة بهذا العنوان"
    assert page.links("الرئيسية")
    assert page.all("input", type="search")
    assert "testserver" not in page.main


def test_a_page_that_does_not_exist_in_english(read):
    page = read("/en/nowhere/")
    assert page.status == 404
    assert page.one("h1").text == "There is no such page"


@pytest.mark.parametrize("number", ["2", "1000000000", "0", "-1", "abc", "٩"])
def test_pages_beyond_a_list(read, number):
    make_article()
    page = read(f"/dates/undated/?page={number}")
    assert page.status == 404
    assert "في هذه القائمة صفحة واحدة" in page.main
    assert page.link("الصفحة الأولى") == "/dates/undated/"
    assert not page.links("الصفحة الأخيرة")


def test_what_fails_answers_in_the_same_dress(monkeypatch):
    def fail(self):
        raise RuntimeError("secret")

    monkeypatch.setattr(type(Article.objects.all()), "published", fail)
    page = Page(Client(raise_request_exception=False).get("/"))
    assert page.status == 500
    assert "حدث خطأ في الخادم" in page.headings
    assert "Something went wrong on the server" in page.headings
    assert page.all("link", rel="stylesheet")
    assert "secret" not in page.html


def test_the_error_page_needs_no_database(rf, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert errors.server_error(rf.get("/")).status_code == 500


def test_no_permission(rf):
    request = rf.get("/")
    page = Page(permission_denied(request, PermissionDenied()))
    assert page.status == 403
    assert page.one("h1").text == "ليس لديك إذن بهذا"


def test_a_request_that_is_not_understood():
    request = RequestFactory().get("/", headers={"host": "elsewhere.example"})
    page = Page(bad_request(request, Exception()))
    assert page.status == 400
    assert "لم يفهم الخادم هذا الطلب" in page.headings
    assert Client().get("/", headers={"host": "elsewhere.example"}).status_code == 400


def test_a_form_that_has_expired():
    page = Page(Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "x", "password": "x"}))
    assert page.status == 403
    assert page.one("h1").text == "انتهت صلاحية النموذج"
