"""Disclosure control: tables in, protected tables out. Everything that leaves goes by `protect`."""

from evaluation.disclosure.marks import CONFIDENTIAL
from evaluation.disclosure.protecting import protect
from evaluation.disclosure.tables import ALL, Node, ProtectedTable, Rules, Table, TableError

__all__ = [
    "ALL",
    "CONFIDENTIAL",
    "Node",
    "ProtectedTable",
    "Rules",
    "Table",
    "TableError",
    "protect",
]
