"""Gold sets, the guide they follow, and the scorers: independent of the library that they judge.

`python -m bench` prints the tables of docs/benchmarks.md.
"""
