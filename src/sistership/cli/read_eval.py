"""`sistership read --eval`: read documents and judge the drafts against the files beside them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sistership.common.errors import InputError, SistershipError

if TYPE_CHECKING:
    from sistership.formats.documents import DocumentText
    from sistership.reading.evaluation import Judgement, Score
    from sistership.reading.golden import Golden

DOCUMENTS = (".txt", ".html", ".htm", ".pdf", ".docx")
EXPECTED = ".json"


@dataclass(frozen=True, slots=True)
class Evaluated:
    """One document with its language as the golden says (else the reader), and how it was judged."""

    path: Path
    language: str
    judgement: Judgement


def evaluation_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add --eval and --verbose to a command, as `eval_folder` and `is_verbose`."""
    command = click.option(
        "--verbose", "is_verbose", is_flag=True, help="With --eval: also list what was missed and invented."
    )(command)
    return click.option(
        "--eval",
        "eval_folder",
        metavar="DIR",
        type=click.Path(path_type=Path),
        help="Judge the reader on the documents of a folder, each with NAME.json beside it.",
    )(command)


def run(folder: Path, *, as_json: bool, is_verbose: bool) -> bool:
    """Print how well the documents of a folder are read; whether every pair of files could be used."""
    try:
        evaluated, problems = evaluate_folder(folder)
    except InputError as error:
        click.echo(f"sistership: {error.message}", err=True)
        return False
    for problem in problems:
        click.echo(f"sistership: {problem}", err=True)
    if as_json:
        click.echo(json.dumps(as_plain(evaluated, is_verbose=is_verbose), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(described(evaluated, is_verbose=is_verbose)))
    return not problems


def evaluate_folder(folder: Path) -> tuple[list[Evaluated], list[str]]:
    """Judge all documents below a folder, and say which files have no partner or cannot be used.

    Raises InputError where there is nothing to judge.
    """
    if not folder.is_dir():
        raise InputError(
            "There is no such folder", where=str(folder), next_step="Give the folder that holds the documents"
        )
    documents = sorted(path for path in folder.rglob("*") if path.suffix.lower() in DOCUMENTS)
    if not documents:
        raise InputError(
            "No document stands in the folder",
            where=str(folder),
            allowed=f"NAME{', NAME'.join(DOCUMENTS)} with NAME{EXPECTED} beside it",
        )
    evaluated, problems = [], []
    for path in documents:
        try:
            evaluated.append(_evaluate(path))
        except SistershipError as error:
            problems.append(error.message)
    with_document = {path.with_suffix(EXPECTED) for path in documents}
    problems += [
        f"{path}: there is no document of that name beside it ({', '.join(DOCUMENTS)})."
        for path in sorted(set(folder.rglob(f"*{EXPECTED}")) - with_document)
    ]
    return evaluated, problems


def described(evaluated: list[Evaluated], *, is_verbose: bool) -> list[str]:
    """One table for each language and one for all, and with `is_verbose` what went wrong in which file."""
    lines: list[str] = []
    if is_verbose:
        for one in evaluated:
            lines += _what_went_wrong(one)
    for title, (count, scores) in _by_language(evaluated).items():
        lines += [
            "",
            f"{title}, documents: {count}",
            f"  {'field':<22}precision  recall     F1   right  missed  invented  spans",
        ]
        lines += [_row(name, score) for name, score in scores.items()]
    return lines[1:] if not is_verbose else lines


def as_plain(evaluated: list[Evaluated], *, is_verbose: bool) -> dict[str, Any]:
    """The same as plain JSON values: documents and fields of each language and of all."""
    plain: dict[str, Any] = {
        title: {
            "documents": count,
            "fields": {name: _plain_score(score) for name, score in scores.items()},
        }
        for title, (count, scores) in _by_language(evaluated).items()
    }
    if is_verbose:
        plain["files"] = [
            {
                "file": str(one.path),
                "missed": one.judgement.missed,
                "invented": one.judgement.invented,
                "elsewhere": one.judgement.elsewhere,
            }
            for one in evaluated
        ]
    return plain


def _evaluate(path: Path) -> Evaluated:
    from sistership.reading import read_text  # slow: compiles the rules
    from sistership.reading.evaluation import judge

    golden_path = path.with_suffix(EXPECTED)
    if not golden_path.exists():
        raise InputError(
            f"There is no {golden_path.name} beside it",
            where=str(path),
            next_step="Write down there what should be found; docs/guide/reading.md tells how",
        )
    refusal, text, declared, draft = "", "", None, None
    try:
        document = _document_of(path)
        text, declared = document.text, document.published_on
    except InputError as error:
        refusal = error.message
    golden = _golden(golden_path, text)
    if not refusal:
        try:
            draft = read_text(text, published_on=golden.given_published_on)
            if draft.published_on is None and declared:
                draft = read_text(text, published_on=declared)
        except InputError as error:
            refusal = error.message
    if refusal and "refused" not in golden.fields:
        raise InputError(f"The reader refuses it: {refusal}", where=str(path))
    judgement = judge(golden, draft, text, refusal=refusal)
    said = golden.fields.get("language")
    language = str(said[0].parts[""]) if said else draft.language if draft else "unread"
    return Evaluated(path, language, judgement)


def _document_of(path: Path) -> DocumentText:
    from sistership.formats.documents import read_document

    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"The file cannot be opened ({error.strerror})", where=str(path)) from error
    return read_document(content, file=str(path))


def _golden(path: Path, text: str) -> Golden:
    from sistership.reading.golden import read_golden

    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(
            f"The file is no JSON in UTF-8 ({error})", where=str(path), next_step="Mend it and try again"
        ) from error
    try:
        return read_golden(content, text)
    except InputError as error:
        where = f"{path}: {error.where}" if error.where else str(path)
        raise InputError(error.what, where=where, allowed=error.allowed, next_step=error.next_step) from error


def _by_language(evaluated: list[Evaluated]) -> dict[str, tuple[int, Mapping[str, Score]]]:
    """For each language, and for all where there are several: how many documents, and the scores."""
    from sistership.reading.evaluation import summed

    languages = sorted({one.language for one in evaluated})
    groups = {
        language: [one.judgement for one in evaluated if one.language == language] for language in languages
    }
    if len(languages) > 1:
        groups["all"] = [one.judgement for one in evaluated]
    return {title: (len(group), _with_total(summed(group))) for title, group in groups.items()}


def _with_total(scores: Mapping[str, Score]) -> Mapping[str, Score]:
    from sistership.reading.evaluation import Score

    return {**scores, "all fields": sum(scores.values(), Score())}


def _row(name: str, score: Score) -> str:
    ratios = "".join(
        f"{'–' if ratio is None else format(ratio, '.2f'):>{width}}"
        for ratio, width in ((score.precision, 9), (score.recall, 8), (score.f1, 7))
    )
    spans = f"{score.spans_right}/{score.spans_judged}" if score.spans_judged else ""
    return f"  {name:<22}{ratios}{score.right:>8}{score.missed:>8}{score.invented:>10}{spans:>7}".rstrip()


def _plain_score(score: Score) -> dict[str, float | int | None]:
    return {
        "precision": _rounded(score.precision),
        "recall": _rounded(score.recall),
        "f1": _rounded(score.f1),
        "right": score.right,
        "missed": score.missed,
        "invented": score.invented,
        "spans_right": score.spans_right,
        "spans_judged": score.spans_judged,
    }


def _rounded(ratio: float | None) -> float | None:
    return None if ratio is None else round(ratio, 4)


def _what_went_wrong(one: Evaluated) -> list[str]:
    judged = one.judgement
    if not (judged.missed or judged.invented or judged.elsewhere):
        return []
    return [
        str(one.path),
        *(f"  missed     {name}: {words}" for name, words in judged.missed),
        *(f"  invented   {name}: {words}" for name, words in judged.invented),
        *(f"  elsewhere  {name}: {words}" for name, words in judged.elsewhere),
    ]
