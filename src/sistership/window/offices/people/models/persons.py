"""Tables: persons, the posts that they hold, accounts, grants of roles, tokens for programs."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import pgettext_lazy

from sistership.window.ground.ids import Ref, new_public_id
from sistership.window.ground.records import Record
from sistership.window.offices.people.models.places import City, Organisation


class Person(Record):
    """Somebody named in a record. May never log in."""

    TEXT_FIELDS = ("name",)

    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="persons")
    """The city that is controller of the personal data."""
    email = models.EmailField(blank=True)
    telephone = models.CharField(max_length=60, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    is_example = models.BooleanField(default=False)


class Post(Record):
    """What a person is, and where: deputy mayor of a city, director of an organisation."""

    TEXT_FIELDS = ("title",)

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="posts")
    city = models.ForeignKey(City, null=True, blank=True, on_delete=models.PROTECT, related_name="posts")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="posts"
    )
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)


class AccountManager(BaseUserManager["Account"]):
    """Creates accounts by e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Account:
        account = self.model(email=self.normalize_email(email).lower(), **fields)
        account.set_password(password)
        account.save()
        return account

    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(email=(username or "").lower())


class Account(AbstractBaseUser):
    """Somebody who can log in. Not a Person: one may exist without the other."""

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    email = models.EmailField(unique=True)
    display_name = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=16, blank=True)
    person = models.OneToOneField(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="account"
    )
    is_active = models.BooleanField(default=True)
    is_example = models.BooleanField(default=False)
    date_joined = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = AccountManager()

    @property
    def ref(self) -> Ref:
        return Ref("account", self.public_id)

    def get_full_name(self) -> str:
        return self.display_name or self.email


class Role(models.TextChoices):
    """What an account may do, in one city or (administrator) in the installation."""

    OFFICER = "officer", pgettext_lazy("role", "window officer")
    LEAD = "lead", pgettext_lazy("role", "department lead")
    EXPERT = "expert", pgettext_lazy("role", "city expert")
    COUNCILLOR = "councillor", pgettext_lazy("role", "councillor")
    ADMINISTRATOR = "administrator", pgettext_lazy("role", "administrator")


class Grant(models.Model):
    """A role given to an account."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=20, choices=Role)
    city = models.ForeignKey(City, null=True, blank=True, on_delete=models.CASCADE, related_name="grants")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "role", "city"], name="grant_once"),
            models.UniqueConstraint(
                fields=["account", "role"], condition=models.Q(city__isnull=True), name="grant_once_no_city"
            ),
            models.CheckConstraint(
                condition=models.Q(role="administrator", city__isnull=True)
                | (~models.Q(role="administrator") & models.Q(city__isnull=False)),
                name="grant_has_city_unless_administrator",
            ),
        ]


class ApiToken(models.Model):
    """A key for a program, stored hashed, shown once, with scopes and an end."""

    SCOPES: ClassVar[tuple[str, ...]] = ("read", "write")

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    prefix = models.CharField(max_length=8)
    """First characters, so that its owner can tell it from another."""
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
