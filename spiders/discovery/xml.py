"""XML from the web: no entities, no network, no depth without end; of a malformed document, the readable part."""

from __future__ import annotations

import re

from lxml import etree

from pipeline.content import gunzipped
from pipeline.document import decode_text

DECLARATION = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w-]+)[\"'][^>]*\?>", re.I)
DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*(\[.*?\]\s*)?>", re.I | re.S)


def tree_of(body: bytes, content_type: str) -> tuple[etree._Element | None, str]:
    """Return the root of an XML *body*, gzipped or not, and what is wrong with it; None when nothing of it can be read."""
    body = gunzipped(body)
    text = DOCTYPE.sub("", _text(body, content_type), count=1).lstrip("\ufeff \r\n\t")
    text = re.sub(r"^<\?xml[^>]*\?>", "", text)
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        return None, f"no XML: {error}"
    if root is None:
        return None, "no XML"
    fault = parser.error_log[0].message if len(parser.error_log) else ""
    return root, fault


def _text(body: bytes, content_type: str) -> str:
    declared = DECLARATION.match(body)
    header = content_type if "charset" in content_type.lower() or not declared else f"x/xml; charset={declared[1].decode()}"
    return decode_text(body, header)


def local(element: etree._Element) -> str:
    """Return the element's name without its namespace, in lower case; empty for comments and the like."""
    return etree.QName(element).localname.lower() if isinstance(element.tag, str) else ""
