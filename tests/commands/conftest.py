import shutil

import pytest


@pytest.fixture(scope="session")
def empty_archive(tmp_path_factory):
    from tests.own_archive import finish, start

    home = tmp_path_factory.mktemp("empty") / "home"
    status, _out, errors = finish(start(home, "migrate", "--verbosity=0"))
    assert status == 0, errors
    return home


@pytest.fixture
def home(empty_archive, tmp_path):
    return shutil.copytree(empty_archive, tmp_path / "home")
