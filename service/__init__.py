"""The endpoint and the pages: HTTP in front, processes that evaluate behind, a release folder beneath."""
