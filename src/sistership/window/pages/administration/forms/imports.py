"""Forms of an import: which file into which register, what its columns say, what is decided about a row."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from sistership.formats.sheets import MAX_BYTES, Sheet
from sistership.window.ground.texts import load_texts
from sistership.window.offices.imports import rules
from sistership.window.offices.imports.columns import NOTE, fields_of
from sistership.window.offices.imports.models import ImportRun, Register
from sistership.window.offices.imports.reading import EXTENSIONS
from sistership.window.offices.people.models import Account
from sistership.window.offices.people.rules import grants_of
from sistership.window.pages.administration.frame import name_of

SAMPLES = 3
DOTTED = "column-%s"


class ImportFileForm(forms.Form):
    """A file on its way into a register."""

    register = forms.ChoiceField(label=_("What stands in the file"), widget=forms.RadioSelect)
    file = forms.FileField(
        label=_("File"),
        max_length=255,
        widget=forms.FileInput(attrs={"accept": ",".join(EXTENSIONS)}),
        help_text=_(
            "Excel workbook (.xlsx), CSV, or for contacts cards (.vcf); up to 10 MB and 50,000 rows."
        ),
    )

    def __init__(self, *args: Any, reader: Account, **options: Any) -> None:
        super().__init__(*args, **options)
        allowed = rules.registers_of(reader)
        register = self.fields["register"]
        assert isinstance(register, forms.ChoiceField)
        register.choices = [(one.value, one.label) for one in allowed]
        if allowed and self.initial.get("register") not in [one.value for one in allowed]:
            self.initial["register"] = allowed[0].value

    def clean_file(self) -> tuple[str, bytes]:
        upload: UploadedFile = self.cleaned_data["file"]
        if (upload.size or 0) > MAX_BYTES:
            raise forms.ValidationError(
                gettext("The file is too large. A file may have up to %(limit)s MB.")
                % {"limit": MAX_BYTES // 1024 // 1024}
            )
        return PurePath(upload.name or "file").name, upload.read()


class MappingForm(forms.Form):
    """Which field each column fills, and what holds for every row of the sheet."""

    def __init__(
        self,
        *args: Any,
        run: ImportRun,
        sheets: tuple[Sheet, ...],
        sheet: Sheet,
        reader: Account,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.run, self.sheet = run, sheet
        if len(sheets) > 1:
            self.fields["sheet"] = forms.ChoiceField(
                label=_("Sheet of the workbook"),
                choices=[(one.name, f"{one.name} ({len(one.rows)})") for one in sheets],
                initial=sheet.name,
                help_text=_("Choose another one to see its columns."),
            )
        self._add_options(reader)
        targets: list[Any] = [("", _("— ignore —")), (NOTE, _("keep as a note"))]
        targets += [(field.key, str(field.label)) for field in fields_of(run.register).values()]
        for index, column in enumerate(sheet.columns):
            self.fields[DOTTED % index] = forms.ChoiceField(
                label=column,
                choices=targets,
                required=False,
                initial=run.mapping.get(column, ""),
                help_text=self._samples(index),
            )

    def _add_options(self, reader: Account) -> None:
        cities = list(rules.own_cities(reader))
        load_texts(cities)
        named: list[Any] = sorted(((city.key, name_of(city)) for city in cities), key=lambda pair: pair[1])
        if self.run.register == Register.CITIES:
            # An officer of one city brings the partners of that one.
            home = next((city.key for city in cities if {city.pk} == grants_of(reader).staff_cities), "")
            self.fields["partner_of"] = forms.ChoiceField(
                label=_("These are partner cities of"),
                required=False,
                choices=[("", _("no city of this window")), *named],
                initial=self.run.options.get("partner_of", "" if self.run.is_mapped else home),
                help_text=_(
                    "A partnership with that city is made for each row; with a day, an agreement too."
                ),
            )
            return
        is_only = len(named) == 1
        self.fields["city"] = forms.ChoiceField(
            label=pgettext_lazy("import", "City of rows that name none"),
            required=False,
            choices=named if is_only else [("", _("each row names its own")), *named],
            initial=self.run.options.get("city", named[0][0] if is_only else ""),
        )

    def _samples(self, index: int) -> str:
        cells = dict.fromkeys(row.cells[index] for row in self.sheet.rows[:200] if row.cells[index])
        found = [cell if len(cell) <= 40 else f"{cell[:39]}…" for cell in cells if cell][:SAMPLES]
        return (
            gettext("For example: %(values)s") % {"values": " · ".join(found)} if found else gettext("Empty")
        )

    def columns(self) -> list[forms.BoundField]:
        """The fields of the columns alone."""
        return [self[DOTTED % index] for index in range(len(self.sheet.columns))]

    def others(self) -> list[forms.BoundField]:
        """The sheet and what holds for every row."""
        return [self[name] for name in ("sheet", "partner_of", "city") if name in self.fields]

    def mapping(self) -> dict[str, str]:
        """Column → field."""
        return {column: self.cleaned_data[DOTTED % index] for index, column in enumerate(self.sheet.columns)}

    def options(self) -> dict[str, str]:
        """What holds for every row."""
        names = ("partner_of", "city")
        return {name: self.cleaned_data[name] for name in names if self.cleaned_data.get(name)}
