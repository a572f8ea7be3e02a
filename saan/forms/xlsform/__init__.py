"""An XLSForm becomes an XForm: in a process of its own, with every problem found at its sheet, row and column.

Nothing in here knows Django: it also runs in the child, where a broken workbook can harm nobody.
"""

from .guarded import Conversion, Refusal, converted, converted_here

__all__ = ["Conversion", "Refusal", "converted", "converted_here"]
