"""The pages of a visit; one file per noun."""
