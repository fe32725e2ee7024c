"""The structure of a tagged PDF: what each piece of a page is, in reading order, and how it is written."""

from collections.abc import Iterator

KEPT_EMPTY = frozenset({"TH", "TD"})  # a table without its empty cells would be another table


class Element:
    """One piece of the document: a heading, a paragraph, a cell; its kids stand in reading order.

    A kid is another element, a mark (page, number) on a page, or the name of a link on a page.
    """

    __slots__ = ("alt", "attributes", "kids", "number", "parent", "role")

    def __init__(self, role: str, parent: "Element | None" = None, attributes: str = "") -> None:
        self.role, self.parent, self.attributes = role, parent, attributes
        self.alt = ""
        self.number = 0
        self.kids: list[Element | tuple[int, int] | tuple[int, str]] = []
        if parent is not None:
            parent.kids.append(self)

    def add(self, role: str, attributes: str = "") -> "Element":
        """A new piece at its end."""
        return Element(role, self, attributes)

    def empty(self) -> bool:
        """Whether nothing of it stands on any page."""
        if self.role in KEPT_EMPTY:
            return False
        return all(isinstance(kid, Element) and kid.empty() for kid in self.kids)


class Tree:
    """The whole structure, and which piece each mark of each page belongs to."""

    def __init__(self) -> None:
        self.root = Element("Document")
        # By key: the pieces of a page by the numbers of its marks, or the one piece of a link.
        self.owners: list[Element | list[Element]] = []

    def key(self, owner: Element | list[Element]) -> int:
        """The number under which a page or a link finds its pieces."""
        self.owners.append(owner)
        return len(self.owners) - 1


def objects(
    tree: Tree, root: int, pages: list[int], names: dict[str, int], first: int
) -> dict[int, bytes]:
    """The objects of the structure by number; `root` is the one that the catalogue names."""
    pieces = list(_walk(tree.root))
    for number, piece in enumerate(pieces, first + 1):
        piece.number = number
    found = {piece.number: _element(piece, root, pages, names) for piece in pieces}
    nums = " ".join(f"{key} {_owners(owner)}" for key, owner in enumerate(tree.owners))
    found[first] = f"<</Nums[{nums}]>>".encode()
    found[root] = (
        f"<</Type/StructTreeRoot/K {tree.root.number} 0 R/ParentTree {first} 0 R"
        f"/ParentTreeNextKey {len(tree.owners)}>>"
    ).encode()
    return found


def _walk(piece: Element) -> Iterator[Element]:
    """The piece and all below it that stand on a page, in reading order."""
    todo = [piece]
    while todo:
        one = todo.pop()
        yield one
        todo += [kid for kid in reversed(one.kids) if isinstance(kid, Element) and not kid.empty()]


def _owners(owner: Element | list[Element]) -> str:
    if isinstance(owner, Element):
        return f"{owner.number} 0 R"
    return "[" + " ".join(f"{one.number} 0 R" for one in owner) + "]"


def _element(piece: Element, root: int, pages: list[int], names: dict[str, int]) -> bytes:
    parent = piece.parent.number if piece.parent is not None else root
    home = next((kid[0] for kid in piece.kids if not isinstance(kid, Element)), None)
    said = f"<</S/{piece.role}/P {parent} 0 R"
    if home is not None:
        said += f"/Pg {pages[home]} 0 R"
    kids = [said for said in (_kid(kid, home, pages, names) for kid in piece.kids) if said]
    if len(kids) == 1:
        said += f"/K {kids[0]}"
    elif kids:
        said += f"/K[{' '.join(kids)}]"
    if piece.attributes:
        said += f"/A<<{piece.attributes}>>"
    if piece.alt:
        said += f"/Alt <{_hex(piece.alt)}>"
    return (said + ">>").encode()


def _hex(text: str) -> str:
    return (b"\xfe\xff" + text.encode("utf-16-be", errors="replace")).hex()


def _kid(
    kid: Element | tuple[int, int] | tuple[int, str],
    home: int | None,
    pages: list[int],
    names: dict[str, int],
) -> str:
    if isinstance(kid, Element):
        return f"{kid.number} 0 R" if kid.number else ""
    page, mark = kid
    if isinstance(mark, str):
        return f"<</Type/OBJR/Pg {pages[page]} 0 R/Obj {names[mark]} 0 R>>"
    return str(mark) if page == home else f"<</Type/MCR/Pg {pages[page]} 0 R/MCID {mark}>>"
