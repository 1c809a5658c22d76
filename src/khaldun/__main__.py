"""What does `python -m khaldun` do? The same as the command `khaldun`."""

from khaldun.cli import main

main()
