"""Routes and schemas of the HTTP API; they call actions and queries and hold no rule."""
