"""HTTP in, one query or service, a template out."""
