//! Searching and filtering.

use crate::help::Part::{Facts, List, Searches, Text};
use crate::help::{Answer, Topic};

pub(super) const TOPIC: Topic = Topic {
    id: "searching",
    title: "Searching and filters",
    about: "Words, names, dates, conditions, and the filters beside the table.",
    answers: &[
        Answer {
            anchor: "combine",
            question: "How do words combine?",
            words: "keyword keywords several and or not tip example narrow",
            parts: &[
                Text(
                    "An entry is found when it has all the words. A date or time among them is \
                     understood as one. Case and accents make no difference.",
                ),
                Searches(&[
                    ("01/01/2015 5:10 PM admin deleted Smith", "that minute, and the three words"),
                    ("refund OR void", "one word or the other"),
                    ("smith -updated", "the first word without the second"),
                    ("\"late fee\"", "words side by side"),
                    ("enroll*", "words that begin so"),
                ]),
                Text(
                    "While you type, the search bar offers conditions and the values that occur: \
                     arrows choose, Enter takes, Escape closes.",
                ),
            ],
        },
        Answer {
            anchor: "actions",
            question: "How do I find a kind of action?",
            words: "delete update create payment charge details description keyword",
            parts: &[
                Text(
                    "Type the word for it; other forms of it are found as well: `delete` finds \
                     “{Deleted Charge}”. Or choose it under Action beside the table: a whole \
                     category, or an action within it.",
                ),
                Searches(&[
                    ("delete", "what was deleted"),
                    ("update", "what was updated"),
                    ("create", "what was created"),
                    ("payment", "everything on payments"),
                    ("charge", "everything on charges"),
                    ("action:charge.*", "the same by the code of the action"),
                    ("category:Settings", "actions of one category"),
                    ("description:late", "a word of the description only"),
                ]),
            ],
        },
        Answer {
            anchor: "people",
            question: "How do I find what a person did?",
            words: "staff user username name changed by member",
            parts: &[
                Text(
                    "Type the name or the username, or choose the person under Users beside the \
                     table; several may be chosen, and Add a user takes any that isn’t listed.",
                ),
                Searches(&[
                    ("by:\"Maria Garcia\"", "done by her, wherever she is named"),
                    ("user:mgarcia", "by this username exactly"),
                    ("kind:support", "by support staff"),
                    ("kind:system", "by an application itself"),
                ]),
            ],
        },
        Answer {
            anchor: "families",
            question: "How do I find the charges and payments of a family?",
            words: "guardian parent primary transactions money customer",
            parts: &[Text(
                "By the name of the primary guardian. Applications send with a charge or payment \
                 the family that it belongs to, and the names of all records of an entry are \
                 searched.",
            )],
        },
        Answer {
            anchor: "names",
            question: "Why are there entries without the name I typed?",
            words: "rename renamed former maiden married name other names alias",
            parts: &[Text(
                "An entry keeps the names of its time. A name that a record has or had also \
                 finds that record’s other entries, so that a family is found whole after it \
                 was renamed. Above the entries it says how many these are, and “Only entries \
                 with these words” leaves them out. Up to 100 records of a name are followed. \
                 With several organisations at once, words stand for themselves alone.",
            )],
        },
        Answer {
            anchor: "students",
            question: "How do I find the enrolments of a student?",
            words: "enrollment class student child",
            parts: &[Text(
                "By the student’s name: an enrolment is sent with the student to whom it \
                 belongs. A click on a name under Affected Records finds all entries of that \
                 record.",
            )],
        },
        Answer {
            anchor: "records",
            question: "How do I find what was done to one record or user?",
            words: "affected object object name type id",
            parts: &[
                Text(
                    "By its name, or exactly, by its type and number. Affected Object beside the \
                     table takes either, and the username of a user to whom something was done.",
                ),
                Searches(&[
                    ("object:smith", "a word in the names of affected records or users"),
                    ("student:17", "everything on that record"),
                    ("changed:role", "entries that changed that property"),
                ]),
            ],
        },
        Answer {
            anchor: "filters",
            question: "Which filters are there?",
            words: "filter combine source user action category type table area affected object \
                    outcome date range beside beneath funnel",
            parts: &[
                Text(
                    "Those beside the table, or behind Filters on a narrow screen. All of them \
                     narrow the search together, and with the words in the search bar.",
                ),
                Facts(&[
                    ("Date Range", "when it was done: [days, times and presets](#dates)"),
                    ("Users", "who did it; elsewhere called Changed By"),
                    ("Source", "where it was done: see [sources](/help/sources#which)"),
                    ("Action", "what was done: a category, or an action within it"),
                    ("Type", "Add, Change, Delete, Access or Other"),
                    ("Table", "the area of security: see [areas](/help/security#areas)"),
                    ("Affected Object", "the name of a record or user to which it was done"),
                    ("Outcome", "Success, Failed or Denied"),
                ]),
                List(&[
                    "Values show how many entries they have; several values of one filter mean \
                     one or the other.",
                    "What is set stands above the table; a click takes it away.",
                    "A click on a value in the table, or the funnel beside one on an entry’s page, \
                     filters by that value or leaves it out.",
                    "The address holds all of it: a link or bookmark leads to the same search.",
                ]),
            ],
        },
        Answer {
            anchor: "dates",
            question: "How do I choose a range of dates?",
            words: "start end date from to today yesterday last days typed time preset pin",
            parts: &[
                Text(
                    "Take one of the ranges, or type the first and the last day; the last one is \
                     included. Either field may be empty, and a time may follow the day.",
                ),
                List(&[
                    "`11/20/2026`, `2026-11-20`, `20 Nov 2026`, `today` and `yesterday` are days.",
                    "`11/20/2026 5:10 PM` is a minute, `5 PM` after a day is the hour.",
                    "“Last 7 days” moves on every day; Pin as absolute dates keeps the days.",
                    "Days begin at midnight of the [time zone](/help/zones) of the page.",
                ]),
            ],
        },
        Answer {
            anchor: "types",
            question: "How do I find additions, changes or deletions only?",
            words: "add change delete action type outcome denied failed",
            parts: &[
                Text(
                    "Choose them under Type beside the table, and what failed or was denied under \
                     Outcome. In the search bar these are conditions:",
                ),
                Searches(&[
                    ("type:add", "what came into being"),
                    ("type:change", "what was changed"),
                    ("type:delete", "what was deleted"),
                    ("outcome:denied", "what was not allowed"),
                    ("outcome:failure", "what did not work"),
                ]),
            ],
        },
        Answer {
            anchor: "nothing",
            question: "Why is nothing found?",
            words: "no match empty results wrong error can’t be run",
            parts: &[
                Text(
                    "Every word and every filter has to match. The page offers what to leave out \
                     and how much is found then.",
                ),
                List(&[
                    "Names are found as they stand: write `garc*` where you are unsure of the end.",
                    "An entry has the time at which it was done, not the one when it was sent.",
                    "A search that can’t be run says where it goes wrong.",
                    "Views and exports are left out at first: see \
                     [reading is recorded](/help/proof#hidden).",
                ]),
            ],
        },
    ],
};
