"""What a mail changes of a booking there is."""
