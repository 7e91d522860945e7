"""`sistership lexicon`: general lexicons of this installation, and a check of tables of the vocabulary."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sistership.common.errors import InputError, MissingPartError
from sistership.window.config.data_folder import data_folder

if TYPE_CHECKING:
    from sistership.vocabulary.packs.sources import Source

FOLDER = "lexicon"
SOURCES = "sources"
folder_option = click.option(
    "--data-dir",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of this installation  [default: SISTERSHIP_DATA_DIR, else the platform's data folder]",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.group(epilog="Example: sistership lexicon add concepts.tsv.gz dict-freedict-pol-eng.deb")
def command() -> None:
    """Add, list, remove general lexicons; check tables of the vocabulary."""


def _folder(data_dir: Path | None) -> Path:
    if data_dir is not None:
        os.environ["SISTERSHIP_DATA_DIR"] = str(data_dir.expanduser().resolve())
    folder = data_folder() / FOLDER
    (folder / SOURCES).mkdir(parents=True, exist_ok=True)
    return folder


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise InputError(f"The file cannot be read ({error.strerror})", where=str(file)) from error


@command.command(epilog="Example: sistership lexicon add concepts.tsv.gz en_sense_counts.tsv.gz")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@folder_option
def add(files: tuple[Path, ...], data_dir: Path | None) -> None:
    """Take general lexicons in: they help to compare texts, beside the vocabulary that is shipped.

    FILES are concept tables, counts of English words, dictd dictionaries (.index and .dict.dz, or the Debian
    package) and CC-CEDICT. All are checked before anything is kept.
    """
    from sistership.vocabulary.packs.reading import read_sources

    given = {file.name: _read(file) for file in files}
    read_sources(given)  # a file that cannot be read is told before any is kept
    folder = _folder(data_dir)
    for name, content in given.items():
        _write(folder / SOURCES / name, content)
    _compile(folder)
    _print(folder)


def _write(path: Path, content: bytes) -> None:
    """Write at once or not at all."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.draft")
    try:
        draft.write_bytes(content)
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise InputError(f"The file cannot be written ({error.strerror})", where=str(path)) from error


def _sources(folder: Path) -> list[tuple[str, Source]]:
    from sistership.vocabulary.packs.reading import read_sources

    return read_sources({path.name: path.read_bytes() for path in sorted((folder / SOURCES).iterdir())})


def _compile(folder: Path) -> None:
    """Make the packs of all sources anew: counts bear on every one of them."""
    try:
        from sistership.matching.text.packs import ENDING, compile_pack, pack_bytes
    except ModuleNotFoundError as error:
        raise MissingPartError(
            f"The library {error.name} is not installed",
            next_step="Run: pip install 'sistership[matching]'",
        ) from error
    from sistership.vocabulary.packs.sources import ConceptTable, SenseCounts

    found = _sources(folder)
    counts: dict[str, int] = {}
    for _, source in found:
        if isinstance(source, SenseCounts):
            counts |= source.counts
    kept: set[str] = set()
    for name, source in found:
        if isinstance(source, SenseCounts):
            continue
        length = len(source.rows) if isinstance(source, ConceptTable) else len(source.entries)
        with click.progressbar(length=length, label=f"{name}", show_pos=True) as bar:

            def tell(done: int, _of: int, bar: Any = bar) -> None:
                bar.update(done - bar.pos)

            layer = compile_pack(name, source, counts=counts, progress=tell)
            bar.update(length - bar.pos)
        terms = {language: len(keys) for language, keys in sorted(layer.keys.items())}
        about = {"title": source.title, "licence": source.licence, "entries": length, "keys": terms}
        _write(folder / f"{name}{ENDING}", pack_bytes(layer, about=about))
        kept.add(f"{name}{ENDING}")
    for pack in folder.glob(f"*{ENDING}"):
        if pack.name not in kept:
            pack.unlink()


def _abouts(folder: Path) -> list[Mapping[str, object]]:
    from sistership.matching.text.packs import ENDING, read_about

    return [read_about(path.read_bytes(), file=path.name) for path in sorted(folder.glob(f"*{ENDING}"))]


def _print(folder: Path) -> None:
    from sistership.vocabulary.packs.sources import SenseCounts

    found = _abouts(folder)
    for about in found:
        keys = about["keys"]
        assert isinstance(keys, dict)
        by_language = ", ".join(f"{language} {count:,}" for language, count in keys.items())
        click.echo(f"{about['name']}: {about['title']}; {about['entries']:,} entries; forms: {by_language}")
        click.echo(f"  {about['licence'] or 'The file names no licence.'}")
    for name, source in _sources(folder):
        if isinstance(source, SenseCounts):
            click.echo(f"{name}: {source.title}; {len(source.counts):,} words")
    if not found:
        click.echo("No general lexicon is added; texts are compared by the vocabulary that is shipped.")


@command.command("list", epilog="Example: sistership lexicon list --json")
@folder_option
@json_option
def list_command(data_dir: Path | None, as_json: bool) -> None:
    """Print the lexicons that are added, with their sizes and licences."""
    folder = _folder(data_dir)
    if as_json:
        click.echo(json.dumps(_abouts(folder), ensure_ascii=False, indent=2))
        return
    _print(folder)


@command.command(epilog="Example: sistership lexicon remove freedict-pol-eng")
@click.argument("name")
@folder_option
def remove(name: str, data_dir: Path | None) -> None:
    """Remove the lexicon NAME, as `sistership lexicon list` names it."""
    from sistership.vocabulary.packs.reading import read_sources

    folder = _folder(data_dir)
    paths = sorted((folder / SOURCES).iterdir())
    hit = [path for path in paths if any(name == one for one in _names(path, paths, read_sources))]
    if not hit:
        known = sorted({one for path in paths for one in _names(path, paths, read_sources)})
        raise InputError(
            f"No lexicon is named {name!r}", where="NAME", allowed=", ".join(known) or "none is added"
        )
    for path in hit:
        path.unlink()
    _compile(folder)
    click.echo(f"{name} is removed.")


def _names(path: Path, paths: Iterable[Path], read: object) -> list[str]:
    """How the lexicon in a file is called; articles and their index share a name."""
    plain = path.name
    if plain.endswith((".index", ".dict", ".dict.dz")):
        return [plain.removesuffix(".index").removesuffix(".dz").removesuffix(".dict")]
    assert callable(read)
    return [name for name, _ in read({plain: path.read_bytes()})]


@command.command(epilog="Example: sistership lexicon rebuild")
@folder_option
def rebuild(data_dir: Path | None) -> None:
    """Compile all lexicons that were added anew, as after an upgrade."""
    folder = _folder(data_dir)
    _compile(folder)
    _print(folder)


@command.command(epilog="Example: sistership lexicon check my-words.tsv")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--whole", "is_whole", is_flag=True, help="FILES are all, with every sector among them.")
@json_option
def check(files: tuple[Path, ...], is_whole: bool, as_json: bool) -> None:
    """Check tables of the vocabulary; without FILES, those that are shipped.

    A table that names broader concepts of the shipped ones is checked together with them, unless --whole.
    """
    from sistership.vocabulary.domain_check import problems
    from sistership.vocabulary.domain_concepts import domain_concepts, read_domain

    tables = [(file.name, _read(file).decode("utf-8", "replace")) for file in files]
    own = dict(read_domain(tables)) if tables else dict(domain_concepts())
    domain = own if is_whole or not tables else {**domain_concepts(), **own}
    found = [
        one
        for one in problems(domain, is_whole=is_whole or not tables)
        if not tables or is_whole or one.where.startswith(tuple(f"{file.name}, " for file in files))
    ]
    if as_json:
        rows = [{"where": one.where, "what": one.what, "next_step": one.next_step} for one in found]
        click.echo(json.dumps({"concepts": len(own), "problems": rows}, ensure_ascii=False, indent=2))
    else:
        for one in found:
            click.echo(one.message)
        click.echo(f"{len(own):,} concepts, {len(found)} to mend")
    if found:
        raise SystemExit(1)
