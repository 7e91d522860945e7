"""A window that reads its mail: a maildir that it fetches, letters put into it, letters that it sent."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings

from sistership.window.ground import clock
from sistership.window.offices.notices import tasks
from sistership.window.offices.notices.models import IncomingMessage, Message

ADDRESS = "window@city.example"


@dataclass
class Mail:
    """Letters in and out."""

    folder: Path
    now: datetime
    count: int = field(default=0)

    def put(self, sender: str, to: str, text: str, **more: object) -> str:
        """Put a letter into the box; returns its Message-ID. `headers`, `files`, `id`, `subject`, `cc`."""
        self.count += 1
        name = str(more.get("id", f"letter{self.count}@mail.example"))
        letter = EmailMessage()
        letter["From"], letter["To"] = sender, to
        letter["Subject"] = str(more.get("subject", "Question"))
        letter["Message-ID"] = f"<{name}>"
        if more.get("cc"):
            letter["Cc"] = str(more["cc"])
        for header, value in dict(more.get("headers", {})).items():  # type: ignore[call-overload]
            letter[header] = value
        letter.set_content(text)
        for file, content in more.get("files", ()):  # type: ignore[attr-defined]
            letter.add_attachment(content, maintype="application", subtype="octet-stream", filename=file)
        self.put_bytes(letter.as_bytes(policy=policy.SMTP))
        return name

    def put_bytes(self, content: bytes) -> None:
        self.count += 1
        place = self.folder / "new"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{1_700_000_000 + self.count}.{self.count}.host").write_bytes(content)

    def fetch(self) -> list[IncomingMessage]:
        """Let the window fetch its mail; what it kept, oldest first."""
        seen = set(IncomingMessage.objects.values_list("pk", flat=True))
        with clock.at(self.now):
            tasks.collect()
        return list(IncomingMessage.objects.exclude(pk__in=seen).order_by("pk"))

    def later(self, **amount: float) -> None:
        self.now += timedelta(**amount)

    def sent_to(self, address: str) -> list[Message]:
        return list(Message.objects.filter(to=address).order_by("pk"))


def answered(letter: Message, sent: list[bytes]) -> EmailMessage:
    """The letter as it left, from what a mail server took."""
    found = [message_from_bytes(one, policy=policy.default) for one in sent]
    return next(one for one in found if one["Message-ID"] == f"<{letter.message_id}>")  # type: ignore[misc]


def set_up(folder: Path, now: datetime) -> Mail:
    settings.MAILBOX = "sistership.outside.mailbox.Maildir"
    settings.MAILBOX_OPTIONS = {"folder": str(folder)}
    settings.CASE_ADDRESS = ADDRESS
    (folder / "new").mkdir(parents=True)
    return Mail(folder, now)
