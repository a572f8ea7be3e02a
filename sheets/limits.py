"""How much of a file is read before it is refused."""

from dataclasses import dataclass

MB = 1 << 20


@dataclass(frozen=True)
class Limits:
    """Generous for any list an agency has; a file beyond these is refused, never cut."""

    file_bytes: int = 100 * MB
    unpacked_bytes: int = 1500 * MB
    unpack_ratio: int = 150
    entries: int = 2_000
    sheets: int = 100
    rows: int = 500_000
    columns: int = 400
    cell_characters: int = 32_767  # Excel's own limit
    # The reader may take so much, and so many bytes more for each unpacked byte.
    memory_bytes: int = 48 * MB
    memory_per_byte: int = 6
    memory_per_byte_of_text: int = 10  # which is decoded, cut and laid down; it cannot unpack to more than it is
    seconds: int = 60  # at most; a small file gets less
    seconds_at_least: int = 20
    seconds_per_mb: int = 5

    def patience(self, size: int) -> int:
        """Seconds that a file of so many bytes may take."""
        return min(self.seconds, self.seconds_at_least + self.seconds_per_mb * size // MB)


DEFAULT = Limits()
# What is read while somebody waits for the page.
AT_ONCE = Limits(file_bytes=10 * MB, unpacked_bytes=150 * MB, rows=100_000, seconds=20)
# The command line reads whole provinces, and whoever runs it owns the machine, however busy that is.
COMMAND_LINE = Limits(
    file_bytes=2_000 * MB,
    unpacked_bytes=20_000 * MB,
    rows=5_000_000,
    memory_bytes=1_000 * MB,
    seconds=600,
    seconds_at_least=300,
)
