"""The Model Context Protocol: tools by which language models search, read and query, guarded as the endpoint is."""
