"""`python -m geo.cli`: the same as the command `geo`."""

from geo.cli import main

main(prog_name="geo")
