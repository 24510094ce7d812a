"""What a member does in the companion; one file per noun."""
