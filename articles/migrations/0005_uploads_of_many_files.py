import uuid

import django.core.serializers.json
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import articles.models.upload


def one_upload_of_many_files(apps, schema_editor):
    """Make one upload of the files that were sent together, and of each a file of it.

    What waited for confirmation is looked through anew: its rows do not hold what an import needs now.
    """
    Upload = apps.get_model("articles", "Upload")
    UploadFile = apps.get_model("articles", "UploadFile")
    UploadRow = apps.get_model("articles", "UploadRow")
    first = {}
    for upload in Upload.objects.order_by("pk").iterator():
        whole = first.setdefault(upload.key, upload)
        file = UploadFile.objects.create(
            upload=whole, number=whole.files_total, name=upload.name, file=upload.file.name, state="read"
        )
        whole.files_total += 1
        rows = UploadRow.objects.filter(upload=upload)
        for number, pk in enumerate(list(rows.order_by("pk").values_list("pk", flat=True))):
            rows.filter(pk=pk).update(file=file, number=number, done=True)
        rows.update(upload=whole)
        if whole is not upload:
            upload.delete()
    for whole in first.values():
        rows = UploadRow.objects.filter(upload=whole)
        if whole.state in ("waiting", "importing"):
            rows.delete()
            UploadFile.objects.filter(upload=whole).update(state="waiting")
            whole.state = "examining"
        else:
            whole.files_done = whole.files_total
            whole.rows_done = whole.rows_total = rows.count()
            # What an article was when it came is not known any more; it counts as unchanged since now.
            for row in rows.filter(outcome="added", article__isnull=False).select_related("article").iterator():
                UploadRow.objects.filter(pk=row.pk).update(article_changed=row.article.changed)
        whole.save()
    if schema_editor.connection.vendor == "postgresql":
        # The tables are altered next, which PostgreSQL refuses while checks of keys wait for the end.
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0004_repairs"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="UploadFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "upload",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="articles.upload",
                        verbose_name="upload",
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("name", models.TextField(verbose_name="file name")),
                (
                    "file",
                    models.FileField(blank=True, upload_to=articles.models.upload.stored_name, verbose_name="file"),
                ),
                ("size", models.BigIntegerField(default=0, verbose_name="size in bytes")),
                ("sha256", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "not read yet"),
                            ("read", "read"),
                            ("metadata", "metadata of another file"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("mapping", models.JSONField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "uploaded file",
                "verbose_name_plural": "uploaded files",
                "ordering": ["upload", "number"],
            },
        ),
        migrations.RenameField(
            model_name="upload",
            old_name="batch",
            new_name="key",
        ),
        migrations.AddField(
            model_name="upload",
            name="began",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="upload",
            name="bytes_done",
            field=models.BigIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="upload",
            name="bytes_total",
            field=models.BigIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="upload",
            name="copies",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "show them to me"),
                    ("keep", "add them as they are"),
                    ("skip", "leave them out"),
                    ("reprint", "add them as reprints"),
                ],
                default="",
                max_length=10,
                verbose_name="near copies",
            ),
        ),
        migrations.AddField(
            model_name="upload",
            name="declined",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="upload",
            name="details",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name="upload",
            name="door",
            field=models.CharField(
                choices=[("browser", "browser"), ("folder", "watched folder"), ("command", "command line")],
                default="browser",
                max_length=10,
                verbose_name="door",
            ),
        ),
        migrations.AddField(
            model_name="upload",
            name="files_done",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="upload",
            name="files_total",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="upload",
            name="lease",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="upload",
            name="paused",
            field=models.BooleanField(default=False, verbose_name="paused"),
        ),
        migrations.AddField(
            model_name="upload",
            name="reason",
            field=models.CharField(blank=True, max_length=50, verbose_name="reason"),
        ),
        migrations.AddField(
            model_name="upload",
            name="rows_done",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="upload",
            name="rows_total",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="upload",
            name="rows_before",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="upload",
            name="worker",
            field=models.CharField(blank=True, editable=False, max_length=200),
        ),
        migrations.AddField(
            model_name="uploadrow",
            name="article_changed",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="uploadrow",
            name="before",
            field=models.JSONField(editable=False, encoder=django.core.serializers.json.DjangoJSONEncoder, null=True),
        ),
        migrations.AddField(
            model_name="uploadrow",
            name="body",
            field=models.TextField(blank=True, verbose_name="text as received"),
        ),
        migrations.AddField(
            model_name="uploadrow",
            name="byline",
            field=models.CharField(blank=True, max_length=300, verbose_name="byline"),
        ),
        migrations.AddField(
            model_name="uploadrow",
            name="changes",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name="uploadrow",
            name="copy",
            field=models.CharField(
                blank=True,
                choices=[("", "none"), ("same", "the same text"), ("near", "nearly the same text")],
                default="",
                max_length=10,
                verbose_name="copy",
            ),
        ),
        migrations.AddField(
            model_name="uploadrow",
            name="copy_of",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="articles.article",
                verbose_name="copy of",
            ),
        ),
        migrations.AddField(
            model_name="uploadrow",
            name="copy_row",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="articles.uploadrow",
                verbose_name="copy of the row",
            ),
        ),
        migrations.AddField(
            model_name="uploadrow",
            name="copy_share",
            field=models.FloatField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="uploadrow",
            name="decision",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "undecided"),
                    ("accept", "add"),
                    ("refuse", "leave out"),
                    ("reprint", "add as a reprint"),
                    ("replace", "replace the older version"),
                ],
                default="",
                max_length=10,
                verbose_name="decision",
            ),
        ),
        migrations.AddField(
            model_name="uploadrow",
            name="done",
            field=models.BooleanField(default=False, verbose_name="done"),
        ),
        migrations.AddField(
            model_name="uploadrow",
            name="fields",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name="uploadrow",
            name="length",
            field=models.PositiveIntegerField(default=0, verbose_name="words"),
        ),
        migrations.AddField(
            model_name="uploadrow",
            name="name",
            field=models.TextField(blank=True, verbose_name="name in the file"),
        ),
        migrations.AddField(
            model_name="uploadrow",
            name="needs_eye",
            field=models.BooleanField(default=False, verbose_name="needs an eye"),
        ),
        migrations.AddField(
            model_name="uploadrow",
            name="number",
            field=models.PositiveIntegerField(default=0, verbose_name="number in the file"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="uploadrow",
            name="place",
            field=models.CharField(blank=True, max_length=200, verbose_name="place of the dateline"),
        ),
        migrations.AddField(
            model_name="uploadrow",
            name="proposals",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="uploadrow",
            name="proposed",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="open proposals"),
        ),
        migrations.AddField(
            model_name="uploadrow",
            name="repaired",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="repairs"),
        ),
        migrations.AddField(
            model_name="uploadrow",
            name="repairs",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name="uploadrow",
            name="sketch",
            field=models.BinaryField(null=True),
        ),
        migrations.AddField(
            model_name="uploadrow",
            name="warnings",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="uploadrow",
            name="file",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="rows",
                to="articles.uploadfile",
                verbose_name="file",
            ),
        ),
        migrations.AlterField(
            model_name="upload",
            name="state",
            field=models.CharField(
                choices=[
                    ("examining", "being looked through"),
                    ("waiting", "waiting for review"),
                    ("importing", "being imported"),
                    ("imported", "imported"),
                    ("nothing", "nothing to import"),
                    ("cancelled", "cancelled"),
                    ("failed", "failed"),
                    ("undoing", "being undone"),
                    ("undone", "undone"),
                ],
                default="examining",
                max_length=10,
                verbose_name="state",
            ),
        ),
        migrations.AlterField(
            model_name="uploadrow",
            name="outcome",
            field=models.CharField(
                choices=[
                    ("added", "added"),
                    ("replaced", "replaced"),
                    ("unchanged", "already there"),
                    ("duplicate", "duplicate"),
                    ("left_out", "left out"),
                    ("refused", "refused"),
                ],
                max_length=10,
                verbose_name="outcome",
            ),
        ),
        migrations.RunPython(one_upload_of_many_files, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name="upload",
            name="file",
        ),
        migrations.RemoveField(
            model_name="upload",
            name="name",
        ),
        migrations.AlterField(
            model_name="upload",
            name="key",
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        ),
        migrations.AlterField(
            model_name="uploadrow",
            name="file",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="rows",
                to="articles.uploadfile",
                verbose_name="file",
            ),
        ),
        migrations.AddIndex(
            model_name="upload",
            index=models.Index(fields=["state"], name="upload_by_state"),
        ),
        migrations.AddIndex(
            model_name="uploadrow",
            index=models.Index(
                fields=["upload", "outcome", "done", "needs_eye", "decision", "copy", "proposed", "repaired"],
                name="upload_row_for_review",
            ),
        ),
        migrations.AddConstraint(
            model_name="uploadrow",
            constraint=models.UniqueConstraint(fields=("file", "number"), name="upload_row_once"),
        ),
        migrations.AddConstraint(
            model_name="uploadfile",
            constraint=models.UniqueConstraint(fields=("upload", "number"), name="upload_file_once"),
        ),
        migrations.AlterModelOptions(
            name="uploadrow",
            options={
                "ordering": ["file__number", "number"],
                "verbose_name": "row of an upload",
                "verbose_name_plural": "rows of an upload",
            },
        ),
    ]
