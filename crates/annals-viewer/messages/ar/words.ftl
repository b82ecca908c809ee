add = إضافة
change = تغيير
delete = حذف
access = اطّلاع
other = أخرى

success = نجاح
failure = فشل
denied = مرفوض

staff = موظف
guardian = وليّ أمر
student = طالب
system = النظام
support = الدعم
api = واجهة برمجية

for-other = نيابةً عن { $other }

unnamed-record = { $kind } { $id }

after-name = ؛
