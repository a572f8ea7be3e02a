"""The catalogue of needs to begin with. It is data: the field corrects it on screen, a release need not."""

from django.db import migrations

KINDS = {
    "CARE": [
        ("HOME_VISIT", "เยี่ยมบ้าน", "Home visit"),
        ("REHABILITATION", "ฟื้นฟูสมรรถภาพ", "Rehabilitation"),
        ("TRANSPORT", "รถรับส่งไปรักษาหรือฟื้นฟู", "Transport to treatment or rehabilitation"),
        ("CARER_RESPITE", "คนดูแลแทนชั่วคราว", "Respite for the carer"),
        ("MENTAL_HEALTH", "สุขภาพจิต", "Mental health"),
        ("PALLIATIVE_CARE", "ดูแลแบบประคับประคอง", "Palliative care"),
        ("DENTAL_CARE", "ทันตกรรม", "Dental care"),
        ("SUBSTANCE_TREATMENT", "บำบัดสุราและยาเสพติด", "Alcohol and drug treatment"),
    ],
    "EQUIPMENT": [
        ("BED", "เตียงผู้ป่วย", "Hospital bed"),
        ("AIR_MATTRESS", "ที่นอนลม", "Air mattress"),
        ("WHEELCHAIR", "รถเข็นนั่ง", "Wheelchair"),
        ("WALKER", "ไม้เท้าและเครื่องช่วยเดิน", "Walker or cane"),
        ("OXYGEN_CONCENTRATOR", "เครื่องผลิตออกซิเจน", "Oxygen concentrator"),
        ("SUCTION_PUMP", "เครื่องดูดเสมหะ", "Suction pump"),
        ("PROSTHESIS", "แขนขาเทียมและกายอุปกรณ์เสริม", "Prosthesis or orthosis"),
        ("HEARING_AID", "เครื่องช่วยฟัง", "Hearing aid"),
        ("DIAPERS", "ผ้าอ้อมผู้ใหญ่", "Adult diapers"),
    ],
    "LIVING": [
        ("HOME_REPAIR", "ซ่อมหรือปรับสภาพบ้าน", "Home repair or adaptation"),
        ("SHELTER", "ที่อยู่อาศัย", "Somewhere to live"),
        ("FOOD", "อาหารและของใช้จำเป็น", "Food and necessities"),
        ("INCOME_SUPPORT", "เงินช่วยเหลือและเบี้ยยังชีพ", "Income support"),
        ("EMPLOYMENT", "อาชีพและการจ้างงาน", "Employment"),
        ("EDUCATION", "การศึกษา", "Education"),
    ],
    "RIGHTS": [
        ("DISABILITY_CARD", "บัตรประจำตัวคนพิการ", "Disability card"),
        ("LEGAL_IDENTITY", "บัตรประชาชนและสถานะบุคคล", "Citizen ID and legal status"),
        ("HEALTH_COVERAGE", "สิทธิรักษาพยาบาล", "Health coverage"),
        ("LEGAL_HELP", "ความช่วยเหลือทางกฎหมาย", "Legal help"),
        ("PROTECTION", "คุ้มครองจากความรุนแรงและการทอดทิ้ง", "Protection from violence and neglect"),
    ],
}


def fill(apps, schema_editor):
    kinds = [(group, *names) for group, rows in KINDS.items() for names in rows]
    apps.get_model("partners", "NeedKind").objects.bulk_create(
        [
            apps.get_model("partners", "NeedKind")(
                code=code, name_th=name_th, name_en=name_en, group=group, position=10 * number
            )
            for number, (group, code, name_th, name_en) in enumerate(kinds, 1)
        ],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("partners", "0002_agreement_state_and_search")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
