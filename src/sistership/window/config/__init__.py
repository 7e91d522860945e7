"""Wiring: settings, addresses, the WSGI application."""
