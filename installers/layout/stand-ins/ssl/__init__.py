"""Stands in for the ssl of Python in installed programs. pyHanko, asyncio and http import it for connections.

s11desk never fetches anything, because nothing of it goes over the network.
"""


def __getattr__(name: str) -> type:
    if name.startswith("__"):
        raise AttributeError(name)
    return type(name, (Exception,), {})  # some are named where errors are caught
