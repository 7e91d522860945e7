import django.db.models.deletion
import sistership.window.ground.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.UUIDField(
                        default=sistership.window.ground.ids.new_public_id, editable=False, unique=True
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("name", models.CharField(max_length=80)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("last_used_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="News",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.UUIDField(
                        default=sistership.window.ground.ids.new_public_id, editable=False, unique=True
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("about_kind", models.CharField(max_length=40)),
                ("about_id", models.UUIDField()),
                ("heading", models.CharField(max_length=250)),
                ("words", models.TextField()),
                ("address", models.CharField(max_length=500)),
                ("happened_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["happened_at", "pk"],
            },
        ),
        migrations.AddField(
            model_name="message",
            name="stop_url",
            field=models.URLField(blank=True, max_length=500),
        ),
        migrations.AddField(
            model_name="subscription",
            name="confirmed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="subscription",
            name="email",
            field=models.EmailField(blank=True, max_length=254),
        ),
        migrations.AddField(
            model_name="subscription",
            name="language",
            field=models.CharField(blank=True, max_length=16),
        ),
        migrations.AddField(
            model_name="subscription",
            name="letter_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="subscription",
            name="rhythm",
            field=models.CharField(
                choices=[("at_once", "each piece of news at once"), ("weekly", "one letter a week")],
                default="at_once",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="subscription",
            name="account",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="subscriptions",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.UniqueConstraint(
                condition=models.Q(("account__isnull", True), ("confirmed_at__isnull", False)),
                fields=("email", "about_id"),
                name="subscription_once_per_address",
            ),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("account__isnull", False), ("email", "")),
                    models.Q(("account__isnull", True), models.Q(("email", ""), _negated=True)),
                    _connector="OR",
                ),
                name="subscription_of_account_or_address",
            ),
        ),
        migrations.AddField(
            model_name="calendarfeed",
            name="account",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="calendar_feeds",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="news",
            name="subscription",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="news", to="notices.subscription"
            ),
        ),
    ]
