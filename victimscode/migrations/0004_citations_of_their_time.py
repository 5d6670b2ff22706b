"""Citations that stand already: what was history or a plan at the release is so today."""

from django.db import migrations


def mark(apps, schema_editor):
    citations = apps.get_model("victimscode", "Citation").objects
    not_in_force = (
        {"duty__edition__superseded_on__isnull": False},
        {"duty__edition__kind": "draft"},
        {"duty__in_force": False},
    )
    for which in not_in_force:
        # An update takes no joins, so the rows are named.
        pks = citations.filter(**which).values_list("pk", flat=True)
        citations.filter(pk__in=list(pks)).update(was_in_force=False)


class Migration(migrations.Migration):
    dependencies = [("victimscode", "0003_follow_and_adopt")]

    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
