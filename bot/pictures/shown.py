"""What a flow gives to a picture, read from plain values."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flows.views import Json


@dataclass(frozen=True)
class Package:
    """A package: its name, "" when the group gave it none, and its activities."""

    name: str
    activities: tuple[str, ...]


@dataclass(frozen=True)
class Link:
    """How closely two packages work together; `a` and `b` are their places in the list of packages."""

    a: int
    b: int
    intensity: int


@dataclass(frozen=True)
class Shown:
    """All that a picture shows.

    Attributes:
        packages: In order; the first is called A, its first activity 1.
        levels: For the matrix: the level of each activity with each one before it.
        links: For the map: packages that touch.
    """

    packages: tuple[Package, ...]
    levels: tuple[tuple[int | None, ...], ...] = ()
    links: tuple[Link, ...] = ()

    @classmethod
    def read(cls, values: Mapping[str, Json]) -> "Shown":
        """Read what a view returned, also after it was JSON."""
        packages = tuple(
            Package(str(it["name"]), tuple(str(name) for name in _listed(it["activities"])))
            for it in _mappings(values["packages"])
        )
        levels = tuple(tuple(_level(level) for level in _listed(row)) for row in _listed(values.get("levels", [])))
        links = tuple(
            Link(*(int(str(it[name])) for name in ("a", "b", "intensity")))
            for it in _mappings(values.get("between", []))
        )
        return cls(packages, levels, links)

    @property
    def numbered(self) -> tuple[tuple[int, str], ...]:
        """Every activity with its number, in the order of the packages."""
        return tuple(enumerate((name for package in self.packages for name in package.activities), start=1))

    def numbers_of(self, place: int) -> range:
        """Return the numbers of the activities of a package."""
        before = sum(len(package.activities) for package in self.packages[:place])
        return range(before + 1, before + 1 + len(self.packages[place].activities))


def _level(level: Json) -> int | None:
    return None if level is None else int(str(level))


def _listed(values: Json) -> tuple[Json, ...]:
    assert isinstance(values, list | tuple)  # noqa: S101 the views of a picture return it so
    return tuple(values)


def _mappings(values: Json) -> Iterator[Mapping[str, Json]]:
    return (it for it in _listed(values) if isinstance(it, Mapping))
