"""The index of search: one table, whose words stand in the database's own index.

PostgreSQL: a tsvector column with a GIN index. SQLite: an FTS5 table keyed by the entry, whose tokeniser takes
whatever stands between spaces as it is.
"""

from django.db import migrations, models

POSTGRESQL = (
    "ALTER TABLE ground_searchentry ADD COLUMN words tsvector NOT NULL DEFAULT ''::tsvector",
    # Beside its row: else the planner takes reading every row for cheap, and leaves the index
    "ALTER TABLE ground_searchentry ALTER COLUMN words SET STORAGE MAIN",
    "CREATE INDEX ground_searchentry_words ON ground_searchentry USING gin (words)",
)
SQLITE = (
    """CREATE VIRTUAL TABLE ground_searchwords USING fts5(
        words, detail = 'none', tokenize = "ascii tokenchars '-'"
    )""",
)


def add_words(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def remove_words(apps, schema_editor):
    """The column and its index go with the table."""
    if schema_editor.connection.vendor != "postgresql":
        schema_editor.execute("DROP TABLE ground_searchwords")


class Migration(migrations.Migration):
    dependencies = [("ground", "0002_wording_history")]

    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("owner_kind", models.CharField(max_length=40)),
                ("owner_id", models.UUIDField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["owner_kind", "-at"], name="search_entry_newest")],
                "constraints": [
                    models.UniqueConstraint(fields=["owner_id", "owner_kind"], name="search_entry_once")
                ],
            },
        ),
        migrations.RunPython(add_words, remove_words),
    ]
