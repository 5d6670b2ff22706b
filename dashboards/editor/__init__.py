"""The editor's screens of the Code: what rests on a duty, and what a new edition asks for."""
