"""Notes beside passages are kept as reflections are: one table for both, told apart by kind."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("care", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="reflection", name="care_reflection_once"),
        migrations.RenameModel("Reflection", "PrivateText"),
        migrations.AlterModelOptions(
            name="privatetext",
            options={
                "default_permissions": (),
                "verbose_name": "private text",
                "verbose_name_plural": "private texts",
            },
        ),
        migrations.AddField(
            model_name="privatetext",
            name="kind",
            field=models.CharField(
                choices=[
                    ("reflection", "a thought at a prompt"),
                    ("note", "a note beside a passage"),
                ],
                default="reflection",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="privatetext",
            name="about",
            field=models.CharField(blank=True, max_length=300, default=""),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="privatetext",
            constraint=models.UniqueConstraint(
                fields=("user", "place_iri", "kind", "key"), name="care_private_text_once"
            ),
        ),
    ]
