"""A class at a glance: figures over its gradebook, and the page that staff look at."""
