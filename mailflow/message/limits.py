"""How much of a mail is looked at: enough for anything a person sends, too little for any mail to stall the service.

What lies beyond a limit is cut, never refused, and the cut is told in `Message.defects`.
"""

BYTES = 48 * 1024 * 1024  # of the whole mail
PARTS = 250  # MIME entities, nested ones counted
DEPTH = 24  # MIME entities inside one another
HEADERS = 400  # header fields of one entity
HEADER = 16 * 1024  # bytes of one header field
PARAMETERS = 40  # of one Content-Type or Content-Disposition
ADDRESSES = 200  # of one header field
TEXT = 64 * 1024  # characters of text that are parted into new words, quote and signature
HTML = 384 * 1024  # bytes of HTML that are turned into text
ALL_TEXT = 256 * 1024  # characters of text in a mail, its alternatives and the mails attached to it together
ALL_HTML = 512 * 1024  # bytes of HTML, likewise
LINE = 998  # characters of a line that are held against the patterns (RFC 5322 section 2.1.1)
REPORT = 64 * 1024  # characters of a delivery report's parts
RECIPIENTS = 1000  # of a delivery report
PACKAGES = 3  # mails signed in one piece that are opened, one inside another or not
CALENDARS = 4  # calendar texts that are looked into
FORWARDS = 10  # mails handed on inside one another
