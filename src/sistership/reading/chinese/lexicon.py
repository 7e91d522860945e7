"""The small words on which Chinese sentences turn, used by several rules."""

from __future__ import annotations

import re

HAN = r"\u3400-\u4dbf\u4e00-\u9fff"

# Where a name cannot go on: joining words, and verbs that take a person or a body as their object.
BOUNDARY = re.compile(
    r"[,。、;:!?()「」『』《》〈〉【】\[\]\"“”…—]"
    r"|以及|(?<=[局處署])暨|(?<=政府|大學|公司|協會)暨|暨(?![\u4e00-\u9fff]{1,4}(?:局|處|署|室|中心|學院|所|委員會))|與|和|(?<!科學)(?<!衛生)(?<!文化)(?<!社會)及|(?<=科學|衛生|文化|社會)及(?![\u4e00-\u9fff]{2}(?:委員會|局|處|署|部))|由|於|在(?![台臺]協會)|向|對|同時|偕同|會同|連同|跟|率領|率同|率|涵蓋|包括|包含|參訪|拜會|拜訪|訪問|造訪|出訪|走訪"
    r"|邀請|感謝|前往|抵達|攜手|代表(?!處)|為(?!恭)|將|是|的|等|並|也|至|從|經由|透過|隸屬|任職|簽署|簽訂|協助|分別|正式"
    r"|締結|分享|介紹|接見|接待|會見|會晤|赴|率團|陪同|當地|現任|時任|指派|結合|串聯|讓|使|給|到|促進|推動|攜|以"
    r"|[一二兩三四五六七八九十\d]+(?:位|名|家|間|所|座|個)"
)

# Words that may follow a name at once; they show where the name ends.
FOLLOWS_NAME = re.compile(
    r"$|[^\u3400-\u4dbf\u4e00-\u9fff・]"
    r"|表示|指出|強調|說明|說|率|出席|與|和|及|以及|於|在|向|對|分享|介紹|簽|代表|訪|赴|前往|主持|致詞|致辭|親自|陪同|也"
    r"|更|則|今|昨|日前|等|受邀|應邀|接見|接待|出訪|補充|感謝|邀|歡迎|期|希望|認為|提到|進一步|同時|共同|分別|一同|帶領|率團"
    r"|視訊|線上|預錄|錄影|致|應邀|一行|因|未|應|能|身|祝|鼓勵|轉|稱|呼籲|重申|澄清|帶|攜|專程|搭|飛|抵|獲|主|接|續|換|完成|將|已|的|是|為|並|特別|會|拜|參|當|擔任|見證|到|透過|回應|坦言|談|宣布|宣佈|展|提|先|隨|亦|及其|所|由|從|同|偕"
    r"|[上本下][週周月]|告訴|告知|答|解釋|期勉|勉勵|稱讚|讚|欣然|全程|屆時|當場|當天|上午|下午|傍晚|晚間|商|協商|走訪|走進|笑|點出|建議|要求|承諾|允諾|同意|卸任|出身|現場|來(?=[台臺訪])|受訪|接棒|盼|舉|宣讀"
    r"|曾(?=率|於|在|經|任|赴|獲|多次|表示|來|到)|批評|質疑|證實|透露|直言|坦承|致意|率|逐一|率先|頒|贈|揭|拍板|親"
    r"|[一二兩三四五六七八九十](?:位|名|人)|先生|女士|小姐|博士|教授|副|市長|議員|局長|處長|首長|主任|率隊|先後|連袂|聯手"
)

# A body before a city: the city is then the seat of its office (日本台灣交流協會高雄事務所).
OTHER_BODY = re.compile(r"(?:協會|公會|商會|公司|集團|銀行)$")

# The two sides together.
BOTH_SIDES = re.compile(r"雙方|雙邊|兩市|兩城|雙城|兩座城市|兩地|兩國城市|三方|三市|三城|各方|甲乙方")

_NUMERALS = {letter: value for value, letter in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "兩": 2,
}


def to_number(numeral: str) -> int | None:
    """The whole number that a Western or Chinese numeral below 10,000 means, or None."""
    if numeral.isascii():
        return int(numeral) if numeral.isdigit() else None
    if all(letter in _NUMERALS for letter in numeral):
        return int("".join(str(_NUMERALS[letter]) for letter in numeral))
    total = digit = 0
    for letter in numeral:
        if letter in _NUMERALS:
            digit = _NUMERALS[letter]
        elif letter in "十百千":
            total += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[letter]
            digit = 0
        else:
            return None
    return total + digit
