"""The learner's screens: my training, my record."""
