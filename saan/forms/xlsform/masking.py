"""Cover what a problem is about, so that the next one can be found, and do not report what only follows from that."""

import re

BEGIN_OR_END = re.compile(r"(begin|end)[ _](group|repeat|loop)", re.IGNORECASE)
NAME = re.compile(r"[A-Za-z_][\w.-]*$")


class Mask:
    """A copy of the workbook in which whatever was complained of is covered."""

    def __init__(self, workbook):
        self.workbook = workbook
        self.seen = set()
        self.covered_names = set()
        self.covered_cells = set()

    def is_news(self, problem):
        """False for what was said before, and for a reference to a name that we covered ourselves."""
        mark = (problem["code"], problem["sheet"], problem["row"], problem["column"], str(problem["facts"]))
        follows = self._follows(problem)
        is_new = mark not in self.seen and not follows
        self.seen.add(mark)
        return is_new

    def _follows(self, problem):
        """It is there only because of what we covered."""
        if problem["code"].startswith("PYREF"):
            return problem["facts"].get("q") in self.covered_names
        if problem["code"] != "LABEL_MISSING":
            return False
        return any(place[:2] == ("survey", problem["row"]) for place in self.covered_cells)

    def cover(self, problems):
        """Cover the place of each; false where one has no place, so that there is no going on."""
        covered = [self._cover(one) for one in problems]
        return bool(covered) and all(covered)

    def _cover(self, problem):
        rows, number = getattr(self.workbook, problem["sheet"] or "", None), problem["row"]
        if not rows or not number or not 0 <= number - 2 < len(rows):
            return False
        cell = (problem["sheet"], number, problem["column"])
        if cell not in self.covered_cells:
            self.covered_cells.add(cell)
            if self._drop_cell(problem["sheet"], rows[number - 2], number, problem["column"]):
                return True
        whole = (problem["sheet"], number)
        if whole in self.covered_cells:  # covered before, and it did not help
            return False
        self.covered_cells.add(whole)
        rows[number - 2] = self._plain(problem["sheet"], rows[number - 2], number)
        return True

    def _drop_cell(self, sheet, row, number, column):
        """Cover one cell alone, so that what else is wrong in its row is still found; false where that cannot be."""
        column = _canonical(column)
        if sheet == "survey" and BEGIN_OR_END.match(row.get("type", "")):
            return False
        if column == "name":
            self.covered_names.add(row.get("name", ""))
            row["name"] = f"covered_{number}"
            return True
        if sheet == "survey" and column == "type":
            row["type"] = "text"
            return True
        keys = [key for key in row if _canonical(key) == column]
        for key in keys:
            del row[key]
        return bool(keys)

    def _plain(self, sheet, row, number):
        """A row of no interest in the place of this one."""
        name = row.get("name", "")
        if sheet != "survey":
            return {**row, "name": f"covered_{number}"} if sheet == "choices" else {}
        if BEGIN_OR_END.match(row.get("type", "")):
            return self._plain_control(row, name, number)
        self.covered_names.add(name)
        return {"type": "text", "name": f"covered_{number}", **self._label()}

    def _plain_control(self, row, name, number):
        """A begin or end that has no other half goes; one with another trouble keeps its kind."""
        if NAME.match(name) or row["type"].lower().startswith("end"):
            return {}
        self.covered_names.add(name)
        return {"type": row["type"], "name": f"covered_{number}", **self._label()}

    def _label(self):
        """In a column that the sheet has: pyxform takes an unknown one for a lost heading."""
        headings = (self.workbook.survey_header or [{}])[0]
        labels = [heading for heading in headings if heading and heading.strip().lower().startswith("label")]
        if not labels:
            headings["label"], labels = None, ["label"]
        return dict.fromkeys(labels, "-")


def _canonical(column):
    """pyxform speaks of 'calculation', the sheet may say 'bind::calculate'."""
    return re.split(r"::?", column.strip().lower().replace("bind::", "").replace("calculate", "calculation"))[0].strip()
