"""Letters rendered, composed and sent."""
