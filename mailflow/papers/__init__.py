"""What is printed, published or opened in a spreadsheet: lists, sign-in sheets, badges, the announcement.

Values in, bytes or text out: no database, no network, no clock.
"""
