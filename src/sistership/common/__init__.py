"""What every storey may use: errors, text in several languages, calendars, canonical bytes."""
