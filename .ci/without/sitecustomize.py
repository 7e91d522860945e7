"""On PYTHONPATH, this hides Pango and what comes with it from Python: as on a machine without it."""

import sys

HIDDEN = ("pango", "gobject", "harfbuzz", "fontconfig")

try:
    import _cffi_backend
except ImportError:  # an interpreter without cffi cannot load Pango anyway
    pass
else:
    _load = _cffi_backend.load_library

    def _load_unless_hidden(name=None, *flags):
        if name and any(part in str(name).lower() for part in HIDDEN):
            raise OSError(f"cannot load library {name!r}: hidden by {sys.modules[__name__].__file__}")
        return _load(name, *flags)

    _cffi_backend.load_library = _load_unless_hidden
