### Help.

# Title, link in the header, group of the search of pages.
title = Help

# Under the title.
about =
    How to read and search the Audit Log, and how to manage users, rights and settings. Every answer
    has an address of its own; the search of pages (Ctrl K) finds them, too.

# Other words by which the page of all help is found.
words = questions answers faq manual how why

# Back to all topics.
all = All help

# Name of the list of a page's answers.
on-this-page = On this page

# Name of the list of topics.
topics = Topics

# Leads from a short answer to the whole one.
more = More about this

# Leads from the examples of searches to the whole topic.
more-searching = More about searching

# Head of examples.
example = Type

# Head of what they find.
finds = Finds

# Name of a link beside the thing that it explains.
# $question (String): the question that is answered there
link = Help: { $question }

# The sign in the header and beside things that are explained.
sign = ?
