"""`python -m tidings` is the command line."""

from tidings.cli import main

main()
