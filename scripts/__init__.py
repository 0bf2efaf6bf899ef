"""Scripts of maintainers: they make the files of data/ and train the weights."""
