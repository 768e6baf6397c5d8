"""What the command line says to people."""

from mailflow.speech import Speech

say = Speech(__name__)
