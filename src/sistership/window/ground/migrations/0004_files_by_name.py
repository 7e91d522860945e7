"""Let the same bytes be stored under several names, so that nobody gets the name that somebody else gave."""

from django.apps import apps as installed
from django.db import IntegrityError, migrations, models, transaction


def share_names(apps, schema_editor):
    """Backwards: give what holds the same bytes under several names the first of them.

    The tables that hold files belong to offices above, which this history does not know.
    """
    stored = apps.get_model("ground", "StoredFile")
    first = {}
    for key, sha256 in stored.objects.order_by("pk").values_list("pk", "sha256"):
        if first.setdefault(sha256, key) != key:
            _hold_instead(schema_editor.connection, key, first[sha256])
            stored.objects.filter(pk=key).delete()
    schema_editor.connection.check_constraints()  # else PostgreSQL alters no table of which checks wait


def _hold_instead(connection, key, first):
    tables = set(connection.introspection.table_names())
    for relation in installed.get_model("ground", "StoredFile")._meta.get_fields(include_hidden=True):
        if not (relation.one_to_many or relation.one_to_one):
            continue
        if relation.related_model._meta.db_table not in tables:
            continue
        column = relation.field.attname
        holders = relation.related_model._base_manager.filter(**{column: key})
        for holder in holders.values_list("pk", flat=True):
            row = relation.related_model._base_manager.filter(pk=holder)
            try:
                with transaction.atomic():
                    row.update(**{column: first})
            except IntegrityError:  # a letter that has the same bytes twice
                row.delete()


class Migration(migrations.Migration):
    dependencies = [("ground", "0003_search")]

    operations = [
        migrations.AlterField("storedfile", "sha256", models.CharField(max_length=64)),
        migrations.AddConstraint(
            model_name="storedfile",
            constraint=models.UniqueConstraint(fields=("sha256", "name"), name="stored_once_under_a_name"),
        ),
        migrations.RunPython(migrations.RunPython.noop, share_names),
    ]
