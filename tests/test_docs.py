"""The documents name every command, option, setting, exit code and module, and no file that is not there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import click
import pytest
from pydantic import BaseModel

from kznews.__main__ import kznews
from kznews.config import Alerts, Archives, Config, Facts, Limits, Rules, Schedule
from kznews.exit_codes import ExitCode
from kznews.group import COMMANDS
from pipeline.body.names import AROUND, TAGS_AROUND
from pipeline.body.reasons import EXPLAINING
from pipeline.dates.verdict import Confidence, Source
from pipeline.drop import Drop
from pipeline.noise.edges import EDGES
from pipeline.noise.labels import ENDINGS, LABELS
from pipeline.noise.lines import FAMILIES, IMPRINT
from storage.entities import State

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"


def commands(group: click.Group, path: str, context: click.Context) -> Iterator[tuple[str, click.Command]]:
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield f"{path} {name}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}", context)


def section(path: Path, heading: str) -> str:
    found = re.search(rf"^#+ `{re.escape(heading)}`$(.*?)(?=^#+ |\Z)", path.read_text("utf-8"), re.M | re.S)
    assert found, f"{path.name} has no section {heading}"
    return found[1]


def test_every_command_and_option_is_in_the_documents() -> None:
    missing = []
    for path, command in commands(kznews, "kznews", click.Context(kznews)):
        text = section(DOCS / "commands.md", path)
        options = [option for option in command.params if isinstance(option, click.Option) and not option.hidden]
        missing += [f"{path} {name}" for option in options for name in option.opts if name not in text]
    assert missing == []


def test_every_command_is_in_the_readme() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    assert [name for name in COMMANDS if f"`kznews {name}" not in text] == []


def test_every_command_that_prints_data_has_json() -> None:
    without = {
        "kznews demo",
        "kznews extract",
        "kznews dedup",
        "kznews pairs",
        "kznews completion",
        "kznews schedule run",
        "kznews schedule cron",
        "kznews schedule systemd",
    }  # lines of JSON anyway, or a script
    missing = [
        path
        for path, command in commands(kznews, "kznews", click.Context(kznews))
        if not isinstance(command, click.Group) and path not in without
        if not any("--json" in parameter.opts for parameter in command.params)
    ]
    assert missing == []


def test_the_list_of_commands_holds_what_is_there() -> None:
    there = {path.stem for path in (ROOT / "kznews" / "commands").glob("*.py")} - {"__init__"}
    assert there == {*COMMANDS}


def test_every_help_begins_with_a_sentence() -> None:
    for path, command in commands(kznews, "kznews", click.Context(kznews)):
        assert re.match(r"[A-Z].*[.,:;]", (command.help or "").strip().split("\n")[0]), path


@pytest.mark.parametrize(
    ("heading", "model"),
    [
        ("limits", Limits),
        ("alerts", Alerts),
        ("schedule", Schedule),
        ("archives", Archives),
        ("sites.NAME", Facts),
        ("sites.NAME.rules", Rules),
    ],
    ids=["limits", "alerts", "schedule", "archives", "sites", "rules"],
)
def test_every_setting_is_in_the_documents(heading: str, model: type[BaseModel]) -> None:
    text = section_of_settings(f"`[{heading}]`")
    assert [
        name
        for name, field in model.model_fields.items()
        if f"| `{name}` |" not in text or str(field.description) not in text
    ] == []


def test_every_setting_of_the_top_is_in_the_documents() -> None:
    text = section_of_settings("Everything")
    assert [
        name
        for name, field in Config.model_fields.items()
        if f"| `{name}` |" not in text or str(field.description) not in text
    ] == []


def test_every_state_reason_rule_and_source_that_explain_names_is_in_the_documents_and_no_other() -> None:
    text = (DOCS / "explain.md").read_text("utf-8")
    drops = {f"| `{one.__name__}` | `{one.state}` | {one.__doc__} |" for one in Drop.__subclasses__()}
    tables = [*LABELS.names, *ENDINGS.names, *FAMILIES.names, *IMPRINT.names, *EDGES]
    rules = {*tables, *AROUND, *TAGS_AROUND.values(), *EXPLAINING}
    assert told(text, "States") == {*State}
    assert {line for line in text.splitlines() if line in drops} == drops
    assert rules - told(text, "What was taken out") == set()
    sources = {one for part in get_args(Source) for one in get_args(part)}
    assert told(text, "Where the day comes from") == {*sources, *get_args(Confidence)}


def told(text: str, heading: str) -> set[str]:
    """Return the words in the first cells of the tables under *heading*."""
    section = text.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return {word for cell in re.findall(r"^\| (`.*?`) \|", section, re.M) for word in re.findall(r"`([\w-]+)`", cell)}


def section_of_settings(heading: str) -> str:
    found = re.search(
        rf"^## {re.escape(heading)}$(.*?)(?=^## |\Z)", (DOCS / "configuration.md").read_text("utf-8"), re.M | re.S
    )
    assert found, heading
    return found[1]


@pytest.mark.parametrize("path", ["README.md", "docs/operations.md"])
def test_every_exit_code_is_in_the_documents(path: str) -> None:
    codes = [int(code) for code in re.findall(r"^\| (\d+) \|", (ROOT / path).read_text("utf-8"), re.M)]
    assert codes == sorted(ExitCode)


DOCUMENTS = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])


@pytest.mark.parametrize("path", DOCUMENTS, ids=[path.relative_to(ROOT).as_posix() for path in DOCUMENTS])
def test_every_link_of_a_document_leads_somewhere(path: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text("utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_the_map_names_no_file_that_is_not_there() -> None:
    text = (DOCS / "map.md").read_text("utf-8")
    named = re.findall(r"`((?:kznews|spiders|pipeline|storage|tests|benchmarks|docs)/[\w/.]*)`", text)
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_map_names_every_module_but_those_of_folders_that_it_tells_as_one() -> None:
    named = set(re.findall(r"[\w/.-]+", " ".join(re.findall(r"`([^`]+)`", (DOCS / "map.md").read_text("utf-8")))))
    names = {one.rpartition("/")[2].removesuffix(".py") for one in named if not one.endswith("/")}
    whole = ("commands", "replica", "sites", "discovery", "middlewares", "migrations")
    modules = [path for package in ("kznews", "spiders", "pipeline", "storage") for path in (ROOT / package).rglob("*.py")]
    told = [path for path in modules if path.stem != "__init__" and not any(one in path.parts for one in whole)]
    assert [str(path.relative_to(ROOT)) for path in told if path.stem not in names] == []


def test_the_first_screen_of_the_readme_has_two_lines_that_set_up_and_go() -> None:
    first_screen = "\n".join((ROOT / "README.md").read_text("utf-8").splitlines()[:24])
    assert re.findall(r"^\./kz (\w+)", first_screen, re.M) == ["demo", "test"]


LOCKS = ["requirements.lock", "requirements-lint.lock"]


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_file_pins_with_hashes_and_names_no_host(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert not re.search(r"://|--index|--find-links|^-f|@ ", text, re.M)
    pins = re.split(r"^(?=\S)", text, flags=re.M)[1:]
    assert [
        pin.split()[0] for pin in pins if not re.match(r"[\w.\[\]-]+==\S+", pin) or "--hash=sha256:" not in pin
    ] == []


def test_the_lock_holds_every_dependency() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    asked = [*project["project"]["dependencies"], *project["dependency-groups"]["test"], "setuptools"]
    pinned = {
        line.split("==")[0] for line in (ROOT / "requirements.lock").read_text("utf-8").splitlines() if "==" in line
    }
    names = [re.match(r"[\w-]+", entry)[0].lower().replace("_", "-") for entry in asked]  # type: ignore[index]
    assert [name for name in names if name not in pinned] == []
