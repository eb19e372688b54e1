"""The lists of packages are complete: an installation tomorrow is the one that was tested today."""

from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent


def listed(name):
    lines = (line.partition("#")[0].strip() for line in (ROOT / name).read_text(encoding="utf-8").splitlines())
    return [Requirement(line) for line in lines if line and not line.startswith("-r")]


RUNTIME = listed("requirements.txt")
ALL = [*RUNTIME, *listed("requirements-dev.txt")]


@pytest.mark.parametrize("requirement", ALL, ids=str)
def test_every_version_is_exact_and_installed(requirement):
    assert f"=={metadata.version(requirement.name)}" == str(requirement.specifier)


@pytest.mark.parametrize(("requirements", "known"), [(RUNTIME, RUNTIME), (ALL, ALL)], ids=["runtime", "development"])
def test_what_packages_need_is_listed_too(requirements, known):
    names = {canonicalize_name(requirement.name) for requirement in known}
    for requirement in requirements:
        needs = [Requirement(line) for line in metadata.requires(requirement.name) or ()]
        extras = {"", *requirement.extras}
        wanted = {
            canonicalize_name(need.name)
            for need in needs
            if need.marker is None or any(need.marker.evaluate({"extra": extra}) for extra in extras)
        }
        assert wanted <= names, requirement.name
