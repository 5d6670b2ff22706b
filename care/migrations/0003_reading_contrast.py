"""Contrast among the reading preferences."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("care", "0002_private_texts")]

    operations = [
        migrations.AddField(
            model_name="readingpreference",
            name="contrast",
            field=models.CharField(
                blank=True,
                choices=[("", "As my device is set"), ("more", "Stronger words and lines")],
                max_length=10,
                default="",
                verbose_name="contrast",
            ),
            preserve_default=False,
        ),
    ]
