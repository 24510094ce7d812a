"""Pictures of members: checked, drawn anew without what a camera wrote into them, and kept in two widths."""
