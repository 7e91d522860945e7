"""One process that keeps the web server and the background worker alive, and ends both when it ends."""
