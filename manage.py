#!/usr/bin/env python
"""The site's commands."""

import os
import sys


def main() -> None:
    """Run one command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trainingsite.settings")
    # The settings' place is said first.
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415
    from django.core.management import execute_from_command_line  # noqa: PLC0415
    from django.db import OperationalError, connection  # noqa: PLC0415

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"The settings are not complete. {error}")
    except OperationalError:
        try:
            connection.ensure_connection()
        except OperationalError as error:
            sys.exit(
                f"The database does not answer: {str(error).splitlines()[0]}. "
                "Start it, or put right what DATABASE_URL says."
            )
        raise


if __name__ == "__main__":
    main()
