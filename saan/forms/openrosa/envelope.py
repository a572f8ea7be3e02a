"""What stands on the outside of a submission, read without building a tree: a document of any size, depth or trickery
costs no more than the bytes it has."""

from dataclasses import dataclass
from xml.parsers import expat

LARGEST = 2 << 20
DEEPEST = 60
MOST_ELEMENTS = 50_000
LONGEST_ID = 255

# Where the ids stand: the namespace is often missing in hand-made forms, and meta is the root's own child.
IDS = {"instanceID": "instance_id", "deprecatedID": "deprecated_id"}


class Flawed(ValueError):
    """The document cannot be taken in. `code` says why (receiving.ERRORS)."""

    def __init__(self, code, /, **facts):
        super().__init__(code)
        self.code, self.facts = code, facts


@dataclass
class Envelope:
    form_code: str = ""
    form_version: str = ""
    instance_id: str = ""
    deprecated_id: str = ""


def read(document):
    """The envelope of this document. Raises Flawed."""
    if len(document) > LARGEST:
        raise Flawed("TOO_LARGE", limit=LARGEST)
    reader = _Reader()
    try:
        reader.parser.Parse(document, True)
    except expat.ExpatError as error:
        raise Flawed("NOT_WHOLE", line=error.lineno, size=len(document)) from error
    except (LookupError, ValueError) as error:
        if isinstance(error, Flawed):
            raise
        raise Flawed("NOT_WHOLE", line=1, size=len(document)) from error
    return reader.finished()


class _Reader:
    def __init__(self):
        self.envelope, self.depth, self.elements = Envelope(), 0, 0
        self.is_in_meta, self.field, self.text = False, "", []
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.EntityDeclHandler = self._refuse

    def finished(self):
        found = self.envelope
        if not found.instance_id:
            raise Flawed("NO_ID")
        if len(found.instance_id) > LONGEST_ID or len(found.deprecated_id) > LONGEST_ID:
            raise Flawed("ID_LONG", longest=LONGEST_ID)
        if not found.form_code:
            raise Flawed("FORM_UNKNOWN", code="")
        return found

    def _start(self, name, attributes):
        self.depth += 1
        self.elements += 1
        if self.depth > DEEPEST or self.elements > MOST_ELEMENTS:
            raise Flawed("TOO_DEEP", depth=DEEPEST, elements=MOST_ELEMENTS)
        if self.depth > 3:
            return
        local = name.rpartition(":")[2]
        if self.depth == 1:
            self._open_root(attributes)
        elif self.depth == 2:
            self.is_in_meta = local == "meta"
        elif self.is_in_meta and local in IDS:
            self.field, self.text = IDS[local], []
            self.parser.CharacterDataHandler = self.text.append

    def _open_root(self, attributes):
        self.envelope.form_code = attributes.get("id", attributes.get("xmlns", ""))
        self.envelope.form_version = attributes.get("version", "")
        self.envelope.instance_id = attributes.get("instanceID", "")

    def _end(self, name):
        if self.depth == 3 and self.field:
            setattr(self.envelope, self.field, "".join(self.text).strip())
            self.field, self.parser.CharacterDataHandler = "", None
        self.depth -= 1

    def _refuse(self, *_):
        raise Flawed("HAS_DTD")
