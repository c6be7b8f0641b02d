"""Is this XML well-formed and laid out as ours is: four spaces a level, no tabs, one end of line?

Written here rather than taken from prettier, because that would bring Node and its packages onto
the machine for one check. Attributes that go on to a further line are free.
"""

import re
import sys
from pathlib import Path

from lxml import etree

INDENT = 4


def main(*paths):
    faults = [fault for path in paths for fault in faults_of(Path(path))]
    print("\n".join(faults))
    return bool(faults)


def faults_of(path):
    """Yield one sentence a fault: file, line, what is wrong."""
    text = path.read_text()
    for number, row in enumerate(text.split("\n"), 1):
        if "\t" in row:
            yield f"{path}:{number}: a tab; indent with spaces"
        if row != row.rstrip():
            yield f"{path}:{number}: spaces at the end of the line"
    if not text.endswith("\n") or text.endswith("\n\n"):
        yield f"{path}: must end with one end of line"
    try:
        tree = etree.fromstring(text.encode(), etree.XMLParser(remove_comments=False))
    except etree.XMLSyntaxError as error:
        yield f"{path}:{error.lineno}: not well-formed: {error.msg}"
        return
    yield from _misplaced(path, tree)


def _misplaced(path, tree):
    """Every node that is the first on its line must stand at four spaces times its depth."""
    for node in tree.iterdescendants():
        before = node.getprevious()
        space = (before.tail if before is not None else node.getparent().text) or ""
        if "\n" not in space or _keeps_space(node.getparent()):
            continue
        wanted, found = INDENT * _depth(node), len(re.search(r"[^\n]*$", space)[0])
        if found != wanted:
            what = "comment" if node.tag is etree.Comment else f"<{node.tag}>"
            yield f"{path}:{node.sourceline}: {what} stands at {found} spaces, not {wanted}"


def _depth(node):
    return sum(1 for _ in node.iterancestors())


def _keeps_space(node):
    """Text with mark-up in it, such as a paragraph, is laid out by its writer."""
    parts = [node.text, *(child.tail for child in node)]
    return any(part and part.strip() for part in parts)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
