"""`python -m sistership.cli` is the same as `sistership`."""

from sistership.cli import main

main()
