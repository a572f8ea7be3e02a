"""Every complaint about a workbook as a sentence that says what to do. The place is said beside it."""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from sheets.refusals import SENTENCES as UNREADABLE

PROBLEMS = {
    # the workbook as a whole
    "NOT_A_FORM": _("This file cannot be read as an XLSForm. It needs a sheet named survey with the column type."),
    "SURVEY_MISSING": _("There is no sheet named survey. The questions go there."),
    "SURVEY_EMPTY": _("There is no question in the sheet named survey yet."),
    "CHOICES_MISSING": _("There is no sheet named %(sheet)s, but a question chooses from a list."),
    "HEADER_001": _("The headings of this sheet cannot be made out. The first row must hold the column names."),
    "HEADER_002": _("Two columns say the same: %(other)s and %(header)s. Remove one of them."),
    "HEADER_003": _("Columns are missing in this sheet: %(missing)s."),
    "HEADER_004": _("The column %(column)s has no name, or a name with a space in it."),
    "HEADER_005": _("These columns are not known here: %(columns)s. Check how they are spelt."),
    "COLUMN_TWICE": _("The column %(column)s is there twice. Remove one of them."),
    "NAMES_013": _("There is no sheet named %(sheet)s; did you mean %(candidates)s?"),
    "FORM_ID_MISSING": _("Give the form a form_id in the settings sheet: answers are kept under it."),
    "VERSION_MISSING": _("Give the form a version in the settings sheet, such as 2569-1."),
    "FORM_ID_LONG": _("The form_id has %(length)s letters; it can have %(longest)s. Shorten it."),
    "VERSION_LONG": _("The version has %(length)s letters; it can have %(longest)s. Shorten it, such as 2569-1."),
    # questions
    "TYPE_MISSING": _("This row has no type."),
    "TYPE_UNKNOWN": _("There is no type of question called %(type)s. Check how it is spelt."),
    "NAME_MISSING": _("This question or group has no name."),
    "NAMES_001": _("The name %(value)s is used twice in the same place. Give each question its own."),
    "NAMES_002": _("The name %(value)s differs from another only by capital letters. That confuses many programs."),
    "NAMES_003": _("A repeat must not be called %(value)s, like the form itself."),
    "NAMES_004": _("The name %(value)s is used by two repeats. Give each repeat its own."),
    "NAMES_005": _("The name meta is taken by the form itself. Choose another."),
    "NAMES_008": _("A name begins with an English letter and holds only English letters, digits, - _ and no spaces."),
    "NAMES_009": _("The name %(name)s begins with an English letter and holds only English letters, digits, - _ and ."),
    "LABEL_MISSING": _("The question %(name)s has no words to show."),
    "CALCULATION_MISSING": _("This row calculates, but its calculation is empty."),
    "LIST_UNKNOWN": _("The list %(list)s is not in the choices sheet."),
    "OTHER_AND_FILTER": _("or_other and choice_filter do not go together. Add the choice “other” to the list instead."),
    "FILE_EXTENSION": _("The list comes from a file whose name must end with .csv, .xml or .geojson."),
    "RANDOMIZE": _("randomize is either true or false."),
    "LOOP_LIST_MISSING": _("The loop does not say over which list it goes."),
    "SURVEY_001": _("Something ends here (end_%(type)s) that did not begin. Check that each begin has its end."),
    "SURVEY_002": _("%(name)s begins here (begin_%(type)s) and does not end. Add end_%(type)s."),
    "SURVEY_003": _("incremental is either true, or left out."),
    "SURVEY_004": _("Parameters are written as key=value with a space between them."),
    "SURVEY_005": _("The parameter %(rejected)s is not known for this type. Known are: %(accepted)s."),
    "SURVEY_006": _("reference-geometry must name a list or a repeat of this form."),
    "SURVEY_007": _("capture-accuracy must be a number."),
    "SURVEY_008": _("warning-accuracy must be a number."),
    "SURVEY_009": _("allow-mock-accuracy is either true or false."),
    # choices
    "NAMES_006": _("This choice has no name."),
    "NAMES_007": _("The same choice name is twice in this list."),
    "LABEL_001": _("This choice has no words to show."),
    "CHOICE_SPACES": _("The choice name “%(choice)s” has a space in it. Where several may be chosen, names have none."),
    # references and expressions
    "PYREF_001": _("A reference is written ${name}, with the name of a question between the braces."),
    "PYREF_002": _("Put a comma between the references."),
    "PYREF_003": _("There is no question named %(q)s in this form."),
    "PYREF_004": _("Several questions are named %(q)s, so it is not clear which is meant."),
    "EXPRESSION": _("This expression cannot be read: %(expression)s. Check brackets, quotes and signs."),
    "FUNCTION_UNKNOWN": _("The function %(name)s is not known; some phones will refuse the form."),
    "CYCLE": _("These values wait for each other: %(names)s. Phones refuse that; let one do without the other."),
    # entities
    "ENTITY_001": _("save_to is filled in, but there is no sheet named entities."),
    "ENTITY_002": _("The property %(saveto)s is saved by two questions (the other is in row %(other_row)s)."),
    "ENTITY_003": _("A group or a repeat cannot be saved as a property."),
    "ENTITY_004": _("The list %(dataset)s is not in the entities sheet."),
    "ENTITY_005": _("What is newly made in the list %(dataset)s needs a label."),
    "ENTITY_006": _("The list %(dataset)s needs an update_if beside create_if and entity_id."),
    "ENTITY_007": _("To change something in the list %(dataset)s, say which by entity_id."),
    "ENTITY_008": _("There are several lists: write save_to as list#property."),
    "NAMES_010": _("This name must not begin with two underscores."),
    "NAMES_011": _("This name must not hold a full stop."),
    "NAMES_012": _("This name must not be name or label; choose another."),
    "NAMES_014": _("The same list is twice in the entities sheet."),
    "NAMES_015": _("This list has no name."),
    # range
    "RANGE_001": _("The parameter %(name)s must be a number."),
    "RANGE_002": _("The parameter %(name)s must not be zero."),
    "RANGE_003": _("The parameter %(name)s is larger than the whole range from start to end."),
    "RANGE_004": _("The parameter %(name)s must be a multiple of step."),
    "RANGE_005": _("The parameter %(name)s must lie between start and end."),
    "RANGE_006": _("tick_labelset must name a list of the choices sheet."),
    # warnings
    "FORM_ID_MADE": _("The form says no form_id, so it is called %(made)s after its file."),
    "VERSION_MADE": _("The form says no version, so it gets %(made)s: the time of this upload."),
    "NO_LABEL": _("This group or repeat has no words to show as its heading."),
    "LANGUAGE_GAP": _("In %(language)s nothing is written in: %(columns)s. People who read it will see a dash."),
    "LANGUAGE_CODE": _("Languages without a code: %(list)s. Write the heading as label::ไทย (th)."),
    "OTHER_UNTRANSLATED": _("or_other shows its words in English only. Add the choice “other” to the list instead."),
    "PHOTO_SIZE": _("Photos are sent in full size. Write max-pixels=1024 here, so that they arrive on a weak signal."),
    "NAME_FOREIGN": _("ODK Collect cannot open a form with the names %(names)s: it knows English letters only."),
    "DEFAULT_WHOLE": _("The default %(default)s is no whole number, so phones leave it out."),
    "DEFAULT_NUMBER": _("The default %(default)s is no number, so phones leave it out."),
    "DEFAULT_DAY": _("The default %(default)s is no day. Write it as 2026-12-31, with the year of the common era."),
    "DEFAULT_MOMENT": _("The default %(default)s is no day with a time. Write it as 2026-12-31T08:30:00."),
    "DEFAULT_TIME": _("The default %(default)s is no time of day. Write it as 08:30:00."),
    "DEFAULT_PLACE": _("The default %(default)s is no position. Write it as latitude, space, longitude: 7.62 100.08."),
    "DEFAULT_CHOICE": _("The default %(choice)s is not in the list %(list)s, so phones leave it out."),
    "FIELD_APP_SKIPS": _("%(type)s cannot be filled in in the field app, which leaves it out. ODK Collect can."),
    "FIELD_APP_TYPES": _("In the field app a barcode is typed in, not read by the camera. ODK Collect reads it."),
    "FIELD_APP_ALONE": _("The field app opens no other app here; the answer is typed in. ODK Collect opens it."),
    "FIELD_APP_PICTURE": _("In the field app one takes a picture here and does not draw or sign. ODK Collect can."),
    "ENCRYPTED": _(
        "With public_key the answers arrive encrypted: Saan keeps them and cannot show or count them. Only ODK Collect "
        "encrypts, so the form is neither in the field app nor on the web page."
    ),
    "ROW_SKIPPED": _("This row has neither type nor name and was left out."),
    "DEVICE_FIELD": _("Newer phones no longer tell %(type)s."),
    "DISABLED_COLUMN": _("The column disabled is out of use; put a condition in relevant instead."),
}  # fmt: skip

REFUSALS = {
    "EMPTY": _("The file is empty. Check that it was saved and choose it again."),
    "TOO_BIG": _("The file is too big for a form: at most %(megabytes)s MB."),
    "TOO_SLOW": _("Reading the file took too long and was stopped. Save it again with only the sheets of the form."),
    "TOO_MUCH_MEMORY": _("The file needs too much memory for a form. Save it again with only the sheets of the form."),
    "BROKEN": _("The file is damaged. Open it in Excel, save it again and choose it again."),
}  # fmt: skip


def problem_sentence(problem):
    """What is wrong, in the reader's language; pyxform's own words where we have none."""
    words = PROBLEMS.get(problem["code"])
    if words is None:
        return gettext("The checker says: %(words)s") % {"words": problem["words"] or problem["code"]}
    try:
        return gettext(words) % problem["facts"]
    except (KeyError, TypeError, ValueError):
        return gettext("The checker says: %(words)s") % {"words": problem["words"]}


def cannot(definition):
    """[what of this form the field app and the web page do not do], said to whoever fills it in."""
    heard = gettext("This form records sound while it is filled in. Here nothing is recorded; ODK Collect can.")
    return [heard] if definition.is_heard else []


def place_of(problem):
    """Where to look: the sheet, row and column of the workbook."""
    facts = {"sheet": problem["sheet"], "row": problem["row"], "column": problem["column"]}
    if problem["row"] and problem["column"]:
        return gettext("Sheet %(sheet)s, row %(row)s, column %(column)s") % facts
    if problem["row"]:
        return gettext("Sheet %(sheet)s, row %(row)s") % facts
    return gettext("Sheet %(sheet)s") % facts if problem["sheet"] else gettext("The whole workbook")


def refusal_sentence(refusal):
    if refusal.code == "UNREADABLE":
        facts = dict(refusal.facts)
        return gettext(UNREADABLE[facts.pop("why")]) % facts
    return gettext(REFUSALS[refusal.code]) % refusal.facts
