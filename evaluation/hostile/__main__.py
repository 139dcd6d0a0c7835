"""Lets `python -m evaluation.hostile` run the evaluation."""

import sys

from evaluation.hostile.run import command

sys.exit(command())
