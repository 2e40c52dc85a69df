"""One module a figure: `draw(result)` gives a matplotlib figure, for any number of rows."""
