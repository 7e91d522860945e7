"""Web pages as cities publish them, ugly ones included: the article comes out, what is around it not."""

# ruff: noqa: E501 - pages have long lines

from __future__ import annotations

from datetime import date

import pytest

from sistership.common.errors import InputError
from sistership.formats.documents import DocumentText, read_document


def read(page: str, codec: str = "utf-8") -> DocumentText:
    return read_document(page.encode(codec, "xmlcharrefreplace"), file="page.html")


TAIWAN = """<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" lang="zh-Hant-TW"><head>
<meta http-equiv="Content-Type" content="text/html; charset=CODEC" />
<meta name="DC.Date" content="113-10-19" /><title>高雄市政府全球資訊網 - 高雄與格丁尼亞簽署合作備忘錄</title>
<script>var x = "<p>不是內文</p>";</script><style>p {color: red}</style></head>
<body class="has-sidebar"><a class="sr-only" href="#c">跳到主要內容</a>
<form method="post" action="./" id="aspnetForm"><input type="hidden" name="__VIEWSTATE" value="abc" />
<div id="header"><h1><a href="/">高雄市政府</a></h1><ul><li><a>網站導覽</a></li><li><a>English</a></li><li><a>常見問答</a></li></ul></div>
<div class="path"><a href="/">首頁</a> &gt; <a>市政新聞</a> &gt; <a>新聞稿</a></div>
<table role="presentation"><tr><td class="left"><ul><li><a>局處新聞</a></li><li><a>活動看板</a></li><li><a>招標資訊</a></li></ul></td><td>
<div id="ctl00_content">
<h2>高雄與格丁尼亞簽署合作備忘錄</h2>
<div class="info">發布日期：113-10-19　發布單位：研考會</div>
<div class="social-share"><a>分享到Facebook</a> <a>LINE</a></div>
<div class="cp"><p>高雄市副市長林欽榮昨（18）日與波蘭格丁尼亞市
政府簽署合作備忘錄，雙方將設立<b>單一</b>窗口，並&nbsp;舉辦論壇。</p>
<p style="DISPLAY : none">隱藏的字</p><p aria-hidden="true">也不顯示</p>
<p>合作方向如下：</p><ol style="list-style-type: trad-chinese-informal"><li>人才交流</li><li>產業媒合</li></ol>
<ol start="3"><li>技術研發</li><li>（四）港口</li></ol>
<table><caption>兩市概況</caption><tr><th>城市</th><th>人口</th></tr><tr><td>高雄</td><td><p>273 萬</p></td></tr></table>
簽署後，雙方將於明年六月前互訪，並檢討各項工作之進度。<br/>林欽榮表示感謝 &#x8B1D;&#8b1d;</div>
<h3>相關新聞</h3><div class="list"><h4><a>波蘭代表來訪</a></h4><p>波蘭代表今日拜會市府，談及兩地合作。</p></div>
</div></td></tr></table>
<div id="footer-wrap"><div class="footer">地址：高雄市苓雅區四維三路2號</div></div></form></body></html>"""

ARTICLE = [
    "高雄與格丁尼亞簽署合作備忘錄",
    "發布日期：113-10-19　發布單位：研考會",
    "高雄市副市長林欽榮昨（18）日與波蘭格丁尼亞市政府簽署合作備忘錄，雙方將設立單一窗口，並 舉辦論壇。",
    "合作方向如下：",
    "一、人才交流",
    "二、產業媒合",
    "3. 技術研發",
    "（四）港口",
    "兩市概況",
    "城市 | 人口",
    "高雄 | 273 萬",
    "簽署後，雙方將於明年六月前互訪，並檢討各項工作之進度。",
]


@pytest.mark.parametrize("codec", ["utf-8", "big5"])
def test_taiwanese_city_page_with_everything_in_one_form(codec: str):
    document = read(TAIWAN.replace("CODEC", codec), codec)
    assert document.text.splitlines()[:-1] == ARTICLE
    assert document.text.splitlines()[-1].startswith("林欽榮表示感謝 謝")
    assert (document.published_on, document.language) == (date(2024, 10, 19), "zh-Hant-TW")
    assert document.title == "高雄與格丁尼亞簽署合作備忘錄"
    assert document.encoding == ("UTF-8" if codec == "utf-8" else "Big5")


POLISH = """<!DOCTYPE html><html lang="pl-PL" class="no-js"><head><meta charset="iso-8859-2">
<title>Gdynia i Kaohsiung podpisały memorandum - Miasto Gdynia - Portal Gov.pl</title>
<meta property="og:title" content="Gdynia i Kaohsiung podpisały memorandum"/></head>
<body><div class="cookies-info"><p>Strona korzysta z plików cookies w celu realizacji usług i zgodnie z polityką.</p></div>
<header role="banner"><nav><ul><li>Usługi</li></ul></nav></header>
<nav class="breadcrumbs"><ul><li><a>Strona główna</a></li></ul></nav>
<main><div class="main-container"><article class="article-area article-area--article"><header>
<h2>Gdynia i Kaohsiung podpisały memorandum</h2></header>
<p class="event-date">18.10.2024</p><div class="editor-content"><div>
<p>Prezydent Gdyni Aleksandra Kosiorek podpisała wczoraj memorandum o współpracy z miastem Kaohsiung na Tajwanie.</p>
<ul><li>wymiana studentów</li><li>forum <i>portowe</i></li></ul><hr>
<ol type="a"><li>źródło<ol><li>mądrość</li></ol></li><li>żółw</li></ol>
<p>Strony utworzą wspólny punkt&shy;kontaktowy i&nbsp;będą się spotykać raz w&nbsp;roku.</p></div></div>
<p>Udostępnij</p><div class="share-buttons">Facebook Twitter</div>
<section class="metryczka"><dl><dt>Opublikował</dt><dd>Jan K.</dd></dl></section></article></div>
<h3>Zobacz także</h3><ul><li><a>Delegacja z Kłajpedy odwiedziła Gdynię w tym tygodniu</a></li><li><a>Inne</a></li></ul></main>
<footer><p>Strony dostępne w domenie www.gov.pl mogą zawierać adresy skrzynek mailowych.</p></footer></body></html>"""


def test_polish_city_page():
    document = read(POLISH, "iso8859-2")
    assert document.text.splitlines() == [
        "Gdynia i Kaohsiung podpisały memorandum",
        "18.10.2024",
        "Prezydent Gdyni Aleksandra Kosiorek podpisała wczoraj memorandum o współpracy z miastem Kaohsiung na Tajwanie.",
        "• wymiana studentów",
        "• forum portowe",
        "a. źródło",
        "1. mądrość",
        "b. żółw",
        "Strony utworzą wspólny punktkontaktowy i będą się spotykać raz w roku.",
    ]
    assert (document.language, document.encoding) == ("pl-PL", "ISO-8859-2")


ENGLISH = """<html lang=en><head><title>Sister cities sign accord | The Harbour Post</title>
<script type="application/ld+json">{"@graph": [{"@type": "WebPage"}, {"@type": "NewsArticle",
"datePublished": "2024-10-19T06:30:00+08:00"}]}</script><script type="application/ld+json">{broken</script></head><body>
<div class=top-ad><p>Buy our boats! The best boats on the whole of this coast, cheaper than anywhere else, today only.</p></div>
<div class="menuBar"><a>World</a> <a>Sport</a> <a>Weather</a></div>
<div class=wrap><div class=col>
<h1>Sister cities sign accord</h1><p class=byline>By A. Writer
<p>The deputy mayor of Kaohsiung, Lin Chin-rong, signed a memorandum with Gdynia on Friday, the two cities said.
<p>They will open a joint window and hold a forum every year &mdash; &ldquo;a new start&rdquo;, he said.
<div class=newsletter>Sign up for our newsletter and never miss a story about the harbour again.</div>
<p>Ten students from each side will go abroad each year, and firms will be introduced to each other.<p>Share
<blockquote>It is a good day.</blockquote>
<p><strong>Read more</strong></p><p><a>Harbour opens new pier after years of delay and of quarrels</a></p>
</div><div class=rail><p><a>Most read story one</a></p><p><a>Most read story two</a></p><p><a>Story three</a></p></div></div>
<p>Copyright The Harbour Post. All rights reserved by the publishers.</p></body></html>"""


def test_english_news_page_without_any_marked_article():
    document = read(ENGLISH)
    assert document.text.splitlines() == [
        "Sister cities sign accord",
        "By A. Writer",
        "The deputy mayor of Kaohsiung, Lin Chin-rong, signed a memorandum with Gdynia on Friday, the two cities said.",
        "They will open a joint window and hold a forum every year — “a new start”, he said.",
        "Ten students from each side will go abroad each year, and firms will be introduced to each other.",
        "It is a good day.",
    ]
    assert (document.published_on, document.title) == (date(2024, 10, 19), "Sister cities sign accord")


def test_a_headline_outside_the_article_is_put_before_it():
    page = "<title>Accord signed - Post</title><h1>Accord signed</h1><article><p>Two cities signed an accord.</p></article>"
    assert read(page).text == "Accord signed\nTwo cities signed an accord."


def test_a_page_of_bare_text_with_line_breaks():
    assert read("<html><body>第一行<br>第二行<br><br>第三行</body></html>").text == "第一行\n第二行\n第三行"


def test_preformatted_text_keeps_its_lines():
    assert read("<html><body><pre>1. one\n2. two</pre></body></html>").text == "1. one\n2. two"


def test_lists_count_as_a_browser_counts():
    page = "<html><ol reversed><li>c<li>b<li>a</ol><ol><li value=5>e<li>f</ol><ol style='list-style: none'><li>x</ol></html>"
    assert read(page).text.splitlines() == ["3. c", "2. b", "1. a", "5. e", "6. f", "x"]


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2024-10-19T22:00:00Z">',
        '<meta itemprop="datePublished" content="2024/10/19">',
        '<time datetime="2024-10-19" pubdate>Saturday</time>',
        '<meta name="date" content="soon"><time>2024.10.19</time>',
    ],
)
def test_day_of_publication_is_found(head: str):
    assert read(f"<html>{head}<p>Two cities signed.</p></html>").published_on == date(2024, 10, 19)


def test_a_page_that_a_script_would_fill_is_told():
    with pytest.raises(InputError, match=r"page\.html: The page holds no article"):
        read("<html><body><div id=root></div><script>load()</script><nav><a>Home</a></nav></body></html>")


def test_entities_of_its_own_are_not_expanded_and_nothing_is_fetched():
    page = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><html><body><p>Before &x; after.</p></body></html>'
    assert read(page).text.splitlines()[-1].startswith("Before &x; after.")


def test_deep_and_wide_pages_are_read_soon():
    deep = "<html>" + "<div>" * 1_500 + "高雄市與格丁尼亞市簽署合作備忘錄。"
    assert "備忘錄" in read(deep).text
    with pytest.raises(InputError, match="cannot be read as HTML"):
        read(deep.replace("<html>", "<html>" + "<div>" * 3_000))
    with pytest.raises(InputError, match="at most 100,000 tags"):
        read("<html>" + "<p>x</p>" * 60_000)
    wide = (
        "<html>"
        + "<div class='menu'><ul><li><a>x</a></li></ul></div><p>A line of text that says something.</p>"
        * 3_000
    )
    assert len(read(wide).text.splitlines()) == 3_000
