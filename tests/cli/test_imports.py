"""Every module can be imported: run with the core tier alone, none may need more without saying so."""

from __future__ import annotations

import importlib
import pkgutil

import sistership


def test_every_module_can_be_imported():
    names = [
        one.name
        for one in pkgutil.walk_packages(sistership.__path__, "sistership.")
        if not one.name.endswith(".__main__")
    ]
    assert len(names) > 500
    for name in names:
        importlib.import_module(name)
