"""The demo's accounts. They load only in development, or with an explicit flag."""

PASSWORD = "a-steady-presence"  # noqa: S105 -- printed to whoever runs the demo

ACCOUNTS = [
    ("practitioner@example.org", "takes modules"),
    ("manager@example.org", "sees their team"),
    ("editor@example.org", "writes and releases"),
    ("reviewer@example.org", "reviews from outside"),
    ("evaluator@example.org", "downloads figures"),
    ("admin@example.org", "imports staff, sets requirements"),
]
