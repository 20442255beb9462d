"""Other people's formats: files in, decks out; decks in, files out. Nothing raises."""
