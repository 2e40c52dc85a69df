"""The design-review report of Urker's results."""
