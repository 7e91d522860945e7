"""Cities by name: those that partnerships of Taiwan often meet, and the forms in which any city is named."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sistership.reading.chinese.lexicon import HAN
from sistership.reading.passage import Passage

_KNOWN = """
高雄 臺北 台北 新北 桃園 臺中 台中 臺南 台南 基隆 新竹 嘉義 苗栗 彰化 南投 雲林 屏東 宜蘭 花蓮 臺東 台東
澎湖 金門 連江 檳城 檳島 檳州 喬治市 吉隆坡 新山 馬六甲 怡保 古晉 亞庇 哥打京那巴魯 新加坡 曼谷 清邁
普吉 河內 胡志明市 峴港 海防 雅加達 泗水 萬隆 棉蘭 登巴薩 馬尼拉 宿霧 達沃 奎松 卡加延德奧羅 金邊 仰光
永珍 孟買 新德里 班加羅爾 清奈 可倫坡 達卡 烏蘭巴托 格丁尼亞 格但斯克 索波特 華沙 克拉科夫 卡托維茲
弗羅茨瓦夫 樂斯拉夫 波茲南 羅茲 盧布林 什切青 維爾紐斯 考納斯 里加 塔林 布拉格 布爾諾 俄斯特拉發
布拉提斯拉瓦 布達佩斯 基輔 利維夫 柏林 漢堡 慕尼黑 德勒斯登 法蘭克福 科隆 斯圖加特 巴黎 里昂 馬賽 波爾多
史特拉斯堡 倫敦 曼徹斯特 利物浦 伯明罕 愛丁堡 都柏林 阿姆斯特丹 鹿特丹 埃因霍溫 海牙 布魯塞爾 安特衛普
維也納 蘇黎世 日內瓦 羅馬 米蘭 威尼斯 熱那亞 馬德里 巴塞隆納 瓦倫西亞 里斯本 雅典 赫爾辛基 斯德哥爾摩
奧斯陸 哥本哈根 東京 大阪 京都 橫濱 神戶 名古屋 福岡 北九州 熊本 札幌 仙台 廣島 沖繩 那霸 八王子 青森
陸奧 長崎 鹿兒島 宮崎 靜岡 金澤 高松 三重 秋田 首爾 釜山 仁川 大邱 大田 光州 蔚山 水原 濟州 香港 澳門
北京 上海 廈門 深圳 廣州 西雅圖 洛杉磯 舊金山 紐約 波士頓 芝加哥 休士頓 達拉斯 奧斯汀 聖安東尼奧 鳳凰城
波特蘭 邁阿密 亞特蘭大 檀香山 茂宜 柯林頓 墨比爾 諾克斯維爾 小岩城 普拉特斯堡 塔爾薩
羅德岱堡 溫哥華 多倫多 蒙特婁 渥太華 布里斯本 雪梨 墨爾本 伯斯 阿得雷德 黃金海岸 奧克蘭 威靈頓 墨西哥市
巴拿馬市 亞松森 聖薩爾瓦多 貝里斯市 聖保羅 布宜諾斯艾利斯 德班 開普敦 約翰尼斯堡 帛琉 科羅爾 馬久羅
台拉維夫 海法 伊斯坦堡 杜拜
"""
COUNTRIES = (
    "波蘭|馬來西亞|日本|韓國|南韓|美國|加拿大|德國|法國|英國|荷蘭|比利時|捷克|斯洛伐克|匈牙利|立陶宛|拉脫維亞|愛沙尼亞|烏克蘭|奧地利|瑞士|義大利"
    "|西班牙|葡萄牙|希臘|芬蘭|瑞典|挪威|丹麥|冰島|愛爾蘭|土耳其|以色列|印度|印尼|印度尼西亞|泰國|越南|菲律賓|柬埔寨|緬甸|寮國|蒙古|澳洲|紐西蘭"
    "|墨西哥|巴拿馬|巴拉圭|瓜地馬拉|薩爾瓦多|宏都拉斯|貝里斯|巴西|阿根廷|智利|南非|埃及|帛琉|馬紹爾|史瓦帝尼|沙烏地阿拉伯|阿聯|新加坡|斯里蘭卡"
)
_FIRST_NAMES = {"台": "臺"}
_NAMES = tuple(sorted(_KNOWN.split(), key=len, reverse=True))
_SUFFIX = (
    r"(?:市(?!長|議長|民|場|政(?!府)|府|區|值|售|集|況|占|佔)|直轄市"
    r"|縣(?!長)|州(?!長|議會議)|府(?!會)|郡|都會區)?"
)
_NO_PART = f"[市縣與和的及在於之首是等為各由對向將從同]|政府|代理|姊妹|姐妹|友好|{'|'.join(_NAMES)}"
_COMMON = rf"(?:(?!{_NO_PART})[{HAN}]){{2,7}}?"
_CITY = re.compile(
    rf"(?P<known>{'|'.join(_NAMES)})(?!灣區){_SUFFIX}"
    rf"|(?:{COUNTRIES})(?P<abroad>{_COMMON})(?:市|縣|郡)(?=$|[^場民])"
    rf"|(?:(?<=與)|(?<=和)|(?<=及)|(?<=、)|(?<=由)|(?<=赴)|^)(?P<governed>(?!本|該|各|兩|雙|貴|全)(?!\w?市){_COMMON})市(?=政府|長|副市長|議會)"
    rf"|(?:姊妹市|姐妹市|友好城市)(?P<sister>{_COMMON})市"
)


@dataclass(frozen=True, slots=True)
class CityMention:
    """A city named in a passage: positions with its suffix (市), and its name without it."""

    start: int
    end: int
    name: str


def find_cities(passage: Passage) -> tuple[CityMention, ...]:
    """The cities that a passage names, in order; 台 is read as 臺 in the value."""
    mentions = []
    for match in _CITY.finditer(passage.text):
        group = match.lastgroup or "known"
        name = match[group]
        start = match.start() if group == "known" else match.start(group)
        end = match.end()
        if group == "governed":
            end += 1
        name = _FIRST_NAMES.get(name[0], name[0]) + name[1:]
        mentions.append(CityMention(start, end, name))
    return tuple(mentions)
