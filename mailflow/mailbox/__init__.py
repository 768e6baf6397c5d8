"""Where mail comes from: IMAP, the LMTP door, a folder of files."""
