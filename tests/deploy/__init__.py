"""Whether what is deployed is what the service understands."""
