"""The desk of an investment-promotion officer: projects, appeals, printed summaries."""

__version__ = "0.1.0"
