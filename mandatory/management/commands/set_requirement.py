"""Set a requirement from the command line."""

import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import Unit, User
from core.errors import SiteError
from mandatory import services
from mandatory.enums import Audience


class Command(BaseCommand):
    help = (
        "Ask people to take a module: everyone, or the people of some units or jobs. "
        "With the short name of an open requirement it changes that one."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")
        parser.add_argument("module", help="the module's key, as in its address")
        parser.add_argument("--slug", default="", help="short name; else made from the name")
        parser.add_argument(
            "--unit", action="append", default=[], help="a unit's code; again for more"
        )
        parser.add_argument("--job", action="append", default=[], help="a job; again for more")
        parser.add_argument("--first-days", type=int, default=28)
        parser.add_argument("--repeat-months", type=int, default=12, help="0: once is enough")
        parser.add_argument("--from", dest="since", type=datetime.date.fromisoformat)
        parser.add_argument("--by", default="", help="e-mail address of the administrator who asks")

    def handle(self, *args: Any, **options: Any) -> None:
        units = list(Unit.objects.filter(code__in=options["unit"]))
        if missing := set(options["unit"]) - {unit.code for unit in units}:
            raise CommandError(f"There is no unit with the code {', '.join(sorted(missing))}.")
        if units and options["job"]:
            raise CommandError("Give units or jobs, not both.")
        audience = Audience.EVERYONE
        if units or options["job"]:
            audience = Audience.UNITS if units else Audience.JOBS
        try:
            requirement = services.set_requirement(
                by=_who(options["by"]),
                name=options["name"],
                module_key=options["module"],
                slug=options["slug"],
                audience=audience,
                units=units,
                jobs=options["job"],
                first_days=options["first_days"],
                repeat_months=options["repeat_months"] or None,
                effective_from=options["since"],
            )
        except SiteError as error:
            raise CommandError(str(error)) from error
        asked = requirement.assignments.filter(voided_at__isnull=True, closed_on__isnull=True)
        self.stdout.write(f"{requirement.slug}: asked of {asked.count()} people.")


def _who(email: str) -> User | None:
    if not email:
        return None
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        raise CommandError(f"Nobody here has the address {email}.")
    return user
