"""Going back: those who follow without an account have no place in the older table."""

from django.db import migrations


def forget_addresses(apps, schema_editor):
    apps.get_model("notices", "Subscription").objects.filter(account__isnull=True).delete()


class Migration(migrations.Migration):
    dependencies = [("notices", "0002_following_by_mail")]

    operations = [migrations.RunPython(migrations.RunPython.noop, forget_addresses)]
