"""Articles of other cities, other forms and other years, read by the same rules."""

from datetime import date

import pytest
from tests.reading import articles

from sistership.common.errors import InputError
from sistership.reading import (
    CommitmentValue,
    Draft,
    IntentionValue,
    OrganisationValue,
    PersonValue,
    TalkValue,
    read_text,
)


def values(draft: Draft, name: str) -> list[object]:
    return [field.value for field in draft.named(name)]


def test_memorandum_with_people_who_sign() -> None:
    draft = read_text(articles.KUMAMOTO)
    assert (draft.kind, draft.source_kind) == ("memorandum", "official_notice")
    assert draft.published_on == date(2025, 3, 21)
    assert values(draft, "event_date") == [date(2025, 3, 21)]
    assert values(draft, "place") == ["熊本市役所"]
    assert values(draft, "city") == ["高雄", "熊本"]
    assert values(draft, "signatory") == ["陳其邁", "大西一史"]
    assert values(draft, "agreement") == ["半導體人才交流合作備忘錄"]
    assert values(draft, "term") == ["5年"]
    both = ("高雄", "熊本")
    assert values(draft, "commitment") == [
        CommitmentValue("每年互派20名學生赴對方企業實習", "雙方", both, None),
        CommitmentValue("成立聯合工作小組", "雙方", both, None),
        CommitmentValue("每半年召開一次會議", "雙方", both, None),
        CommitmentValue("舉辦台日半導體論壇", "熊本", ("熊本",), "2025-10"),
    ]
    assert values(draft, "intention") == [
        IntentionValue("邀請高雄業者共同參與", "大西一史", "invitation", "2025-10")
    ]
    titles = [(d.value.number, d.value.title) for d in draft.named("direction")]  # type: ignore[union-attr]
    assert titles == [(1, "人才培育"), (2, "產業鏈結"), (3, "觀光推廣")]


def test_day_without_year_needs_the_day_of_publication() -> None:
    unresolved = read_text(articles.PHOENIX)
    assert unresolved.kind == "sisterhood_pact"
    assert values(unresolved, "event_date") == []
    assert values(unresolved, "event_date_unresolved") == ["9月14日"]
    resolved = read_text(articles.PHOENIX, published_on=date(2024, 1, 3))
    assert values(resolved, "event_date") == [date(2023, 9, 14)]
    assert values(resolved, "signatory") == ["黃偉哲", "凱特·加列戈"]
    assert values(resolved, "place") == ["鳳凰城市政廳"]


def test_captions_byline_and_teasers_are_left_out() -> None:
    draft = read_text(articles.PHOENIX)
    text = articles.PHOENIX
    assert [text[start:end] for start, end in draft.left_out] == [
        "〔記者王小明／台南報導〕",
        "（圖：台南市政府提供）",
        "▲黃偉哲（左）與加列戈合影。（記者王小明攝）",
        "延伸閱讀：",
        "高雄市長陳其邁9月20日將訪台南",
    ]


def test_past_letter_of_intent_does_not_make_a_visit_an_agreement() -> None:
    draft = read_text(articles.LODZ)
    assert draft.kind == "visit"
    assert values(draft, "event_date") == [date(2025, 11, 4)]
    assert values(draft, "person") == [
        PersonValue("劉和然", None, "副市長", "新北市副市長", "新北"),
        PersonValue("亞當‧普斯特尼科夫", "Adam Pustelnik", "副市長", "羅茲市副市長", "羅茲"),
    ]
    assert values(draft, "topic") == ["都市更新", "電影產業", "綠色運輸"]
    assert values(draft, "commitment") == []
    assert values(draft, "shared") == [TalkValue("劉和然", "三環六線捷運建設經驗", ())]
    assert values(draft, "raised") == [
        TalkValue("劉和然", "新北面臨人口高齡化、老屋比例偏高等問題", ("人口高齡化", "老屋比例偏高"))
    ]
    assert values(draft, "intention") == [
        IntentionValue("希望未來能進一步簽署姊妹市協定", "亞當‧普斯特尼科夫", "hope", None),
        IntentionValue("預計明年5月舉辦國際城市論壇", "劉和然", "plan", "2026-05"),
        IntentionValue("歡迎羅茲市派員參加", "劉和然", "invitation", "2026-05"),
    ]


def test_signed_text_with_parties_and_signatories() -> None:
    draft = read_text(articles.LETTER)
    assert (draft.kind, draft.source_kind) == ("letter_of_intent", "signed_text")
    assert values(draft, "event_date") == [date(2025, 5, 6)]
    assert values(draft, "signatory") == ["陳其邁", "拉金德蘭"]
    assert values(draft, "organisation") == [
        OrganisationValue("高雄市政府", ("甲方",), "高雄"),
        OrganisationValue("檳島市政廳", ("乙方",), "檳島"),
    ]
    assert values(draft, "commitment") == [
        CommitmentValue("提供十名實習名額", "高雄市政府", ("高雄",), None),
        CommitmentValue("設立聯合工作小組", "雙方", ("高雄", "檳島"), None),
        CommitmentValue("每年召開二次會議", "雙方", ("高雄", "檳島"), None),
    ]
    assert values(draft, "intention") == [IntentionValue("研議設立共同基金", "雙方", "talk", None)]


def test_declaration_of_three_cities() -> None:
    draft = read_text(articles.THREE_CITIES, published_on=date(2025, 3, 14))
    assert draft.kind == "declaration"
    assert values(draft, "city") == ["高雄", "臺南", "屏東"]
    assert values(draft, "signatory") == ["陳其邁", "黃偉哲", "周春米"]
    assert values(draft, "event_date") == [date(2025, 3, 14)]
    assert [c.value.owing_cities for c in draft.named("commitment")] == [  # type: ignore[union-attr]
        ("高雄", "臺南", "屏東"),
        ("高雄", "臺南", "屏東"),
    ]


def test_visit_over_several_days() -> None:
    draft = read_text(articles.EINDHOVEN)
    assert draft.kind == "visit"
    assert values(draft, "event_date") == [date(2025, 8, 17)]
    assert values(draft, "event_end_date") == [date(2025, 8, 20)]
    assert values(draft, "place") == ["埃因霍溫"]
    assert values(draft, "delegation_lead") == ["張誠"]
    assert values(draft, "topic") == ["半導體設備", "光子晶片", "新創育成"]
    assert values(draft, "direction") == []
    assert values(draft, "commitment") == []


def test_who_spoke_goes_on_after_a_clause_that_only_names_another_city() -> None:
    text = (
        "格丁尼亞市訪團參訪高雄\n發布日期：2026-05-19\n格丁尼亞市副市長諾瓦克18日率團拜會高雄市政府。\n"
        "諾瓦克說，期待未來與高雄在岸電技術上進一步交流，並邀請高雄業者明年參加格丁尼亞海事展。"
    )
    wishes = [field.value for field in read_text(text).named("intention")]
    assert [(wish.mode, wish.who) for wish in wishes if isinstance(wish, IntentionValue)] == [
        ("hope", "諾瓦克"),
        ("invitation", "諾瓦克"),
    ]


def test_commitment_with_a_due_month() -> None:
    draft = read_text(articles.WROCLAW)
    assert draft.kind == "declaration"
    assert values(draft, "publisher") == ["中市府新聞局"]
    assert values(draft, "signatory") == []
    assert values(draft, "place") == []
    assert values(draft, "commitment") == [
        CommitmentValue("舉辦首屆台波智慧製造論壇", "雙方", ("臺中", "弗羅茨瓦夫"), "2026-06"),
        CommitmentValue("互設創業家駐點空間各2處", "雙方", ("臺中", "弗羅茨瓦夫"), None),
    ]


def test_witnesses_do_not_sign_and_directions_may_carry_a_promise() -> None:
    draft = read_text(articles.PENANG_RAIL)
    assert draft.kind == "memorandum"
    assert values(draft, "agreement") == ["合作備忘錄"]
    assert values(draft, "place") == ["高雄展覽館"]
    assert values(draft, "signatory") == ["吳義隆", "再里爾"]
    titles = [d.value.title for d in draft.named("direction")]  # type: ignore[union-attr]
    assert titles == ["輕軌營運", "交通大數據", "防洪預警"]
    promised = [(c.value.what, c.value.owed_by) for c in draft.named("commitment")]  # type: ignore[union-attr]
    assert promised == [
        ("成立聯合工作小組", "雙方"),
        ("提供10個實習名額給檳城技術人員", "高雄捷運公司"),
    ]


def test_text_about_nothing_of_ours_is_unknown_and_empty() -> None:
    draft = read_text(articles.WEATHER)
    assert (draft.kind, draft.fields, draft.left_out) == ("unknown", (), ())


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "The text is empty"),
        (" \n\t", "The text is empty"),
        (
            "Die Bürgermeister der beiden Städte haben eine Absichtserklärung unterzeichnet.",
            "in a language that cannot be read",
        ),
        ("两市签署合作备忘录，双方将设立单一窗口，进一步开展产业与人才交流。", "zh-Hans"),
        ("姉妹都市の提携に関する覚書に署名しました。両市は交流を深めます。", "(ja)"),
        (articles.FURNITURE, "only page furniture"),
        ("高" * 200_001, "200,001 characters"),
    ],
)
def test_what_cannot_be_read_gets_a_clear_answer(text: str, says: str) -> None:
    with pytest.raises(InputError) as caught:
        read_text(text)
    assert says in caught.value.message
    assert caught.value.next_step


@pytest.mark.parametrize(
    ("printed", "said", "expected"),
    [
        ("9/10/2025", "昨（9）日", date(2025, 9, 9)),
        ("9/10/2025", "今（9）日", date(2025, 10, 9)),
        ("10/19/2024", "昨（18）日", date(2024, 10, 18)),
    ],
)
def test_ambiguous_day_of_publication_is_settled_by_the_text(printed: str, said: str, expected: date) -> None:
    text = f"高雄市長陳其邁出訪熊本\n發布日期：{printed}\n高雄市長陳其邁{said}率團訪問熊本市。\n"
    assert values(read_text(text), "event_date") == [expected]
