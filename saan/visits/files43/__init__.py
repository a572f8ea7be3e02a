"""The 43 standard files of the Ministry of Public Health, as far as home visits fill them: layouts, writer and checker.

Knows neither the database nor the clock. What the standard says is data: `layouts.toml` (files and columns),
`codes.toml` (code sets), `mapping.toml` (which of our measures becomes which row).
"""
