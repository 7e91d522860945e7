"""Notices: the outbox, subscriptions, and one-time links."""
