"""By which headings of a list an answer of a profile is known, in four languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sistership.window.offices.market.models import ProfileKind, Stage

HEADINGS: Mapping[str, Sequence[str]] = {
    "imported_as": ("key", "id", "no", "number", "編號", "nr", "lp", "numer", "bil"),
    "organisation_name": (
        "organisation_name",
        "organisation",
        "organization",
        "company",
        "tenant",
        "name",
        "公司名稱",
        "公司",
        "廠商",
        "廠商名稱",
        "單位",
        "名稱",
        "firma",
        "nazwa firmy",
        "nazwa",
        "organizacja",
        "syarikat",
        "nama syarikat",
        "nama",
        "organisasi",
    ),
    "profile_kind": ("profile_kind", "kind", "type", "類別", "類型", "rodzaj", "typ", "jenis"),
    "title": ("title", "標題", "主題", "tytuł", "tajuk"),
    "summary": ("summary", "摘要", "簡介", "streszczenie", "opis", "ringkasan", "description"),
    "offers": (
        "offers",
        "offer",
        "products",
        "可提供項目",
        "提供",
        "產品",
        "主要產品",
        "營業項目",
        "oferta",
        "oferuje",
        "produkty",
        "tawaran",
        "produk",
    ),
    "needs": ("needs", "need", "需求", "尋找", "potrzeby", "szuka", "keperluan"),
    "sectors": ("sectors", "sector", "產業", "產業別", "branże", "branża", "sektor"),
    "stage": ("stage", "階段", "etap", "peringkat"),
    "size": ("size", "employees", "people", "員工人數", "人數", "zatrudnienie", "pracownicy", "pekerja"),
    "trl_low": ("trl_low", "trl"),
    "trl_high": ("trl_high",),
    "website": ("website", "url", "www", "網址", "網站", "strona", "laman web"),
    "contact_name": ("contact_name", "contact", "聯絡人", "osoba kontaktowa", "kontakt", "orang hubungan"),
    "contact_email": ("contact_email", "email", "e-mail", "mail", "電子郵件", "信箱", "emel"),
    "contact_telephone": (
        "contact_telephone",
        "telephone",
        "phone",
        "電話",
        "聯絡電話",
        "telefon",
        "nombor telefon",
    ),
    "language": ("language", "語言", "język", "bahasa"),
    "looks_in": ("looks_in", "cities", "目標城市", "miasta", "bandar"),
}
"""Answer → headings; the first is the one that a template writes."""
CHOICES = {"profile_kind": ProfileKind.choices, "stage": Stage.choices}
LISTS = ("sectors", "looks_in")


def answers_by_column(columns: Sequence[str]) -> dict[int, str]:
    """Place of a column → the answer that it holds; columns that nobody knows are left out."""
    known = {heading: name for name, headings in HEADINGS.items() for heading in headings}
    found: dict[int, str] = {}
    for place, column in enumerate(columns):
        name = known.get(column.strip().casefold())
        if name and name not in found.values():
            found[place] = name
    return found
