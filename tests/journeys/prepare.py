"""Makes the site that the journeys walk through: what `make run` gives, in small, and fresh learners.

Run as a program, so that the site lives in a database and processes of its own.
"""

import sys
from datetime import timedelta
from pathlib import Path

import django


def main(learners: int) -> None:
    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.utils import timezone

    from accounts.models import User
    from accounts.services import NewPerson, add_people, open_post
    from demo.people import PASSWORD
    from mandatory.services import match

    call_command("migrate", verbosity=0)
    call_command("sync_roles")
    call_command("load_content", Path(settings.BASE_DIR) / "content", "--release")
    call_command("load_demo", "--people=100")
    unit = User.objects.get(email="practitioner@example.org").posts.get(ends_on=None).unit
    joined = timezone.localdate() - timedelta(days=10)
    people = [
        NewPerson(
            email=f"learner{number}@example.org",
            first_name="Lee",
            last_name=f"Learner {number}",
            joined_on=joined,
        )
        for number in range(learners)
    ]
    # Without staff numbers: a staff file that is imported on the way lets nobody of them go.
    for person in add_people(by=None, people=people):
        open_post(by=None, user=person, unit=unit, job="response-officer", starts_on=joined)
        person.set_password(PASSWORD)
        person.save(update_fields=["password"])
    match()


if __name__ == "__main__":
    main(int(sys.argv[1]))
