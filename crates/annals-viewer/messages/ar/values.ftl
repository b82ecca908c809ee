title = تصفية حسب هذه القيمة
open = تصفية حسب { $name }
include = تضمين في البحث
exclude = استبعاد من البحث
only = هذا فقط
copy = نسخ
