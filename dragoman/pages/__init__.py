"""The pages: what a record holds, as HTML for a browser or paper. `app` serves it, `render` writes it."""
