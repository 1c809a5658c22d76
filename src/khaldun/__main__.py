"""What does `python -m khaldun` do? The same as the command `khaldun`."""

from khaldun.cli import main

if __name__ == "__main__":  # a process that shares the work imports this file too
    main()
