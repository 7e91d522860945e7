"""What holds for any text: spans inside it, nothing from what was left out, always the same answer, soon."""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reading import articles

from sistership.common.errors import SistershipError
from sistership.reading import Draft, read_text

PIECES = st.sampled_from(
    [line for article in articles.ALL for line in article.splitlines()]
    + [
        "相關新聞",
        "A- A A+",
        "（圖／高雄市政府）",
        "發布日期：9/15/2025",
        "1.人才交流 —— 鼓勵實習。",
        "「",
        "（",
        "9/3/2025",
    ]
)
WORDS = st.sampled_from(
    [
        *(
            "由",
            "與",
            "、",
            "。",
            "，",
            "高雄市",
            "市長",
            "陳其邁",
            "將",
            "設立",
            "單一窗口",
            "昨(18)日",
            "（",
        ),
        *("）", "「", "」", "簽署", "備忘錄", "提供", "等", "民國", "年", "月", "日"),
    ]
)
TEXTS = st.one_of(
    st.lists(PIECES, max_size=12).map("\n".join),
    st.lists(WORDS, max_size=60).map("".join),
    st.text(max_size=200),
    st.text(alphabet="高雄市長與簽署備忘錄將於年月日（）「」、。， \n0123456789/Aé", max_size=300),
)


def drafted(text: str) -> Draft | None:
    try:
        return read_text(text)
    except SistershipError:
        return None


@given(TEXTS)
@settings(max_examples=250, deadline=None)
def test_spans_lie_in_the_text_and_never_in_what_was_left_out(text: str) -> None:
    draft = drafted(text)
    if draft is None:
        return
    for field in draft.fields:
        start, end = field.span
        assert 0 <= start < end <= len(text)
        assert text[start:end].strip() == text[start:end]
        assert 0 < field.confidence <= 1
        assert [s for s in draft.left_out if s[0] < end and start < s[1]] == []
    assert list(draft.left_out) == sorted(draft.left_out)
    assert all(
        first[1] <= second[0] for first, second in zip(draft.left_out, draft.left_out[1:], strict=False)
    )


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_reading_twice_gives_the_same_draft(text: str) -> None:
    assert drafted(text) == drafted(text)


@pytest.mark.parametrize(
    ("noise", "at_most_s"),
    [
        ("".join(random.Random(7).choices("abc 高雄市簽署與、。，\n", k=1_000_000)), 2),
        # Read to the end, every character a candidate: a rule that is not linear takes minutes here.
        ("".join(random.Random(8).choices("的與高雄市長陳其邁簽署們這將，。\n", k=200_000)), 10),
        ("（" * 100_000 + "這個會議" * 25_000, 10),
        ("\n".join(f"市長陳{chr(0x4E00 + n)}{chr(0x5E00 + n)}表示。" for n in range(9_000)), 10),
    ],
    ids=["a million letters", "as long as may be read", "open brackets", "thousands of names"],
)
def test_noise_is_answered_soon(noise: str, at_most_s: float) -> None:
    started = time.process_time()
    drafted(noise)
    assert time.process_time() - started < at_most_s
