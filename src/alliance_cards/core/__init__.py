"""The pure part: values and rules. No clock, file, environment, SQL, Rich or Typer."""
