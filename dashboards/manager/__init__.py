"""The manager's screens: my team, a person, requirements."""
