import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import IntegrityError, OperationalError, connection, transaction

from core import guards
from core.models import AuditEntry

TABLE = "core_auditentry"


def make_entry() -> AuditEntry:
    return AuditEntry.objects.create(action="thing.changed", object_type="x", object_id="1")


@pytest.mark.django_db
def test_an_entry_cannot_be_updated():
    entry = make_entry()

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        AuditEntry.objects.filter(pk=entry.pk).update(action="other")

    assert AuditEntry.objects.get().action == "thing.changed"


@pytest.mark.django_db
def test_an_entry_cannot_be_deleted():
    entry = make_entry()

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        entry.delete()

    assert AuditEntry.objects.count() == 1


@pytest.mark.django_db
def test_the_table_cannot_be_emptied_by_sql():
    make_entry()
    connection.check_constraints()  # what is deferred would stand in the way of TRUNCATE
    sql = (
        f"TRUNCATE {TABLE} CASCADE" if connection.vendor == "postgresql" else f"DELETE FROM {TABLE}"
    )

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        connection.cursor().execute(sql)

    assert AuditEntry.objects.count() == 1


@pytest.mark.django_db
def test_an_entry_cannot_be_replaced_by_an_insert():
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite has INSERT OR REPLACE")
    entry = make_entry()

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        connection.cursor().execute(
            f"INSERT OR REPLACE INTO {TABLE} SELECT * FROM {TABLE} WHERE id = %s", [entry.pk.hex]
        )


@pytest.mark.django_db
def test_installing_twice_changes_nothing():
    guards.install_append_only(connection, TABLE)
    guards.install_append_only(connection, TABLE)

    assert guards.guards_present(connection, guards.guarded_tables())


@pytest.mark.django_db(transaction=True)
def test_lifted_guards_come_back_when_the_flush_breaks():
    def break_while_lifted() -> None:
        with guards.guards_lifted(connection, [TABLE]):
            assert not guards.guards_present(connection, [TABLE])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        break_while_lifted()

    assert guards.guards_present(connection, [TABLE])


@pytest.mark.django_db(transaction=True)
def test_the_test_flush_empties_the_table_and_leaves_it_guarded():
    make_entry()

    call_command("flush", interactive=False, verbosity=0)

    assert AuditEntry.objects.count() == 0
    assert guards.guards_present(connection, [TABLE])


@pytest.mark.django_db
def test_the_flush_is_refused_outside_tests(settings):
    settings.TEST = False

    with pytest.raises(CommandError, match="never deleted"):
        call_command("flush", interactive=False)


@pytest.mark.django_db
def test_start_up_is_refused_while_a_guard_is_missing():
    guards.refuse_without_guards()
    guards.remove_append_only(connection, TABLE)

    with pytest.raises(ImproperlyConfigured, match="Run `manage"):
        guards.refuse_without_guards()


@pytest.mark.django_db
def test_start_up_says_what_to_do_when_the_database_cannot_be_reached(monkeypatch):
    def refuse(*_args: object) -> list[str]:
        raise OperationalError("connection refused")

    monkeypatch.setattr(guards, "missing_guards", refuse)

    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        guards.refuse_without_guards()


@pytest.mark.django_db
def test_the_system_check_names_the_missing_trigger_only_when_databases_are_asked_about():
    guards.remove_append_only(connection, TABLE)

    assert guards.check_guards(databases=None) == []
    assert {problem.id for problem in guards.check_guards(databases=["default"])} == {"core.E001"}


@pytest.mark.django_db
def test_migrate_puts_a_lost_guard_back():
    guards.remove_append_only(connection, TABLE)

    guards.install_after_migrate(using="default")

    assert guards.guards_present(connection, [TABLE])
