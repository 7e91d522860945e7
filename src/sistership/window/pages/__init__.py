"""Views, forms, templates, stylesheet: they call actions and queries and hold no rule."""
