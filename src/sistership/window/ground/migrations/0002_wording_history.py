"""Keep what authentic wordings said at each revision, and machine translations beside a person's."""

from django.db import migrations, models

CHUNK_ROWS = 1000


def begin_history(apps, schema_editor):
    """The wordings that are authentic now are the first that the history knows."""
    LocalizedText = apps.get_model("ground", "LocalizedText")
    WordingRevision = apps.get_model("ground", "WordingRevision")
    waiting = []
    for row in LocalizedText.objects.filter(status="authentic").iterator(chunk_size=CHUNK_ROWS):
        waiting.append(
            WordingRevision(
                owner_kind=row.owner_kind,
                owner_id=row.owner_id,
                field=row.field,
                language=row.language,
                revision=row.revision,
                text=row.text,
                at=row.updated_at,
            )
        )
        if len(waiting) == CHUNK_ROWS:
            WordingRevision.objects.bulk_create(waiting)
            waiting = []
    WordingRevision.objects.bulk_create(waiting)


class Migration(migrations.Migration):
    dependencies = [("ground", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="TranslationProposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("owner_kind", models.CharField(max_length=40)),
                ("owner_id", models.UUIDField()),
                ("field", models.CharField(max_length=40)),
                ("language", models.CharField(max_length=16)),
                ("text", models.TextField()),
                ("source_revision", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="WordingRevision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("owner_kind", models.CharField(max_length=40)),
                ("owner_id", models.UUIDField()),
                ("field", models.CharField(max_length=40)),
                ("language", models.CharField(max_length=16)),
                ("revision", models.PositiveIntegerField()),
                ("text", models.TextField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.AddConstraint(
            model_name="translationproposal",
            constraint=models.UniqueConstraint(
                fields=("owner_id", "owner_kind", "field", "language"), name="proposal_once_per_language"
            ),
        ),
        migrations.AddConstraint(
            model_name="wordingrevision",
            constraint=models.UniqueConstraint(
                fields=("owner_id", "owner_kind", "field", "language", "revision"),
                name="wording_once_per_revision",
            ),
        ),
        migrations.RunPython(begin_history, migrations.RunPython.noop),
    ]
