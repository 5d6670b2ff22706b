"""What `make bench` runs: figures, one JSON object a line. Never part of the tests."""
