"""The pages: each a function from a Desk and what was asked to a frozen record, drawn by the template of its name."""
