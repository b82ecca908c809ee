title = المساعدة
about =
    كيف يُقرأ سجل التدقيق ويُبحث فيه ويُستخدم. لكل جواب عنوان خاص به، ويجده البحث في الصفحات (Ctrl K) أيضًا.
words = help أسئلة أجوبة دليل كيف لماذا
all = كل المساعدة
on-this-page = في هذه الصفحة
topics = المواضيع
more = المزيد عن هذا
more-searching = المزيد عن البحث
example = اكتب
finds = تجد
link = مساعدة: { $question }
sign = ؟
