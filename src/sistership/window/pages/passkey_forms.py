"""The forms of passkeys with labels in the reader's language: the log-in library's have none."""

from __future__ import annotations

from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

_NAME = _("Name of the device")


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey or security key."""

    passwordless = forms.BooleanField(
        label=_("Sign in with it alone"),
        required=False,
        initial=True,
        help_text=_("Without a password; the device asks for your fingerprint, your face or its code."),
    )

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        self.fields["name"].label = _NAME


class RenamePasskeyForm(EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    name = forms.CharField(label=_NAME, max_length=100)
