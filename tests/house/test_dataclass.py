"""The quick `dataclass` does what the standard library's does, and is made much faster."""

import copy
import dataclasses
import inspect
import pickle
import time
from typing import Any

import pytest

from qa_tool.dataclass import dataclass as quick


def _three(make: Any) -> tuple[type, type, type]:
    """The same classes from either maker: with everything, with one field, with none."""

    @make(frozen=True, slots=True)
    class Whole:
        """Made up."""

        name: str
        n: int = 3
        more: list[int] = dataclasses.field(default_factory=list)
        told: str = dataclasses.field(default="", repr=False)

        def __post_init__(self) -> None:
            if self.n < 0:
                raise ValueError("n is below nought")

        @property
        def twice(self) -> int:
            """Something of its own."""
            return self.n * 2

    @make(frozen=True, slots=True)
    class One:
        """Made up."""

        self_: tuple[str, ...]

    @make(frozen=True)
    class Empty:
        """Made up."""

    for made in (Whole, One, Empty):
        made.__qualname__ = made.__name__
    return Whole, One, Empty


PAIRS = list(zip(_three(quick), _three(dataclasses.dataclass), strict=True))
OURS, THEIRS = PAIRS[0]


def _both(work: Any) -> tuple[Any, Any]:
    return work(OURS), work(THEIRS)


@pytest.mark.parametrize(
    "work",
    [
        lambda cls: repr(cls("a", 4, [1])),
        lambda cls: cls("a").twice,
        lambda cls: dataclasses.asdict(cls("a", told="b")),
        lambda cls: dataclasses.astuple(cls(name="a", n=1)),
        lambda cls: [(f.name, f.type, f.repr) for f in dataclasses.fields(cls)],
        lambda cls: repr(dataclasses.replace(cls("a"), n=9)),
        lambda cls: cls.__match_args__,
        lambda cls: cls.__slots__,
        lambda cls: cls("a").more is not cls("a").more,
        lambda cls: hasattr(cls("a"), "__dict__"),
        lambda cls: (cls("a") == cls("a"), cls("a") == cls("b"), cls("a") == "a", cls("a") != cls("a")),
        lambda cls: copy.deepcopy(cls("a", 2, [1])) == cls("a", 2, [1]),
        lambda cls: copy.copy(cls("a", 2)).n,
        lambda cls: list(inspect.signature(cls(*"a").__init__).parameters),
        lambda cls: cls.__init__.__annotations__,
    ],
)  # fmt: skip
def test_it_does_what_the_standard_librarys_does(work: Any) -> None:
    """Words, values, copies, fields and signatures are the same."""
    ours, theirs = _both(work)
    assert ours == theirs


def test_small_classes_are_the_same_too() -> None:
    """One field, whatever it is called, and none."""
    for ours, theirs in PAIRS[1:]:
        words = [("a",)] if ours.__name__ == "One" else []
        assert repr(ours(*words)) == repr(theirs(*words))
        assert hash(ours(*words)) == hash(theirs(*words))
        assert ours(*words) == ours(*words)


def test_equal_things_have_equal_hashes_and_unequal_ones_stay_apart() -> None:
    """They are keys of dictionaries, in the very order of the standard library's hashes."""

    @quick(frozen=True, slots=True)
    class Place:
        """Made up."""

        team: str
        month: int

    found = {Place("a", 1): 1, Place("a", 2): 2}
    assert found[Place("a", 2)] == 2
    assert hash(Place("a", 1)) == hash(("a", 1))


@pytest.mark.parametrize(
    ("work", "error"),
    [
        (lambda cls: cls(), TypeError),
        (lambda cls: cls("a", 1, [], "", 5), TypeError),
        (lambda cls: cls("a", never=1), TypeError),
        (lambda cls: cls("a", -1), ValueError),
        (lambda cls: setattr(cls("a"), "n", 2), dataclasses.FrozenInstanceError),
        (lambda cls: delattr(cls("a"), "n"), dataclasses.FrozenInstanceError),
        (lambda cls: hash(cls("a")), TypeError),  # it holds a list
    ],
)
def test_it_refuses_what_the_standard_librarys_refuses(work: Any, error: type[Exception]) -> None:
    """Wrong words, a check of its own, and every change of what is frozen."""
    for cls in (OURS, THEIRS):
        with pytest.raises(error):
            work(cls)


@quick(frozen=True, slots=True)
class Kept:
    """Made up; a module's own class, so that it can be pickled."""

    name: str
    n: int = 0


def test_it_is_pickled() -> None:
    """What is frozen goes through a pickle whole."""
    assert pickle.loads(pickle.dumps(Kept("a", 4))) == Kept("a", 4)


def test_what_is_out_of_the_ordinary_is_the_standard_librarys() -> None:
    """Order, things that change, and a method of one's own: nothing is lost."""

    @quick(frozen=True, order=True)
    class Ranked:
        """Made up."""

        n: int

    @quick(slots=True)
    class Loose:
        """Made up."""

        n: int = 1

    @quick(frozen=True, slots=True)
    class Own:
        """Made up."""

        n: int

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Own)

        def __hash__(self) -> int:
            return 7

    assert Ranked(1) < Ranked(2)
    loose = Loose()
    loose.n = 5
    assert loose == Loose(5)
    assert Own(1) == Own(2)
    assert hash(Own(1)) == 7


def test_it_is_made_in_a_fraction_of_the_time() -> None:
    """That is what it is there for: a start makes some three hundred of them."""

    def once(make: Any) -> float:
        began = time.process_time()
        for _ in range(60):
            _three(make)
        return time.process_time() - began

    ratios = sorted(once(quick) / once(dataclasses.dataclass) for _ in range(3))
    assert ratios[0] < 0.5
