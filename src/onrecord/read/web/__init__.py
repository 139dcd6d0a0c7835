"""A web page → its paragraphs, what each of them is, whether a reader could see it, and what the page says of itself."""
