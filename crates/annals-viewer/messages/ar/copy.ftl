title = نسخ هذا القيد
link = نسخ الرابط
id = نسخ معرّف الحدث
json = نسخ JSON
curl = نسخ كأمر curl
csv = نسخ صف CSV
query = نسخ البحث
show = الرابط والمعرّف وأمر curl وصف CSV والبحث كنص
