"""`python -m alliance_cards` is the same as `alliance-cards`."""

from alliance_cards.cli import main

if __name__ == "__main__":
    main()
