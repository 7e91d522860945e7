"""The index of suggestions: one table, whose tokens stand in the database's own index.

PostgreSQL: a tsvector column with a GIN index, new tokens at once. SQLite: an FTS5 table keyed by the row.
"""

from django.db import migrations, models

POSTGRESQL = (
    "ALTER TABLE market_indexedprofile ADD COLUMN terms tsvector NOT NULL DEFAULT ''::tsvector",
    # Beside its row: else the planner takes reading every row for cheap, and leaves the index
    "ALTER TABLE market_indexedprofile ALTER COLUMN terms SET STORAGE MAIN",
    "CREATE INDEX market_indexedprofile_terms ON market_indexedprofile"
    " USING gin (terms) WITH (fastupdate = off)",
)
SQLITE = ("CREATE VIRTUAL TABLE market_terms USING fts5(terms, detail = 'none', tokenize = 'ascii')",)


def add_terms(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def remove_terms(apps, schema_editor):
    """The column and its index go with the table."""
    if schema_editor.connection.vendor != "postgresql":
        schema_editor.execute("DROP TABLE market_terms")


class Migration(migrations.Migration):
    dependencies = [
        ("market", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="IndexedCounts",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveBigIntegerField(default=0)),
                ("kept", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="IndexedProfile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=200, unique=True)),
                ("lang", models.CharField(max_length=16)),
                ("city", models.CharField(max_length=60)),
                ("kind", models.CharField(max_length=20)),
                ("shown", models.PositiveIntegerField(null=True)),
                ("facts", models.TextField()),
                ("packed", models.BinaryField()),
            ],
            options={
                "indexes": [models.Index(fields=["city"], name="market_indexed_city")],
            },
        ),
        migrations.RunPython(add_terms, remove_terms),
    ]
