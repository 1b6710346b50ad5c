"""XML without surprises: no entities of its own, nothing fetched, no tree beyond libxml2's own bounds."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from tidings.errors import UnreadableBytes

Element = etree._Element


def refuse_entities(raw: bytes) -> None:
    """Raise UnreadableBytes with reason "entities" for XML that defines entities.

    They are how a file asks for other files, or grows to a thousand times its size; feeds and Office files have none.
    """
    if b"<!ENTITY" in raw.replace(b"\0", b""):  # without NUL bytes UTF-16 reads as ASCII
        raise UnreadableBytes("The XML defines entities of its own. It was not read.", reason="entities")


def tree(raw: bytes) -> Element:
    """Return the root element, mended where the XML is not well-formed; raises InputError where there is none."""
    refuse_entities(raw)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True, remove_pis=True,
        remove_comments=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError) as why:
        raise UnreadableBytes(f"Not XML: {why}. Get the file anew.", reason="damaged") from why
    if root is None:
        raise UnreadableBytes("Not XML: no element is found. Get the file anew.", reason="damaged")
    return root


def local(element: Element) -> str:
    """The element's name without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: Element, name: str) -> Iterator[Element]:
    """Yield the children of that name, whatever their namespace."""
    return (one for one in element if local(one) == name)


def child(element: Element, name: str) -> Element | None:
    """The first child of that name, or None."""
    return next(children(element, name), None)


def words(element: Element | None) -> str | None:
    """All text in the element on one line, or None."""
    return None if element is None else " ".join("".join(map(str, element.itertext())).split()) or None
