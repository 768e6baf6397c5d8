"""What is said of a mailbox that is looked at."""

from mailflow.speech import Speech

say = Speech(__name__)
