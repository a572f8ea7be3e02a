"""Saan's own forms and measures, as data: a Markdown table a form, which pyxform itself reads, and `measures.toml`."""
