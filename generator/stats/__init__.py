"""Numbers (统计): figures with their definitions, rows of them by month and year, and pictures of those rows."""
