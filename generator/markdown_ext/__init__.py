"""Python-Markdown extensions that the site uses."""
