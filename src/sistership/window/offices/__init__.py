"""The records: one Django app for each office, in an order of dependence that contracts enforce."""
