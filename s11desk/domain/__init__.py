"""Topics, audits, answers, flow, completeness and action plan: frozen values and pure functions.

No Qt, no input or output, no clock: a function here is given everything it needs.
"""
