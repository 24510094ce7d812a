"""Care as tables: CSV files that spreadsheets open, out and in."""
