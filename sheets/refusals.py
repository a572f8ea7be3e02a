"""Why a file cannot be read: codes without a language, and one English sentence for each."""

from .marking import gettext_noop as _

# What the user can do stands in each sentence: most of these files are one "Save as" away from being good.
SENTENCES = {
    "EMPTY_FILE": _("The file is empty. Check that it was saved and choose it again."),
    "TOO_BIG": _("The file is %(megabytes)s MB; at most %(limit)s MB can be read. Split it into smaller files."),
    "IS_PDF": _("This is a PDF document, not a table. Ask for the Excel or CSV file it was made from."),
    "IS_HTML": _("This is a web page without a table. Open it in Excel and save it as .xlsx."),
    "IS_XML": _("This is an XML file, not a table. Open it in Excel and save it as .xlsx."),
    "IS_JSON": _("This is a JSON file, not a table. Save the list as .xlsx or .csv."),
    "IS_DOCUMENT": _("This is a text document, not a table. Copy its table into Excel and save it as .xlsx."),
    "IS_PICTURE": _("This is a picture, not a table. Ask for the Excel or CSV file."),
    "IS_ARCHIVE": _("This is a compressed folder. Unpack it and choose the files inside."),
    "IS_PROGRAM": _("This is a program, not a table. It was not opened."),
    "IS_BINARY": _("This file is not a table that can be read. Save the list as .xlsx or .csv."),
    "OLD_FORMAT": _("This kind of workbook (%(format)s) cannot be read. Open it in Excel and save it as .xlsx."),
    "PASSWORD": _("The workbook is locked with a password. Remove the password and save it again."),
    "BROKEN": _("The file is damaged or was not saved or sent completely. Open it, save it again and choose it again."),
    "BOMB": _("The file grows to an unreasonable size when it is unpacked. It was not opened."),
    "UNSAFE": _("The file contains instructions that no list needs. It was not opened. Save it again from Excel."),
    "TOO_MANY_ROWS": _("Sheet %(sheet)s has more than %(limit)s rows. Split it into smaller files."),
    "TOO_MANY_COLUMNS": _("Sheet %(sheet)s has more than %(limit)s columns. Delete the columns that are not needed."),
    "TOO_MANY_SHEETS": _("The workbook has %(sheets)s sheets; at most %(limit)s can be read. Split it."),
    "CELL_TOO_LONG": _("A cell in sheet %(sheet)s, row %(row)s holds more than %(limit)s characters."),
    "TOO_SLOW": _(
        "Reading the file took longer than %(seconds)s seconds and was stopped. Split it into smaller files."
    ),
    "TOO_MUCH_MEMORY": _("The file needs more memory than a list of its size should. Save it again from Excel."),
    "UNKNOWN_ENCODING": _("The text of this file cannot be made out. Save it as CSV UTF-8 or as .xlsx."),
    "NO_DATA": _("There is no list in this file: no row below the headings."),
}


class Unreadable(Exception):
    """A file that is not a list that can be read; `code` is a key of SENTENCES, `facts` fill its sentence."""

    def __init__(self, code: str, **facts):
        super().__init__(code, facts)
        self.code, self.facts = code, facts

    def __str__(self) -> str:
        return self.sentence(SENTENCES[self.code])

    def sentence(self, template: str) -> str:
        """Fill a translation of the sentence with this refusal's facts."""
        return template % self.facts
