from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0003_saved_searches_and_times_of_publication"),
    ]

    operations = [
        migrations.AddField(
            model_name="article",
            name="repaired_body",
            field=models.TextField(blank=True, editable=False, verbose_name="repaired text"),
        ),
        migrations.AddField(
            model_name="article",
            name="repairs",
            field=models.JSONField(blank=True, default=dict, editable=False, verbose_name="repairs"),
        ),
        migrations.AlterField(
            model_name="article",
            name="edited_body",
            field=models.TextField(
                blank=True,
                help_text="Leave empty to show the text as received and repaired; the former is kept in any case.",
                verbose_name="corrected text",
            ),
        ),
    ]
