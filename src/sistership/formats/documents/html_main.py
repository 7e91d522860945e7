"""Which part of a page is its article: what is marked so, else where text stands dense and links are few."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

_HAN = re.compile(r"[\u3400-\u9fff]")
_SPACE = re.compile(r"\s+")
_NEVER_SHOWN = {
    *("script", "style", "noscript", "template", "svg", "math", "iframe", "object", "canvas", "audio"),
    *("nav", "footer", "aside", "dialog", "menu", "map", "rt", "rp", "video"),
    *("button", "select", "textarea", "input", "datalist", "progress"),
}
_ROLES = {"navigation", "banner", "contentinfo", "complementary", "search", "dialog", "menu", "menubar"}
_ROLES |= {"alert", "alertdialog", "toolbar", "tooltip"}
_HIDING = {"hidden", "sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "invisible"}
_FURNITURE = {
    *("nav", "navbar", "navigation", "menu", "submenu", "breadcrumb", "breadcrumbs", "footer", "sidebar"),
    *("share", "sharing", "social", "addthis", "sharethis", "related", "recommend", "recommended"),
    *("recommendation", "recommends", "cookie", "cookies", "consent", "gdpr", "rodo", "advert"),
    *("advertisement", "ads", "ad", "sponsor", "sponsored", "promo", "newsletter", "subscribe"),
    *("comments", "disqus", "pagination", "pager", "toolbar", "popular", "trending", "modal", "popup"),
    *("skip", "accesskey", "gotop", "backtop", "metryczka", "copyright", "tags", "teaser", "teasers"),
}
_RELATED = re.compile(
    r"(?:相關(?:新聞|報導|文章|連結|資訊|訊息|影片)|延伸閱讀|推薦閱讀|更多(?:新聞|報導)|熱門(?:新聞|文章)"
    r"|最新(?:新聞|消息)|你可能也(?:會)?(?:喜歡|想看).{0,6}|其他新聞"
    r"|related(?: (?:news|articles?|stories|links|posts))?|read (?:more|next|also)"
    r"|more (?:news|stories|from .{1,30})|you may also like|see also|most read|latest news"
    r"|zobacz (?:także|też|również)|czytaj (?:także|też|również|więcej)|powiązane(?: artykuły| treści)?"
    r"|polecane|podobne(?: artykuły)?|najnowsze(?: aktualności)?|inne aktualności"
    r"|przeczytaj (?:także|również|też))\s*[:：]?",
    re.I,
)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = ("div", "section", "ul", "ol", "dl", "table", "p", "td", "figure")
_CONTAINERS = {*_BLOCKS, "article", "main", "form", "tbody", "tr", "center", "span"} - {"p", "ul", "ol"}
_RUNS = {"p", "li", "td", "div", "span", "section", "blockquote", "font", "article", "dd", "form", "body"}
_HAN_WEIGHT = 3
_PARAGRAPH_WEIGHT = 60
_LEAST_SHARE_MARKED = 0.25
_SHARE_TO_DESCEND = 0.85
_LONGEST_HEAD = 300
_LONGEST_RELATED = 40
_MOST_STEPS_OUT = 4


@dataclass(slots=True)
class _Weight:
    text: int = 0
    """Letters, a Chinese one counted three times."""
    linked: int = 0
    links: int = 0
    paragraphs: int = 0
    """Weight of what stands in long runs outside links."""


def strip_furniture(root: Any) -> None:  # an lxml element, changed
    """Take out of a page what nobody reads as its article: menus, buttons, hidden parts, other articles."""
    body = root.find(".//body")
    body = root if body is None else body
    for element in list(body.iter()):
        if element is not body and _is_never_shown(element):
            _drop(element)
    whole = weights_of(body)
    total = whole[body].text
    for element in list(body.iter()):
        if element not in whole or element is body or element.tag in ("main", "article", *_HEADINGS):
            continue
        weight = whole[element]
        if weight.text <= total * 0.5 and (_is_named_furniture(element) or _is_links_only(element, weight)):
            _drop(element)
    _drop_related(body)


def find_main(root: Any) -> Any:  # lxml elements
    """The element that holds the article."""
    body = root.find(".//body")
    body = root if body is None else body
    weights = weights_of(body)
    total = max(1, weights[body].text - weights[body].linked)
    for path in (
        './/*[@itemprop="articleBody"]',
        ".//article",
        ".//main",
        './/*[@role="main"]',
    ):
        found = max(body.iterfind(path), key=lambda element: weights[element].text, default=None)
        if found is not None and weights[found].text - weights[found].linked >= _LEAST_SHARE_MARKED * total:
            return found
    main = body
    while weights[main].paragraphs:
        best = max(main, key=lambda child: weights[child].paragraphs, default=None)
        if best is None or weights[best].paragraphs < _SHARE_TO_DESCEND * weights[main].paragraphs:
            break
        if best.tag not in _CONTAINERS:
            break
        main = best
    return _with_heading(main, body, weights)


def _with_heading(main: Any, body: Any, weights: dict[Any, _Weight]) -> Any:  # lxml elements
    """The nearest element around that also holds the headline, where that adds only little else."""
    most = weights[main].text * 0.35 + _LONGEST_HEAD
    if main.find(".//h1") is not None or main.find(".//h2") is not None:
        return main
    around = main.getparent()
    for _ in range(_MOST_STEPS_OUT):
        if around is None or main is body or weights[around].text - weights[main].text > most:
            break
        if any(head.find(".//a") is None for head in around.iter("h1", "h2")):
            return around
        around = around.getparent() if around is not body else None
    return main


def weights_of(body: Any) -> dict[Any, _Weight]:  # lxml elements
    """How much text, linked text and long paragraphs stand in every element below."""
    weights: dict[Any, _Weight] = {}
    for element in reversed(list(body.iter())):
        if not isinstance(element.tag, str):
            continue
        own = [element.text or ""] + [child.tail or "" for child in element]
        weight = _Weight()
        weight.text = sum(map(_weight, own))
        for child in element:
            below = weights.get(child)
            if below is None:
                continue
            weight.text += below.text
            weight.linked += below.linked
            weight.links += below.links
            weight.paragraphs += below.paragraphs
        if element.tag == "a":
            weight.linked, weight.links, weight.paragraphs = weight.text, 1, 0
        elif element.tag in _RUNS and sum(map(_weight, own)) >= _PARAGRAPH_WEIGHT:
            weight.paragraphs += sum(map(_weight, own))
        weights[element] = weight
    return weights


def _weight(text: str) -> int:
    letters = _SPACE.sub("", text)
    return len(letters) + (_HAN_WEIGHT - 1) * len(_HAN.findall(letters))


def _drop(element: Any) -> None:  # an lxml element
    if element.getparent() is not None:
        element.drop_tree()


def _is_never_shown(element: Any) -> bool:  # an lxml element
    if not isinstance(element.tag, str) or element.tag in _NEVER_SHOWN:
        return True
    if element.get("hidden") is not None or (element.get("aria-hidden") or "").casefold() == "true":
        return True
    if (element.get("role") or "").casefold() in _ROLES:
        return True
    style = "".join((element.get("style") or "").split()).casefold()
    if "display:none" in style or "visibility:hidden" in style:
        return True
    classes = set((element.get("class") or "").casefold().split())
    if classes & _HIDING:
        return True
    if element.tag == "header":
        return not any(parent.tag in ("article", "main") for parent in element.iterancestors())
    return False


def _is_named_furniture(element: Any) -> bool:  # an lxml element
    words = f"{element.get('class') or ''} {element.get('id') or ''}"
    parts = re.split(r"[\s_-]+", re.sub(r"(?<=[a-z])(?=[A-Z])", "-", words))
    return any(part.casefold() in _FURNITURE for part in parts)


def _is_links_only(element: Any, weight: _Weight) -> bool:  # an lxml element
    """A list or block of three links or more that says hardly anything beside them."""
    return element.tag in _BLOCKS and weight.links >= 3 and weight.linked > 0.6 * weight.text


def _drop_related(body: Any) -> None:  # an lxml element, changed
    """Drop each heading such as 相關新聞 with what follows it, up to the next heading of its rank."""
    weights = weights_of(body)
    total = weights[body].text
    for head in list(body.iter(*_HEADINGS, "p", "div", "strong", "b", "span", "dt")):
        if head.getparent() is None or len(head) > 3 or weights[head].text > _LONGEST_RELATED * _HAN_WEIGHT:
            continue
        words = " ".join("".join(head.itertext()).split())
        if len(words) > _LONGEST_RELATED or not _RELATED.fullmatch(words):
            continue
        block = head
        while (parent := block.getparent()) is not None and parent is not body:
            if weights[parent].text != weights[head].text:
                break
            block = parent
        rank = _HEADINGS.index(head.tag) if head.tag in _HEADINGS else 6
        following = []
        for sibling in block.itersiblings():
            if sibling.tag in _HEADINGS and _HEADINGS.index(sibling.tag) <= rank:
                break
            following.append(sibling)
        if sum(weights[sibling].text for sibling in following) <= total * 0.5:
            for sibling in following:
                _drop(sibling)
        _drop(block)
