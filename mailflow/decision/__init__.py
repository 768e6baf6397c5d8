"""The desk: who gets which seat, what is asked, what is due. Pure."""
