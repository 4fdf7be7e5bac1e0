"""The prose of a brief: Markdown and facts to blocks, sentences and notes, and its lint."""
