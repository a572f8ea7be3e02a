from enum import StrEnum


class Permission(StrEnum):
    VISIT_READ = "visits.read"
    VISIT_RECORD = "visits.record"
    VISIT_ASSIGN = "visits.assign"
    VISIT_EXPORT = "visits.export"
    ALERT_ANSWER = "visits.alert_answer"
