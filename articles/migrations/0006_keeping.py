import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import articles.models.source

GRANTED = {
    "editors": (
        ("articles", "article", "delete_article", "Can delete article"),
        *(
            ("articles", "sourcealias", f"{act}_sourcealias", f"Can {act} other name of a source")
            for act in ("add", "change", "delete", "view")
        ),
        ("admin", "logentry", "view_logentry", "Can view log entry"),
    ),
    "uploaders": (
        ("articles", "article", "edit_own_drafts", "Can see, edit and delete drafts that they brought"),
        ("articles", "source", "view_source", "Can view source"),
        ("articles", "subject", "view_subject", "Can view subject"),
    ),
}


def grant_new_permissions(apps, schema_editor):
    """To the groups of an archive that is there; a new one gets its groups after all migrations.

    Django makes permissions only then, too: those that are given here are made here. Who uploads may see own drafts in
    the administration now, for which an account needs staff status.
    """
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    ContentType = apps.get_model("contenttypes", "ContentType")
    for name, granted in GRANTED.items():
        group = Group.objects.filter(name=name).first()
        if group is None:
            continue
        for app, model, codename, label in granted:
            of, _ = ContentType.objects.get_or_create(app_label=app, model=model)
            group.permissions.add(
                Permission.objects.get_or_create(content_type=of, codename=codename, defaults={"name": label})[0]
            )
        group.user_set.update(is_staff=True)


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0005_uploads_of_many_files"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.CreateModel(
            name="FormerIdentifier",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("identifier", models.CharField(max_length=200, unique=True, verbose_name="identifier")),
            ],
            options={
                "verbose_name": "former identifier",
                "verbose_name_plural": "former identifiers",
            },
        ),
        migrations.CreateModel(
            name="HistoricalArticle",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "identifier",
                    models.CharField(
                        db_index=True,
                        help_text="Stands in the article's address and never changes.",
                        max_length=200,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A(?!\\.{1,2}\\Z)[^\\s/\\\\\\x00-\\x1f\\x7f](?:[^/\\\\\\x00-\\x1f\\x7f]*[^\\s/\\\\\\x00-\\x1f\\x7f])?\\Z",
                                "An identifier has no slash, no line break, and no blank at its ends.",
                            )
                        ],
                        verbose_name="identifier",
                    ),
                ),
                ("title", models.CharField(max_length=500, verbose_name="title")),
                (
                    "title_derived",
                    models.BooleanField(
                        default=False,
                        help_text="The article came without a title; its first words stand in for one.",
                        verbose_name="title taken from the text",
                    ),
                ),
                ("subtitle", models.CharField(blank=True, max_length=500, verbose_name="subtitle")),
                ("lead", models.TextField(blank=True, verbose_name="lead")),
                ("body", models.TextField(verbose_name="text as received")),
                (
                    "edited_body",
                    models.TextField(
                        blank=True,
                        help_text="Leave empty to show the text as received, which is kept in any case.",
                        verbose_name="corrected text",
                    ),
                ),
                ("language", models.CharField(default="ar", max_length=10, verbose_name="language")),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="place of the dateline")),
                ("byline", models.CharField(blank=True, max_length=300, verbose_name="byline")),
                ("url", models.URLField(blank=True, max_length=2000, verbose_name="original address")),
                (
                    "date",
                    models.DateField(
                        blank=True, help_text="Of a month or a year, its first day.", null=True, verbose_name="date"
                    ),
                ),
                (
                    "date_precision",
                    models.CharField(
                        choices=[("day", "day"), ("month", "month"), ("year", "year"), ("unknown", "unknown")],
                        default="unknown",
                        max_length=10,
                        verbose_name="precision of the date",
                    ),
                ),
                ("date_estimated", models.BooleanField(default=False, verbose_name="date is an estimate")),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="time of publication")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("published", "published"),
                            ("withdrawn", "withdrawn"),
                            ("trashed", "in the trash"),
                        ],
                        db_index=True,
                        default="draft",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("public_since", models.DateTimeField(editable=False, null=True, verbose_name="public since")),
                ("checksum", models.CharField(db_index=True, editable=False, max_length=64, verbose_name="checksum")),
                ("record_checksum", models.CharField(blank=True, editable=False, max_length=80)),
                ("extra", models.JSONField(blank=True, default=dict, verbose_name="other metadata")),
                ("trashed_at", models.DateTimeField(editable=False, null=True, verbose_name="put in the trash")),
                ("status_before", models.CharField(blank=True, editable=False, max_length=10)),
                ("created", models.DateTimeField(blank=True, editable=False, verbose_name="added")),
                ("changed", models.DateTimeField(blank=True, editable=False, verbose_name="changed")),
                ("history_id", models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
            ],
            options={
                "verbose_name": "historical article",
                "verbose_name_plural": "historical articles",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalArticle_subjects",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("m2m_history_id", models.BigAutoField(editable=False, primary_key=True, serialize=False)),
            ],
            options={
                "verbose_name": "HistoricalArticle_subjects",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPerson",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("names", models.JSONField(default=list, verbose_name="names")),
                ("display_name", models.CharField(max_length=200, verbose_name="display name")),
                ("sort_key", models.CharField(db_index=True, editable=False, max_length=200, verbose_name="sort key")),
                ("letter", models.CharField(db_index=True, editable=False, max_length=1, verbose_name="letter")),
                ("role", models.CharField(blank=True, max_length=200, verbose_name="role")),
                ("notes", models.TextField(blank=True, verbose_name="notes")),
                ("history_id", models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
            ],
            options={
                "verbose_name": "historical person",
                "verbose_name_plural": "historical persons",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalSource",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("names", models.JSONField(default=list, verbose_name="names")),
                ("key", models.SlugField(allow_unicode=True, max_length=100, verbose_name="key")),
                ("name_ar", models.CharField(max_length=200, verbose_name="name in Arabic")),
                ("name_latin", models.CharField(blank=True, max_length=200, verbose_name="name in Latin letters")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("newspaper", "newspaper"),
                            ("agency", "news agency"),
                            ("broadcaster", "broadcaster"),
                            ("site", "site"),
                            ("other", "other"),
                        ],
                        default="other",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("url", models.URLField(blank=True, verbose_name="address")),
                (
                    "description",
                    models.TextField(
                        blank=True, help_text="Readers see it on the page of the source.", verbose_name="description"
                    ),
                ),
                ("notes", models.TextField(blank=True, verbose_name="notes")),
                (
                    "default_byline",
                    models.CharField(
                        blank=True,
                        help_text="For articles that come without one.",
                        max_length=300,
                        verbose_name="default byline",
                    ),
                ),
                (
                    "time_zone",
                    models.CharField(
                        blank=True,
                        help_text="Of times that come without one, such as Africa/Tripoli; UTC where it is empty.",
                        max_length=50,
                        validators=[articles.models.source.known_time_zone],
                        verbose_name="time zone",
                    ),
                ),
                (
                    "boilerplate",
                    models.TextField(
                        blank=True,
                        help_text="One a line, such as “اقرأ أيضا”: repair takes them out of this source's texts.",
                        verbose_name="recurring lines",
                    ),
                ),
                ("history_id", models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
            ],
            options={
                "verbose_name": "historical source",
                "verbose_name_plural": "historical sources",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalSubject",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("name", models.CharField(db_index=True, max_length=100, verbose_name="name")),
                (
                    "description",
                    models.TextField(
                        blank=True, help_text="Readers see it on the page of the subject.", verbose_name="description"
                    ),
                ),
                ("notes", models.TextField(blank=True, verbose_name="notes")),
                ("history_id", models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
            ],
            options={
                "verbose_name": "historical subject",
                "verbose_name_plural": "historical subjects",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="SourceAlias",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("key", models.CharField(editable=False, max_length=200, unique=True)),
            ],
            options={
                "verbose_name": "other name of a source",
                "verbose_name_plural": "other names of a source",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Discarded",
            fields=[],
            options={
                "verbose_name": "article in the trash",
                "verbose_name_plural": "trash",
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("articles.article",),
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[],
            options={
                "verbose_name": "draft to review",
                "verbose_name_plural": "drafts to review",
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("articles.article",),
        ),
        migrations.AlterModelOptions(
            name="article",
            options={
                "ordering": ["-date", "identifier"],
                "permissions": [
                    ("publish_article", "Can publish and withdraw articles"),
                    ("edit_own_drafts", "Can see, edit and delete drafts that they brought"),
                    ("purge_article", "Can delete articles in the trash for good"),
                ],
                "verbose_name": "article",
                "verbose_name_plural": "articles",
            },
        ),
        migrations.RemoveConstraint(
            model_name="article",
            name="article_status_known",
        ),
        migrations.RemoveConstraint(
            model_name="article",
            name="article_text_once_a_source",
        ),
        migrations.RemoveConstraint(
            model_name="article",
            name="article_text_once_without_source",
        ),
        migrations.AddField(
            model_name="article",
            name="assigned_to",
            field=models.ForeignKey(
                blank=True,
                help_text="Who reviews the draft.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="assigned_articles",
                to=settings.AUTH_USER_MODEL,
                verbose_name="assigned to",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="status_before",
            field=models.CharField(blank=True, editable=False, max_length=10),
        ),
        migrations.AddField(
            model_name="article",
            name="trashed_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="put in the trash"),
        ),
        migrations.AddField(
            model_name="article",
            name="trashed_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="uploaded_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="uploaded_articles",
                to=settings.AUTH_USER_MODEL,
                verbose_name="uploaded by",
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="boilerplate",
            field=models.TextField(
                blank=True,
                help_text="One a line, such as “اقرأ أيضا”: repair takes them out of this source's texts.",
                verbose_name="recurring lines",
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="default_byline",
            field=models.CharField(
                blank=True,
                help_text="For articles that come without one.",
                max_length=300,
                verbose_name="default byline",
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="time_zone",
            field=models.CharField(
                blank=True,
                help_text="Of times that come without one, such as Africa/Tripoli; UTC where it is empty.",
                max_length=50,
                validators=[articles.models.source.known_time_zone],
                verbose_name="time zone",
            ),
        ),
        migrations.AlterField(
            model_name="article",
            name="status",
            field=models.CharField(
                choices=[
                    ("draft", "draft"),
                    ("published", "published"),
                    ("withdrawn", "withdrawn"),
                    ("trashed", "in the trash"),
                ],
                db_index=True,
                default="draft",
                max_length=10,
                verbose_name="status",
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["draft", "published", "withdrawn", "trashed"])),
                name="article_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "trashed"), ("trashed_at__isnull", False)),
                    models.Q(models.Q(("status", "trashed"), _negated=True), ("trashed_at__isnull", True)),
                    _connector="OR",
                ),
                name="article_trash_fits_status",
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.UniqueConstraint(
                condition=models.Q(("source__isnull", False), models.Q(("status", "trashed"), _negated=True)),
                fields=("source", "checksum"),
                name="article_text_once_a_source",
                violation_error_message="This source already has an article with the same text.",
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.UniqueConstraint(
                condition=models.Q(("source__isnull", True), models.Q(("status", "trashed"), _negated=True)),
                fields=("checksum",),
                name="article_text_once_without_source",
                violation_error_message="There is already an article without a source with the same text.",
            ),
        ),
        migrations.AddField(
            model_name="formeridentifier",
            name="article",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="former_identifiers",
                to="articles.article",
                verbose_name="became part of",
            ),
        ),
        migrations.AddField(
            model_name="historicalarticle",
            name="history_user",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="historicalarticle",
            name="reprint_of",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="The same text in another source, received earlier.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="articles.article",
                verbose_name="reprint of",
            ),
        ),
        migrations.AddField(
            model_name="historicalarticle",
            name="source",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="articles.source",
                verbose_name="source",
            ),
        ),
        migrations.AddField(
            model_name="historicalarticle",
            name="trashed_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="historicalarticle",
            name="uploaded_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="uploaded by",
            ),
        ),
        migrations.AddField(
            model_name="historicalarticle_subjects",
            name="article",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_tablespace="",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="articles.article",
            ),
        ),
        migrations.AddField(
            model_name="historicalarticle_subjects",
            name="history",
            field=models.ForeignKey(
                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to="articles.historicalarticle"
            ),
        ),
        migrations.AddField(
            model_name="historicalarticle_subjects",
            name="subject",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_tablespace="",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="articles.subject",
            ),
        ),
        migrations.AddField(
            model_name="historicalperson",
            name="history_user",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="historicalsource",
            name="history_user",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="historicalsubject",
            name="history_user",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="sourcealias",
            name="source",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="aliases",
                to="articles.source",
                verbose_name="source",
            ),
        ),
        migrations.AddConstraint(
            model_name="sourcealias",
            constraint=models.CheckConstraint(
                condition=models.Q(("key", ""), _negated=True), name="source_alias_has_letters"
            ),
        ),
        migrations.RunPython(grant_new_permissions, migrations.RunPython.noop),
    ]
