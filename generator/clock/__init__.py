"""Clocks (时限): working days, what a rule promises, how each record stands on a day, and how to say so."""
