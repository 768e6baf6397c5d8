"""What a mail states: a Message and an Event give a Reading."""
