"""Year first, with the characters for year, month and day; 24 hours; thousands by commas, as in Taiwan."""

DATE_FORMAT = "Y 年 n 月 j 日"
SHORT_DATE_FORMAT = "Y/n/j"
YEAR_MONTH_FORMAT = "Y 年 n 月"
MONTH_DAY_FORMAT = "n 月 j 日"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "Y 年 n 月 j 日 H:i"
SHORT_DATETIME_FORMAT = "Y/n/j H:i"
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
