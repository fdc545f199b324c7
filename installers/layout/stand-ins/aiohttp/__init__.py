"""Stands in for aiohttp in installed programs. pyHanko imports it to fetch time stamps and revocation lists over HTTP.

s11desk never asks for either, because nothing of it goes over the network.
"""


class ClientError(Exception):
    """Never raised. pyHanko names it where it catches errors of the network."""


def __getattr__(name: str) -> type:
    if name.startswith("__"):
        raise AttributeError(name)
    return type(name, (), {})
