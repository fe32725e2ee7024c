"""`dataclass` as the standard library has it, made in a tenth of the time.

Some three hundred frozen dataclasses are made before Home is seen, and the standard library compiles
six functions for each of them: a fifth of the whole start. Here equality, hash, words and guard are
closures over the names of the fields, and `__init__` is compiled when the first object is made. The
fields are the standard library's own, so `fields`, `replace` and `asdict` work; whatever is asked for
besides `frozen` and `slots` is left to the standard library, and so are classes that bring such a
method of their own. Python 3.13 compiles less, but still everything at once.
"""

import dataclasses
from collections.abc import Callable, Mapping
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(cls: type | None = None, /, **wishes: bool) -> Any:
        """The class as a dataclass: `frozen` and `slots` quickly, all else as the standard library."""
        if cls is None:
            return lambda found: _made(found, wishes)
        return _made(cls, wishes)


__all__ = ["dataclass"]

_OURS = {"__init__", "__repr__", "__eq__", "__hash__", "__setattr__", "__delattr__",
         "__getstate__", "__setstate__"}  # fmt: skip
_UNSET: Any = object()
_put = object.__setattr__


def _made(cls: type, wishes: Mapping[str, bool]) -> type:
    if not _usual(cls, wishes):
        return dataclasses.dataclass(**wishes)(cls)
    slots = wishes.get("slots", False)
    made: type = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots)(cls)
    fields = dataclasses.fields(made)
    values = _values(tuple(field.name for field in fields))
    _init_when_used(made, fields)
    _compare(made, values)
    _guard(made, frozenset(field.name for field in fields))
    _keep(made, tuple(field.name for field in fields), values)
    _words(made, tuple(field.name for field in fields if field.repr))
    return made


def _usual(cls: type, wishes: Mapping[str, bool]) -> bool:
    """Frozen, perhaps with slots, and nothing else that is out of the ordinary."""
    if not wishes.get("frozen") or set(wishes) - {"frozen", "slots"} or _OURS & vars(cls).keys():
        return False
    if any(dataclasses.is_dataclass(base) for base in cls.__bases__):
        return False
    kinds = vars(cls).get("__annotations__", {}).values()
    if any(kind is dataclasses.KW_ONLY or isinstance(kind, dataclasses.InitVar) for kind in kinds):
        return False
    marked = [one for one in vars(cls).values() if isinstance(one, dataclasses.Field)]
    return all(
        one.init and one.compare and one.hash is None and one.kw_only is not True for one in marked
    )


def _values(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    """What an object holds, as a tuple."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda self: tuple(getattr(self, name) for name in names)


def _init_when_used(cls: Any, fields: tuple[dataclasses.Field[Any], ...]) -> None:
    """`__init__` is compiled when the first object is made."""

    def first(self: Any, /, *args: Any, **named: Any) -> None:
        cls.__init__ = _compiled(cls, fields)
        cls.__init__(self, *args, **named)

    first.__name__, first.__qualname__ = "__init__", f"{cls.__qualname__}.__init__"
    first.__annotations__ = {field.name: field.type for field in fields} | {"return": None}
    cls.__init__ = first


def _compiled(cls: type, fields: tuple[dataclasses.Field[Any], ...]) -> Callable[..., None]:
    known: dict[str, Any] = {"_put": _put, "_unset": _UNSET}
    asked, lines = ["_self", "/"] if "self" in {f.name for f in fields} else ["self"], []
    self = asked[0]
    for number, field in enumerate(fields):
        name, value = field.name, field.name
        if field.default_factory is not dataclasses.MISSING:
            known[f"_make_{number}"] = field.default_factory
            asked.append(f"{name}=_unset")
            value = f"_make_{number}() if {name} is _unset else {name}"
        elif field.default is not dataclasses.MISSING:
            known[f"_usual_{number}"] = field.default
            asked.append(f"{name}=_usual_{number}")
        else:
            asked.append(name)
        lines.append(f"    _put({self}, {name!r}, {value})")
    if hasattr(cls, "__post_init__"):
        lines.append(f"    {self}.__post_init__()")
    text = f"def __init__({', '.join(asked)}):\n" + ("\n".join(lines) or "    pass")
    exec(text, known)  # noqa: S102  the names of fields, which are Python's own identifiers
    made: Callable[..., None] = known["__init__"]
    made.__qualname__, made.__module__ = f"{cls.__qualname__}.__init__", cls.__module__
    made.__annotations__ = {field.name: field.type for field in fields} | {"return": None}
    return made


def _compare(cls: Any, values: Callable[[Any], tuple[Any, ...]]) -> None:
    def equal(self: Any, other: Any) -> bool:
        return (
            values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented
        )

    def hashed(self: Any) -> int:
        return hash(values(self))

    cls.__eq__, cls.__hash__ = equal, hashed


def _guard(cls: Any, names: frozenset[str]) -> None:
    """Nobody changes what is frozen."""

    def put(self: Any, name: str, value: object) -> None:
        if type(self) is cls or name in names:
            raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")
        super(cls, self).__setattr__(name, value)

    def drop(self: Any, name: str) -> None:
        if type(self) is cls or name in names:
            raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")
        super(cls, self).__delattr__(name)

    cls.__setattr__, cls.__delattr__ = put, drop


def _keep(cls: Any, names: tuple[str, ...], values: Callable[[Any], tuple[Any, ...]]) -> None:
    """Copies and pickles of what nobody may assign to."""
    if "__slots__" not in vars(cls):
        return

    def state(self: Any) -> list[Any]:
        return list(values(self))

    def put_state(self: Any, kept: list[Any]) -> None:
        for name, value in zip(names, kept, strict=True):
            _put(self, name, value)

    cls.__getstate__, cls.__setstate__ = state, put_state


def _words(cls: Any, names: tuple[str, ...]) -> None:
    @recursive_repr()
    def words(self: Any) -> str:
        told = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{self.__class__.__qualname__}({told})"

    cls.__repr__ = words
