"""Locks between processes of one checkout, as files that the system frees when a process ends."""

import fcntl
from contextlib import contextmanager

from . import place


@contextmanager
def alone(name, otherwise=None):
    """Hold the lock alone; wait for it, or raise `otherwise` when somebody else has it."""
    with _file(name) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (fcntl.LOCK_NB if otherwise else 0))
        except BlockingIOError:
            raise otherwise from None
        yield


@contextmanager
def shared(name, last):
    """Hold the lock with others; whoever leaves last calls `last`."""
    with _file(name) as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        try:
            yield
        finally:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            last()


def _file(name):
    return (place.LOCAL / f"{name}.lock").open("w")
