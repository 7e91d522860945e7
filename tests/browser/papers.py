"""The papers of a first hour, all invented for it: a sheet of partner cities, a memorandum, an article.

The cities are real; the days on which they became partners, the people and the promises are not.
"""

from __future__ import annotations

import io
from datetime import date

from openpyxl import Workbook

from sistership.report.pdf import html_to_pdf

HEADER = ("城市", "English name", "國家", "何時結好", "備註")
"""Nobody has told the window what the fourth one means."""
RIGHT_CITIES = (
    ("西雅圖", "Seattle", "美國"),
    ("波特蘭", "Portland, Oregon", "美國"),
    ("檀香山", "Honolulu", "美國"),
    ("", "San Antonio", "US"),
    ("邁阿密", "", "美國"),
    ("", "Tulsa", "美國"),
    ("巴爾的摩", "Baltimore", "美國"),
    ("休士頓", "Houston", "美國"),
    ("布里斯本", "Brisbane", "澳洲"),
    ("", "Cairns", "Australia"),
    ("八王子", "Hachioji", "日本"),
    ("熊本", "", "日本"),
    ("橫濱", "Yokohama", "日本"),
    ("", "Kobe", "Japan"),
    ("札幌", "Sapporo", "日本"),
    ("釜山", "Busan", "韓國"),
    ("水原", "Suwon", "韓國"),
    ("", "Incheon", "KR"),
    ("大田", "", "韓國"),
    ("喬治市", "George Town", "馬來西亞"),
    ("新山", "Johor Bahru", "馬來西亞"),
    ("", "Da Nang", "Vietnam"),
    ("海防", "Haiphong", "越南"),
    ("宿霧", "Cebu City", "菲律賓"),
    ("泗水", "Surabaya", "印尼"),
    ("清邁", "", "泰國"),
    ("漢堡", "Hamburg", "德國"),
    ("", "Rostock", "德國"),
    ("鹿特丹", "Rotterdam", "荷蘭"),
    ("哥本哈根", "", "丹麥"),
    ("", "Gothenburg", "Sweden"),
    ("塔林", "Tallinn", "愛沙尼亞"),
    ("里加", "", "拉脫維亞"),
    ("格但斯克", "Gdańsk", "波蘭"),
    ("", "Malmö", "瑞典"),
    ("馬賽", "Marseille", "法國"),
    ("開普敦", "", "南非"),
)
TWICE = (("格丁尼亞", "", "波蘭"), ("", "Gdynia", "Poland"), ("峴港", "", "越南"))
"""The partner of the set-up, in both scripts; and a city that stands above in the other one."""
WRONG = (("名古屋", "Nagoya", "日本", "2003-02-30"), ("", "Victoria", "", "2005-05-05"))
MENDED = (("名古屋", "Nagoya", "日本", "2003-02-28"), ("", "Victoria", "加拿大", "2005-05-05"))


def _day(number: int) -> date | str:
    """Days as sheets hold them: a date, text, a year of the Republic."""
    year, month = 1980 + number, 1 + number % 12
    return (date(year, month, 6), f"{year}/{month}/6", f"民國{year - 1911}年{month}月6日")[number % 3]


def sheet_of_partner_cities(*, is_mended: bool = False) -> bytes:
    """Forty cities in 42 rows: two say twice what a third and fourth say, two are wrong until mended."""
    book = Workbook()
    page = book.active
    page.append(HEADER)
    for number, (chinese, english, country) in enumerate(RIGHT_CITIES):
        page.append((chinese, english, country, _day(number), "港口論壇" if number == 0 else None))
    for chinese, english, country in TWICE:
        page.append((chinese, english, country, None, None))
    for row in MENDED if is_mended else WRONG:
        page.append((*row, None))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


MEMORANDUM = """<!doctype html><html lang="pl"><meta charset="utf-8"><title>Memorandum o współpracy</title>
<style>body { font: 12pt serif } h1 { text-align: center }</style>
<h1>Memorandum o współpracy</h1>
<p>zawarte w Gdyni dnia 9 marca 2026 r. pomiędzy Miastem Gdynia, zwanym dalej „Gdynią”,
a Miastem Kaohsiung, zwanym dalej „Kaohsiungiem”.</p>
<h2>§ 1. Obszary współpracy</h2>
<p>1) zielony port;<br>2) staże zawodowe.</p>
<h2>§ 2. Zobowiązania</h2>
<p>1. Kaohsiung uruchomi punkt kontaktowy dla firm z Gdyni do 30 czerwca 2031 r.</p>
<p>2. Gdynia przyjmie dwudziestu stażystów do 30 września 2031 r.</p>
<p>3. Strony mogą organizować wspólne wystawy, w miarę możliwości.</p>
<h2>§ 3. Postanowienia końcowe</h2>
<p>Memorandum zawarto na okres pięciu lat.</p>
<p>Prezydent Miasta Gdyni<br>Ewa Testowa</p>
<p>Burmistrz Miasta Kaohsiung<br>Lin Mei-ling</p>
"""
ARTICLE = """<!doctype html><html lang="zh-Hant"><head><meta charset="utf-8">
<title>格丁尼亞市訪團參訪高雄 盼深化綠色港灣合作</title></head><body>
<nav><a href="/">首頁</a> <a href="/news">市政新聞</a></nav>
<article><h1>格丁尼亞市訪團參訪高雄 盼深化綠色港灣合作</h1>
<p>發布日期：2026-05-19</p>
<p>波蘭格丁尼亞市副市長諾瓦克（Anna Nowak）昨（18）日率團拜會高雄市政府，由高雄市副市長王曉明接待。</p>
<p>雙方同意，高雄市將於2031年12月31日前設立綠色港灣聯合實驗室，並每年提供十個實習名額給格丁尼亞的學生。</p>
<p>諾瓦克說，期待未來與高雄在岸電技術上進一步交流，並邀請高雄業者明年參加格丁尼亞海事展。</p>
</article><footer>版權所有</footer></body></html>
"""


def memorandum_as_pdf() -> bytes:
    """The memorandum in Polish, as the partner would send it."""
    return html_to_pdf(MEMORANDUM)
