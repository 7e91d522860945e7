"""What is kept, late or dropped already is no news: nobody gets a letter about it after the upgrade."""

from django.db import migrations
from django.utils import timezone


def note_told(apps, schema_editor):
    commitments = apps.get_model("agreements", "Commitment").objects
    now = timezone.now()
    commitments.filter(late_from__lte=now).update(told_state="late")
    commitments.filter(kept_from__lte=now).update(told_state="kept")
    commitments.filter(dropped_on__isnull=False).update(told_state="dropped")


class Migration(migrations.Migration):
    dependencies = [("agreements", "0002_why_questions")]

    operations = [migrations.RunPython(note_told, migrations.RunPython.noop)]
