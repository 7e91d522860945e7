"""Traditional Chinese, as Taiwan writes it: 2025 年 9 月 14 日."""
