"""kznews.toml is checked whole: every mistake at once, with its line and a suggestion."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest
from pydantic import ValidationError

from kznews.config import Config, Facts, Rules
from kznews.config_file import BadConfig, line_of, load, parse
from pipeline.page import PageRules
from spiders.site import Site

FILE = Path("kznews.toml")


def mistakes(text: str) -> list[tuple[int, str, str]]:
    with pytest.raises(BadConfig) as caught:
        parse(text, FILE)
    return [(one.line, one.key, one.text) for one in caught.value.mistakes]


def test_without_a_file_the_defaults_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert load() == Config()
    assert load().store == Path("store")


def test_the_file_of_the_folder_comes_before_the_one_of_the_user(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, home = tmp_path / "here", tmp_path / "home"
    (home / "kznews").mkdir(parents=True)
    here.mkdir()
    (home / "kznews" / "kznews.toml").write_text('contact = "user@example.org"')
    monkeypatch.chdir(here)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home))
    assert load().contact == "user@example.org"
    (here / "kznews.toml").write_text('contact = "folder@example.org"')
    assert load().contact == "folder@example.org"


def test_a_relative_store_counts_from_the_folder_of_the_file() -> None:
    assert parse('store = "kept"', Path("/srv/news/kznews.toml")).store == Path("/srv/news/kept")
    assert parse('store = "/kept"', Path("/srv/news/kznews.toml")).store == Path("/kept")
    assert parse('store = "~/kept"', Path("/srv/news/kznews.toml")).store == Path.home() / "kept"
    assert parse("", Path("/home/me/.config/kznews/kznews.toml")).store == Path("store")


def test_every_mistake_is_named_at_once_with_its_line() -> None:
    text = """\
stor = "here"
contact = "nobody"
allow = ["127.0.0.1:80", "127.0.0.1"]

[limits]
body_mib = "16"
worker = 3

[sites.rbc]
dellay = 3
timezone = "Mars/Olympus"

[sites.tengrinevs]
on = false

[sites.mine]
home = "https://mine.example/"
"""
    assert mistakes(text) == [
        (1, "stor", 'no such key; did you mean "store"?'),
        (2, "contact", "is neither an e-mail address nor an http or https address"),
        (3, "allow[1]", 'is no HOST:PORT, such as "127.0.0.1:8000"'),
        (6, "limits.body_mib", "should be a whole number, such as 4"),
        (7, "limits.worker", 'no such key; did you mean "workers"?'),
        (10, "sites.rbc.dellay", 'no such key; did you mean "delay"?'),
        (11, "sites.rbc.timezone", 'is no IANA time zone, such as "Asia/Almaty"'),
        (13, "sites.tengrinevs", 'no such site; did you mean "tengrinews"?'),
        (16, "sites.mine.domains", "is missing; a site of your own needs home, domains and languages"),
        (16, "sites.mine.languages", "is missing; a site of your own needs home, domains and languages"),
    ]


@pytest.mark.parametrize(
    ("text", "key", "said"),
    [
        ("[sites.rbc]\nfeeds = ['rss.xml']", "sites.rbc.feeds[0]", "is no http or https address"),
        ("[sites.rbc]\narticle_urls = '('", "sites.rbc.article_urls", "is not a regular expression"),
        ("[sites.rbc]\nschedule = 'now and then'", "sites.rbc.schedule", "neither"),
        ("[sites.rbc]\nrules.prun = []", "sites.rbc.rules.prun", 'did you mean "prune"'),
        ("[sites.'Bad Name']\nhome = 'https://x.example/'", "sites.Bad Name", "a name begins with a letter"),
        ("sites = 3", "sites", "[sites.mine]"),
        ("store = '~nobody-here/x'", "store", "~nobody-here is no home folder"),
        ("store = 5", "store", 'a path in quotes, such as "corpus"'),
        ("contact = 3", "contact", "a text in quotes"),
        ("database = 'mysql://x'", "database", "neither postgresql+psycopg://… nor sqlite:///…"),
        ("database = 'postgresql://x'", "database", "neither postgresql+psycopg://… nor sqlite:///…"),
        ("database = 'x'", "database", "neither postgresql+psycopg://… nor sqlite:///…"),
        ("allow = 'x'", "allow", 'a list, such as ["a", "b"]'),
        ("limits = 3", "limits", "a table"),
        ("[sites.rbc]\non = 'x'", "sites.rbc.on", "true or false"),
        ("[sites.rbc]\ndelay = 'x'", "sites.rbc.delay", "a number, such as 0.5"),
        ("log_level = 'loud'", "log_level", "'debug', 'info', 'warning' or 'error'"),
        ("[sites.rbc]\nrules.body = '//div['", "sites.rbc.rules.body", "is not an XPath expression"),
        ("[sites.rbc]\nrules.prune = ['//div', 'no-such()']", "sites.rbc.rules.prune[1]", "is not an XPath expression"),
        ("[sites.rbc]\ndomains = ['https://www.rbc.ru/']", "sites.rbc.domains[0]", 'such as "example.org"'),
        ("[sites.rbc]\ndomains = ['RBC.ru']", "sites.rbc.domains[0]", "in small letters"),
        ("[sites.rbc]\nlanguages = ['Russian']", "sites.rbc.languages[0]", 'such as "kk"'),
        ("[sites.rbc]\nlistings = ['https://www.rbc.ru/{pg}']", "sites.rbc.listings[0]", '"{page}"'),
        ("[alerts]\nping = 'https://hc.example/key/{name}'", "alerts.ping", '"{site}"'),
        ("[sites.rbc]\narchives = ['https://www.rbc.ru/all']", "sites.rbc.archives[0]", '"{day:%Y/%m/%d}"'),
        ("[sites.rbc]\narchives = ['https://www.rbc.ru/{dy}']", "sites.rbc.archives[0]", '"{day:%Y/%m/%d}"'),
        ("[sites.rbc]\ndomains = ['akorda.kz']", "sites.rbc.domains", "belongs to [sites.akorda]"),
    ],
)
def test_a_mistake_says_what_is_wrong(text: str, key: str, said: str) -> None:
    [(line, named, words), *_] = mistakes(text)
    assert named == key
    assert said in words
    assert line > 0


def test_a_domain_belongs_to_one_site_and_may_be_given_to_another() -> None:
    own = 'home = "https://x.example/"\ndomains = ["x.example", "akorda.kz"]\nlanguages = ["ru"]\n'
    assert mistakes(f"[sites.mine]\n{own}[sites.other]\n{own}") == [
        (3, "sites.mine.domains", '"akorda.kz" belongs to [sites.akorda]; a host belongs to one site'),
        (7, "sites.other.domains", '"x.example" belongs to [sites.mine]; a host belongs to one site'),
        (7, "sites.other.domains", '"akorda.kz" belongs to [sites.akorda]; a host belongs to one site'),
    ]
    moved = parse(f'[sites.akorda]\ndomains = ["akorda.example"]\n[sites.mine]\n{own}', FILE)
    assert moved.all_sites()["mine"].domains == ("x.example", "akorda.kz")


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    (tmp_path / "kznews.toml").write_text('contact = "me@example.org"', "utf-8-sig")
    assert load(tmp_path / "kznews.toml").contact == "me@example.org"


def test_a_file_that_is_not_toml_is_named_with_its_line() -> None:
    [(line, key, said)] = mistakes('store = "x"\ncontact = = 3\n')
    assert (line, key) == (2, "")
    assert "not TOML" in said


def test_a_file_that_cannot_be_read_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe")
    for path in (tmp_path / "none.toml", tmp_path / "bytes.toml"):
        with pytest.raises(BadConfig, match=path.name):
            load(path)


def test_overrides_change_the_facts_that_they_name_and_no_others() -> None:
    config = parse('[sites.rbc]\ndelay = 7.5\n[sites.rbc.rules]\ntitle = "//h1"\n[sites.vz]\non = false', FILE)
    rbc = config.all_sites()["rbc"]
    plain = Config().all_sites()["rbc"]
    assert rbc.delay == 7.5
    assert rbc.rules.title == "//h1"
    assert (rbc.feeds, rbc.rules.body) == (plain.feeds, plain.rules.body)
    assert "vz" in config.all_sites()
    assert "vz" not in config.sites_on()


def test_a_site_of_ones_own_is_known_like_a_built_in_one() -> None:
    text = """\
[sites.mine]
home = "https://mine.example/"
domains = ["mine.example"]
languages = ["ru"]
feeds = ["https://mine.example/rss"]
"""
    site = parse(text, FILE).sites_on()["mine"]
    assert site.feeds == ("https://mine.example/rss",)
    assert site.schedule == "every 30 min"


def test_the_configuration_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Config().contact = "other"


def test_the_keys_of_a_site_and_their_defaults_are_the_facts_of_a_site() -> None:
    stated = {name: field.default for name, field in Facts.model_fields.items() if name != "on"}
    facts = {field.name: field for field in fields(Site) if field.name not in ("name", "verified")}
    assert set(stated) == set(facts)
    optional = set(facts) - {"home", "domains", "languages", "rules"}
    assert {name: stated[name] for name in optional} == {name: facts[name].default for name in optional}
    assert set(Rules.model_fields) == {field.name for field in fields(PageRules)}


def test_the_line_of_a_key_is_found_in_every_spelling() -> None:
    text = 'a = 1\n[x]\n"b" = 2\nc.d = 3\n[ y . "z" ]\ne=[\n 1,\n]\nf = {g = 1}\n'
    expected = {"a": 1, "x": 2, "x.b": 3, "x.c.d": 4, "y.z.e": 6, "y.z.f.g": 9, "nowhere": 0}
    assert {key: line_of(text, key.split(".")) for key in expected} == expected
