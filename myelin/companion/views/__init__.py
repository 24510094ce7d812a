"""Pages about one's own treatment, all behind the sign-in; and the calendar that opens by its secret address."""
