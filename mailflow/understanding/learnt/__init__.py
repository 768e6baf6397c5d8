"""What is learnt from labelled mails, as files, and what they make of the signs of a mail."""
