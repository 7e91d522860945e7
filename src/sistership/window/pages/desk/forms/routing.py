"""Forms of routing rules: one rule, and a new set with where it begins from."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sistership.window.offices.cases.actions.rule_sets import RuleGiven
from sistership.window.offices.cases.models import Priority, RoutingRule, Service
from sistership.window.offices.people.models import Account, Organisation, OrganisationKind
from sistership.window.pages.desk.forms.base import DeskForm
from sistership.window.pages.desk.forms.choices import Choices, loaded_choices
from sistership.window.pages.desk.forms.imports import MAX_BYTES, READERS

ANY: tuple[str, Any] = ("", pgettext_lazy("rule", "any"))


class RuleForm(DeskForm):
    """What a rule asks of a case, and where it sends it."""

    service = forms.ChoiceField(label=_("Service"), required=False)
    concept = forms.ChoiceField(
        label=_("Sector"), required=False, help_text=_("Narrower sectors fit as well.")
    )
    language = forms.ChoiceField(label=_("Language of the enquirer"), required=False)
    city = forms.CharField(
        label=_("Word in the enquirer's city"),
        required=False,
        max_length=120,
        help_text=_("Capitals and small letters count alike."),
    )
    organisation_kind = forms.ChoiceField(label=_("Kind of organisation"), required=False)
    desk = forms.ChoiceField(label=_("Goes to the desk"), required=False)
    officer = forms.ChoiceField(label=_("Goes to the officer"), required=False)
    priority = forms.TypedChoiceField(
        label=pgettext_lazy("case", "Priority"),
        choices=Priority.choices,
        coerce=int,
        initial=Priority.NORMAL,
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=200)

    def __init__(
        self,
        *args: Any,
        concepts: Choices,
        desks: list[Organisation],
        officers: list[Account],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.desks = {str(one.public_id): one for one in desks}
        self.officers = {str(one.public_id): one for one in officers}
        self._choose("service", [ANY, *Service.choices])
        self._choose("concept", [ANY, *concepts])
        self._choose("language", [ANY, *settings.LANGUAGES])
        self._choose("organisation_kind", [ANY, *OrganisationKind.choices])
        self._choose("desk", [("", _("The window's own desk")), *loaded_choices(desks, "name")])
        nobody = ("", _("Nobody in particular"))
        self._choose("officer", [nobody, *((key, one.get_full_name()) for key, one in self.officers.items())])

    def _choose(self, name: str, choices: Choices) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    @staticmethod
    def values_of(rule: RoutingRule) -> dict[str, Any]:
        """The initial values that show a rule."""
        names = ("service", "concept", "language", "city", "organisation_kind", "priority", "note")
        return {name: getattr(rule, name) for name in names} | {
            "desk": str(rule.desk.public_id) if rule.desk else "",
            "officer": str(rule.officer.public_id) if rule.officer else "",
        }

    def given(self) -> RuleGiven:
        """The rule; call after is_valid()."""
        values = dict(self.cleaned_data)
        values["desk"] = self.desks.get(values["desk"])
        values["officer"] = self.officers.get(values["officer"])
        return RuleGiven(**values)


class SectorsForm(DeskForm):
    """The sectors of a case."""

    concepts = forms.MultipleChoiceField(
        label=_("Sectors"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, concepts: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["concepts"].choices = concepts  # type: ignore[attr-defined]


class NewRulesForm(DeskForm):
    """A name, and where the new rules begin from: rules there are, a file, or nothing."""

    name = forms.CharField(label=_("Name"), max_length=80, help_text=_("For example: 2027, with the port."))
    source = forms.ChoiceField(label=_("Begin from"), required=False)
    file = forms.FileField(
        label=_("Or from a file"),
        required=False,
        max_length=255,
        widget=forms.FileInput(attrs={"accept": ",".join(READERS)}),
        help_text=_("CSV or JSON, as rules are taken away here. It counts before the choice above."),
    )

    def __init__(self, *args: Any, sources: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["source"].choices = [*sources, ("", _("An empty page"))]  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if upload and upload.size > MAX_BYTES:
            raise forms.ValidationError(_("The file is too large for rules."))
        return upload
