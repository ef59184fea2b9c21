"""The Model Context Protocol: tools by which language models search, read and query, with the guards of the endpoint."""
