from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0001_initial"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="article",
            name="article_by_date",
        ),
        migrations.RemoveIndex(
            model_name="article",
            name="article_by_source",
        ),
        migrations.AddField(
            model_name="source",
            name="description",
            field=models.TextField(
                blank=True, help_text="Readers see it on the page of the source.", verbose_name="description"
            ),
        ),
        migrations.AddField(
            model_name="subject",
            name="description",
            field=models.TextField(
                blank=True, help_text="Readers see it on the page of the subject.", verbose_name="description"
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["status", "date", "date_precision", "source"], name="article_by_date"),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["source", "status", "date", "date_precision"], name="article_by_source"),
        ),
    ]
