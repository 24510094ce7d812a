"""The health file of a phone: Apple Health's export, or Google Fit's part of a Takeout. Read in portions, never kept."""
