// What ODK Web Forms says, found by the code around it, and in Thai. `said` shows the Thai where the page is in Thai.
const words = (before, english, thai, after = "") => [
  `${before}"${english}"${after}`,
  `${before}said(${JSON.stringify(english)}, ${JSON.stringify(thai)})${after}`,
];

export const THAI = {
  form: [
    words("label: ", "Send", "ส่งคำตอบ"),
    words("label: ", "Change language", "เปลี่ยนภาษา"),
    words('"aria-label": ', "change language", "เปลี่ยนภาษา"),
    words("label: ", "Remove", "ลบ"),
    words("label: ", "Cancel", "ยกเลิก"),
    words("label: ", "Save location", "บันทึกพิกัด"),
    words("literal: ", "Repeat Item", "รายการ"),
    words("createTextVNode(", " Add ", " เพิ่ม", ", -1)"),
    words('createElementVNode("span", null, ', "Get location", "จับพิกัด"),
    words('createElementVNode("span", null, ', "Try again", "ลองอีกครั้ง"),
    words('createElementVNode("span", null, ', "Take picture", "ถ่ายรูป"),
    words('createElementVNode("span", null, ', "Choose image", "เลือกรูป"),
    words('createElementVNode("strong", null, ', "Finding your location", "กำลังหาพิกัด"),
    words('createElementVNode("strong", null, ', "Cannot access location", "หาพิกัดไม่ได้"),
    words(
      'createElementVNode("span", null, ',
      "Grant location permission in the browser settings and make sure location is turned on.",
      "อนุญาตให้ใช้ตำแหน่งในการตั้งค่าของเบราว์เซอร์ และเปิดตำแหน่งของเครื่อง",
    ),
    words("alt: ", "Captured image preview", "รูปที่ถ่าย"),
    words("GOOD]: ", "Good accuracy", "แม่นยำดี"),
    words("ACCEPTABLE]: ", "Good accuracy", "แม่นยำดี"),
    words("POOR]: ", "Poor accuracy", "ยังไม่แม่นยำ"),
    words("UNKNOWN]: ", "Unknown accuracy", "ไม่รู้ความแม่นยำ"),
    words("createTextVNode(", "Time taken to capture location: ", "ใช้เวลาหาพิกัด: ", ", -1)"),
    ['" Location will be saved at " + toDisplayString', 'said(" Location will be saved at ", " จะบันทึกพิกัดเมื่อแม่นยำถึง ") + toDisplayString'],
    ['" Previous saved location at " + toDisplayString', 'said(" Previous saved location at ", " พิกัดเดิมแม่นยำ ") + toDisplayString'],
    ['"Accuracy: " + toDisplayString', 'said("Accuracy: ", "คลาดเคลื่อน ") + toDisplayString'],
    ['"Latitude: " + toDisplayString', 'said("Latitude: ", "ละติจูด ") + toDisplayString'],
    ['"Longitude: " + toDisplayString', 'said("Longitude: ", "ลองจิจูด ") + toDisplayString'],
    words("message: ", "Unknown error", "ไม่ทราบสาเหตุ"),
    words("constraintMsg: ", "Condition not satisfied: constraint", "คำตอบนี้ไม่อยู่ในเงื่อนไขของข้อ"),
    words("requiredMsg: ", "Condition not satisfied: required", "ข้อนี้ต้องตอบ"),
    ['QA === 1 ? "1 question with error."', 'QA === 1 ? said("1 question with error.", "มี 1 ข้อที่ต้องแก้")'],
    ["`${QA} questions with errors.`", "said(`${QA} questions with errors.`, `มี ${QA} ข้อที่ต้องแก้`)"],
  ],
  map: [
    words("", "Get location", "จับพิกัด"),
    words("", "Cannot access location", "หาพิกัดไม่ได้"),
    words("", "Point saved", "บันทึกจุดแล้ว"),
    words("", "No point saved", "ยังไม่มีจุด"),
    words("", "Save selected", "ใช้ที่เลือก"),
    words("", "Remove selection", "เลิกเลือก"),
    words("", "View details", "ดูรายละเอียด"),
    words("", "Tap to place a point", "แตะเพื่อวางจุด"),
    words("", "Tap to move point", "แตะเพื่อย้ายจุด"),
    words("", "Press and drag to move a point", "กดค้างแล้วลากเพื่อย้ายจุด"),
    words("", "Capturing location...", "กำลังหาพิกัด..."),
    words("", "Zoom to fit", "ดูทั้งหมด"),
    words("", "Zoom to current location", "ไปยังตำแหน่งของฉัน"),
    words("", "Undo last change", "เลิกทำ"),
  ],
};

const list = (key, english, thai) => [
  `${key}: ${JSON.stringify(english).replaceAll(",", ", ")}`,
  `${key}: saidList(${JSON.stringify(english)}, ${JSON.stringify(thai)})`,
];

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const THAI_MONTHS = ["มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม"];
const THAI_SHORT = ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."];

export const THAI_LISTS = [
  list("dayNames", ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"], ["อาทิตย์", "จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์"]),
  list("dayNamesShort", ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"], ["อา.", "จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส."]),
  list("dayNamesMin", ["Su", "Mo", "Tu", "We", "Th", "Fr", "Sa"], ["อา", "จ", "อ", "พ", "พฤ", "ศ", "ส"]),
  list("monthNames", MONTHS, THAI_MONTHS),
  list("monthNamesShort", MONTHS.map((name) => name.slice(0, 3)), THAI_SHORT),
  words("emptyFilterMessage: ", "No results found", "ไม่พบ"),
  words("emptySearchMessage: ", "No results found", "ไม่พบ"),
  words("emptyMessage: ", "No available options", "ไม่มีตัวเลือก"),
  words("emptySelectionMessage: ", "No selected item", "ยังไม่ได้เลือก"),
  words("chooseYear: ", "Choose Year", "เลือกปี"),
  words("chooseMonth: ", "Choose Month", "เลือกเดือน"),
  words("chooseDate: ", "Choose Date", "เลือกวันที่"),
  words("prevMonth: ", "Previous Month", "เดือนก่อน"),
  words("nextMonth: ", "Next Month", "เดือนถัดไป"),
  words("prevYear: ", "Previous Year", "ปีก่อน"),
  words("nextYear: ", "Next Year", "ปีถัดไป"),
  words("clear: ", "Clear", "ล้าง"),
  words("today: ", "Today", "วันนี้"),
  words("close: ", "Close", "ปิด"),
];
