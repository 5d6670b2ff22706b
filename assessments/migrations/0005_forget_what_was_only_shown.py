"""A row without an answer said when a question was shown; now the first answer says so."""

from django.db import migrations


def forget(apps, schema_editor):
    apps.get_model("assessments", "Response").objects.filter(saved_at__isnull=True).delete()


class Migration(migrations.Migration):

    dependencies = [
        ("assessments", "0004_words_alone_match_a_mended_question"),
    ]

    operations = [
        migrations.RunPython(forget, migrations.RunPython.noop),
    ]
