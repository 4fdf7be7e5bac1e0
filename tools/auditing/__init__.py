"""What `audit.py` is made of: the standard library, and nothing of briefgen."""
