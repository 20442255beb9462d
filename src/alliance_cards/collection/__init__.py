"""What every front end does with an open home."""
