"""Whether several sides read a case, and an index by which the lists of the desk are sorted without reading rows."""

from django.db import migrations, models
from django.db.models import Count


def mark_shared(apps, schema_editor):
    """Cases that more than one side reads."""
    case = apps.get_model("cases", "Case")
    several = case.sides.through.objects.values("case").annotate(readers=Count("pk")).filter(readers__gt=1)
    case.objects.filter(pk__in=several.values("case")).update(is_shared=True)


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_failed_drafts")]

    operations = [
        migrations.AddField(
            model_name="case",
            name="is_shared",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.RunPython(mark_shared, migrations.RunPython.noop),
        migrations.RemoveIndex(model_name="case", name="case_live"),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("state", "closed"), _negated=True),
                fields=[
                    "side",
                    "state",
                    "officer",
                    "offered_to",
                    "due_at",
                    "at_risk_from",
                    "is_unread",
                    "is_shared",
                    "priority",
                    "id",
                ],
                name="case_not_closed",
            ),
        ),
    ]
