from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from briefgen.cli import main
from briefgen.facts.records import KINDS, Record, fields, plural
from briefgen.facts.schema import DRAFT, FILE_KINDS, schema_of

PROJECT = Path(__file__).parents[1]
STARTER = PROJECT / "src" / "briefgen" / "intake" / "starter"
FILES = [
    *sorted((PROJECT / "data").rglob("*.yaml")),
    *sorted((PROJECT / "briefs").glob("*/brief.yaml")),
    *sorted(STARTER.rglob("*.yaml")),
]


class CoreLoader(yaml.SafeLoader):
    """Types scalars as YAML 1.2 does, and so as editors do."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 -- as PyYAML has it


CoreLoader.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile(r"[-+]?\d+$"), list("-+0123456789")
)
CoreLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"(true|false)$"), list("tf"))
CoreLoader.add_constructor("tag:yaml.org,2002:int", lambda _, node: int(node.value))

TYPES: dict[str, Any] = {"object": dict, "array": list, "string": str, "boolean": bool}
KNOWN = {
    *("$schema", "title", "description", "type", "properties", "required", "pattern", "enum"),
    *("additionalProperties", "items", "anyOf", "minLength", "minItems", "uniqueItems"),
    *("minimum", "maximum", "minProperties"),
}


def faults(  # noqa: PLR0911 -- one return a keyword
    value: Any,  # noqa: ANN401 -- any YAML
    schema: dict[str, Any],
    at: str = "$",
) -> list[str]:
    """Where a value leaves its schema, for the keywords that ours use; any other is an error."""
    assert not set(schema) - KNOWN
    if "anyOf" in schema and all(faults(value, choice, at) for choice in schema["anyOf"]):
        return [f"{at}: none of the choices"]
    if "enum" in schema and value not in schema["enum"]:
        return [f"{at}: not in the list"]
    kind = schema.get("type")
    if kind == "integer":
        fits = isinstance(value, int) and not isinstance(value, bool)
        in_range = fits and schema["minimum"] <= value <= schema.get("maximum", value)
        return [] if in_range else [f"{at}: no such number"]
    if kind and not isinstance(value, TYPES[kind]):
        return [f"{at}: no {kind}"]
    if kind == "string":
        fits = bool(re.search(schema.get("pattern", ""), value)) and bool(value)
        return [] if fits else [f"{at}: no match"]
    if kind == "array":
        return [
            f for n, item in enumerate(value) for f in faults(item, schema["items"], f"{at}[{n}]")
        ]
    return faults_of_object(value, schema, at) if kind == "object" else []


def faults_of_object(value: dict[str, Any], schema: dict[str, Any], at: str) -> list[str]:
    known, other = schema.get("properties", {}), schema["additionalProperties"]
    found = [f"{at}: no {name}" for name in schema.get("required", ()) if name not in value]
    for key, item in value.items():
        if key not in known and other is False:
            found.append(f"{at}.{key}: unknown")
        else:
            found += faults(item, known.get(key, other), f"{at}.{key}")
    return found


def loaded(text: str) -> Any:  # noqa: ANN401 -- any YAML
    return yaml.load(text, CoreLoader)  # noqa: S506 -- a safe loader


def kind_of(path: Path) -> str:
    return "readings" if path.parent.name == "readings" else path.stem


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PROJECT)))
def test_every_shipped_file_fits_its_schema(path: Path) -> None:
    assert faults(loaded(path.read_text("utf-8")), schema_of(kind_of(path))) == []


@pytest.mark.parametrize(
    ("kind", "entry", "fault"),
    [
        ("releases", "{id: a, people: 2x}", "$[0].people: none of the choices"),
        ("releases", "{id: a, people: '>1000'}", "$[0].people: none of the choices"),
        ("releases", "{id: a, freed: 2025-9-11}", "$[0].freed: none of the choices"),
        ("releases", "{id: a, stage: done}", "$[0].stage: none of the choices"),
        ("releases", "{id: a, poeple: 2}", "$[0].poeple: unknown"),
        ("releases", "{id: a, because: {poeple: x}}", "$[0].because.poeple: unknown"),
        ("releases", "{people: 2}", "$[0]: no id"),
        ("releases", "{id: A b}", "$[0].id: no match"),
        ("terms", "{id: a, facet: label, en: 5, fr: b}", "$[0].en: no string"),
        ("readings", "{at: 1a, voice: article, anchor: x, says: {}}", "$[0].at: no match"),
        (
            "readings",
            "{at: 001.1a, voice: article, anchor: x, says: {a: {poeple: 2}}}",
            "$[0].says.a.poeple: unknown",
        ),
    ],
)
def test_a_slip_leaves_the_schema(kind: str, entry: str, fault: str) -> None:
    assert faults(loaded(f"- {entry}"), schema_of(kind)) == [fault]


@pytest.mark.parametrize(
    "value", ["52", "about 1265", "over 1000", "at least 1", "40..45", "some", "not_stated"]
)
def test_every_form_of_a_quantity_fits(value: str) -> None:
    assert faults(loaded(f"- {{id: a, people: {value}}}"), schema_of("releases")) == []


@pytest.mark.parametrize(
    "value", ["2025", "2025-09", "2025-09-11", "2024-36~", "../2025-12-13", "2006/..", "disputed"]
)
def test_every_form_of_a_date_fits(value: str) -> None:
    assert faults(loaded(f"- {{id: a, freed: {value}}}"), schema_of("releases")) == []


@pytest.mark.parametrize("kind", KINDS, ids=plural)
def test_every_field_is_described(kind: type[Record]) -> None:
    schema = schema_of(plural(kind))
    properties = schema["items"]["properties"]
    assert schema["$schema"] == DRAFT
    assert list(properties) == list(fields(kind))
    assert all(
        properties[name]["description"].startswith(field.doc)
        for name, field in fields(kind).items()
    )


def test_the_command_writes_a_schema_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["schema", "--out", str(tmp_path / "schemas")]) == 0
    written = {path.name: json.loads(path.read_text("utf-8")) for path in tmp_path.rglob("*.json")}
    assert written == {f"{kind}.schema.json": schema_of(kind) for kind in FILE_KINDS}
    assert capsys.readouterr().out.count("wrote   ") == len(FILE_KINDS)


def test_a_file_is_no_folder_to_write_to(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "notes"
    file.write_text("mine")
    assert main(["schema", "--out", str(file)]) == 2
    assert capsys.readouterr() == ("", f"{file}: cannot be written as a folder: File exists\n")
    assert file.read_text() == "mine"


def test_the_command_prints_one_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "links"]) == 0
    assert json.loads(capsys.readouterr().out) == schema_of("links")


@pytest.mark.parametrize("arguments", [[], ["lnks"]])
def test_the_command_names_the_kinds_when_used_wrongly(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["schema", *arguments]) == 2
    assert capsys.readouterr().err == (
        "name a kind, or give --out DIR; the kinds are sources, persons, bodies, terms, reasons,"
        " releases, parts, sanctions, links, contacts, estimates, statements, unknowns, bounds,"
        " readings, brief\n"
    )
