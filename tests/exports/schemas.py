"""The published schemas: see schemas/README.md. Without the package that reads them a test is skipped."""

import json
from pathlib import Path

import pytest

SCHEMAS = Path(__file__).with_name("schemas")
_WHY = "reads a published schema; `make cov` installs it"


def expect_json(text: str, schema: str) -> None:
    """Raise unless the JSON text is valid under the schema of this name."""
    jsonschema = pytest.importorskip("jsonschema", reason=f"jsonschema {_WHY}")
    content = json.loads((SCHEMAS / f"{schema}.json").read_text(encoding="utf-8"))
    kind = jsonschema.validators.validator_for(content)
    kind.check_schema(content)
    kind(content).validate(json.loads(text))


def expect_xml(text: bytes, schema: str) -> None:
    """Raise unless the XML text is valid under the schema of this name."""
    xmlschema = pytest.importorskip("xmlschema", reason=f"xmlschema {_WHY}")
    xmlschema.XMLSchema(str(SCHEMAS / f"{schema}.xsd")).validate(text.decode())
