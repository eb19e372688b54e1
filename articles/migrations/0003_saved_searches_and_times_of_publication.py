import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def public_since_they_were_added(apps, schema_editor):
    """Of articles that are public already, no more is known than when they were added."""
    apps.get_model("articles", "Article").objects.filter(status="published").update(public_since=models.F("created"))


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0002_descriptions_and_indexes_for_browsing"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="article",
            name="public_since",
            field=models.DateTimeField(editable=False, null=True, verbose_name="public since"),
        ),
        migrations.CreateModel(
            name="SavedSearch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("query", models.TextField(editable=False, verbose_name="query")),
                ("digest", models.CharField(editable=False, max_length=64)),
                ("seen_up_to", models.DateTimeField(editable=False, verbose_name="seen up to")),
                ("created", models.DateTimeField(auto_now_add=True, verbose_name="saved")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_searches",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
            ],
            options={
                "verbose_name": "saved search",
                "verbose_name_plural": "saved searches",
                "ordering": ["-created", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="saved_search_has_name"
                    ),
                    models.UniqueConstraint(fields=("user", "digest"), name="saved_search_once_a_user"),
                ],
            },
        ),
        migrations.RunPython(public_since_they_were_added, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("public_since__isnull", False), ("status", "published")),
                    models.Q(models.Q(("status", "published"), _negated=True), ("public_since__isnull", True)),
                    _connector="OR",
                ),
                name="article_public_since_fits_status",
            ),
        ),
    ]
