"""Pages of duty: privacy register, breaches, requests of persons, retention."""
