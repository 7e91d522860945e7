"""PostgreSQL puts new words into the index at once, instead of into a list that every search reads through.

After a thousand enquiries that list made the planner read the whole table for a rare word: 185 ms instead of 1.
"""

from django.db import migrations

AT_ONCE = (
    "ALTER INDEX ground_searchentry_words SET (fastupdate = off)",
    "SELECT gin_clean_pending_list('ground_searchentry_words')",
)
LATER = ("ALTER INDEX ground_searchentry_words RESET (fastupdate)",)


def _run(statements):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            for statement in statements:
                schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("ground", "0004_files_by_name")]

    operations = [migrations.RunPython(_run(AT_ONCE), _run(LATER))]
