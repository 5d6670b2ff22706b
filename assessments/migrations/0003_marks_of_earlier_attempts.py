"""Give the attempts that were submitted before marks were rows their marks as rows.

Until then there were two types of question, both right when exactly the right options were
chosen: this says so by itself, so that it stays true whatever becomes of `marking/`.
"""

from django.db import migrations

AT_ONCE = 200


def mark_earlier(apps, schema_editor):
    Attempt = apps.get_model("assessments", "Attempt")
    Marking = apps.get_model("assessments", "Marking")
    earlier = Attempt.objects.filter(submitted_at__isnull=False, markings__isnull=True)
    ids = list(earlier.values_list("pk", flat=True))
    for start in range(0, len(ids), AT_ONCE):
        attempts = Attempt.objects.filter(pk__in=ids[start : start + AT_ONCE])
        Marking.objects.bulk_create(
            row for attempt in attempts.prefetch_related("responses") for row in _marks(Marking, attempt)
        )


def _marks(Marking, attempt):
    answers = {one.index: one.response for one in attempt.responses.all()}
    for index, question in enumerate(attempt.form["questions"]):
        key = {option["key"] for option in question["options"] if option["correct"]}
        right = bool(key) and set(answers.get(index) or []) == key
        yield Marking(
            attempt=attempt,
            index=index,
            ref=question["ref"],
            revision=question.get("revision"),
            score=int(right),
            most=1,
            right=right,
            marked_at=attempt.submitted_at,
        )


def forget_what_was_only_shown(apps, schema_editor):
    """Before, a row was an answer; marks go with their table."""
    apps.get_model("assessments", "Response").objects.filter(saved_at__isnull=True).delete()


class Migration(migrations.Migration):

    dependencies = [
        ("assessments", "0002_blueprints_marks_and_histories"),
    ]

    operations = [
        migrations.RunPython(mark_earlier, forget_what_was_only_shown),
    ]
