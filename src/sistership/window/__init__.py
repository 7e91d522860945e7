"""The web platform: records in offices, pages and an HTTP API over them."""
