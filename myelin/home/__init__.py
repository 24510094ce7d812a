"""Pages that mix rooms: the front page, people, groups, search, and the pictures that posts show."""
