"""Files of general lexicons: each form is recognised by what it holds, and a damaged one is told."""

import gzip
import io
import tarfile

import pytest

from sistership.common.errors import InputError
from sistership.vocabulary.packs.reading import read_sources
from sistership.vocabulary.packs.sources import ConceptTable, Glossary, SenseCounts

CONCEPTS = (
    "synset\ten\tzh_hans\tpl\tms\n01-n\tferry|ferryboat\t渡轮\tprom\tferi\n02-n\tcastle\t城堡\tzamek\t\n"
)
COUNTS = "lemma\tcount\nferry\t7\ncastle\t3\n"
CEDICT = (
    "# CC-CEDICT\n#! license=CC BY-SA 4.0\n"
    "渡輪 渡轮 [du4 lun2] /ferry boat/CL:艘[sou1]/\n打 打 [da3] /to hit (sb)/to beat/\n"
)
DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def number(value: int) -> str:
    return (number(value // 64) if value >= 64 else "") + DIGITS[value % 64]


def dictd() -> tuple[bytes, bytes]:
    """Index and articles of a small dictionary."""
    articles = {
        "00databaseinfo": "Own dictionary\n Licensed under CC0\n",
        "zamek": "zamek /ˈzamɛk/ <n>\n1. castle, palace 2.\nbudowla obronna\n2. lock\nurządzenie\n",
        "prom": "prom <n>\nferry (boat)\nstatek\n",
    }
    index, body = "", b""
    for word, article in articles.items():
        content = article.encode()
        index += f"{word}\t{number(len(body))}\t{number(len(content))}\n"
        body += content
    return index.encode(), gzip.compress(body)


def package(files: dict[str, bytes]) -> bytes:
    """A Debian package that holds files."""
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w:xz") as archive:
        for name, content in files.items():
            about = tarfile.TarInfo(f"./usr/share/dictd/{name}")
            about.size = len(content)
            archive.addfile(about, io.BytesIO(content))
    found = b"!<arch>\n"
    for name, content in (("debian-binary", b"2.0\n"), ("data.tar.xz", held.getvalue())):
        found += f"{name:<16}{0:<12}{0:<6}{0:<6}{100644:<8}{len(content):<10}`\n".encode() + content
        found += b"\n" if len(content) % 2 else b""
    return found


def test_each_form_is_recognised_by_its_content() -> None:
    index, articles = dictd()
    found = dict(
        read_sources(
            {
                "a.tsv.gz": gzip.compress(CONCEPTS.encode()),
                "b.tsv": COUNTS.encode(),
                "c.u8": CEDICT.encode(),
                "own-pol-eng.deb": package({"own-pol-eng.index": index, "own-pol-eng.dict.dz": articles}),
            }
        )
    )
    table, counts, chinese, polish = (found[name] for name in ("a", "b", "c", "own-pol-eng"))
    assert isinstance(table, ConceptTable)
    assert table.rows[0] == (
        "01-n",
        {"en": ("ferry", "ferryboat"), "zh-hant": ("渡轮",), "pl": ("prom",), "ms": ("feri",)},
    )
    assert isinstance(counts, SenseCounts)
    assert counts.counts == {"ferry": 7, "castle": 3}
    assert isinstance(chinese, Glossary)
    assert (chinese.language, chinese.licence) == ("zh-hant", "CC BY-SA 4.0")
    assert chinese.entries == (("渡輪", ("ferry boat",)), ("打", ("hit", "beat")))
    assert isinstance(polish, Glossary)
    assert (polish.language, polish.licence) == ("pl", "Licensed under CC0")
    assert polish.entries == (("zamek", ("castle", "palace", "lock")), ("prom", ("ferry",)))


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("x.tsv", b"hello\n", "is no lexicon that can be read"),
        ("x.tsv", b"\xff\xfe\x00", "byte 0: The file is not in UTF-8"),
        ("x.tsv", b"synset\ten\tpl\n01-n\tsaw\n", "row 2: There are 2 fields"),
        ("x.tsv", b"synset\ten\tpl\n01-n\ta\tb\n01-n\ta\tb\n", "row 3, synset: '01-n' stands there twice"),
        ("x.tsv", b"lemma\tcount\nsaw\tmany\n", "row 2: 'saw"),
        ("x.gz", b"\x1f\x8bnonsense", "cannot be unpacked"),
        ("x.deb", b"!<arch>\nbroken", "holds no files"),
        ("x-pol-eng.index", b"prom\tA\tB\n", "no articles beside it"),
        ("x.dict.dz", b"\x1f\x8b", "no index beside them"),
        ("x.u8", "渡輪 渡轮 [du4] /ferry/\nnonsense\n".encode(), "row 2: 'nonsense' is no entry"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(name: str, content: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_sources({name: content})


def test_articles_that_end_too_soon_are_told() -> None:
    index, articles = dictd()
    short = gzip.compress(gzip.decompress(articles)[:40])
    with pytest.raises(InputError, match="row 2: An article is missing"):
        read_sources({"own-pol-eng.index": index, "own-pol-eng.dict.dz": short})
    with pytest.raises(InputError, match="From which language"):
        read_sources({"own-xyz-eng.index": index, "own-xyz-eng.dict.dz": articles})
