"""What is said about a file that cannot be used."""

from mailflow.speech import Speech

say = Speech(__name__)
