"""Keep when a translation service was asked in vain."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_live_cases")]

    operations = [
        migrations.AddField(
            model_name="casemessage",
            name="failed_drafts",
            field=models.JSONField(blank=True, default=dict),
        ),
    ]
