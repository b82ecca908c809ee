//! Selecting, copying and exporting.

use crate::help::Part::{Facts, List, Text};
use crate::help::{Answer, Topic};

pub(super) const TOPIC: Topic = Topic {
    id: "copying",
    title: "Selecting, copying, exporting",
    about: "Rows into a spreadsheet, and the whole search into a file.",
    answers: &[
        Answer {
            anchor: "select",
            question: "How do I select rows?",
            words: "checkbox tick several multiple range all bulk",
            parts: &[List(&[
                "Tick their boxes; with Shift the range from the last one.",
                "The box in the head takes all rows of the page. “Select all … that match” then \
                 takes the whole search.",
                "By keyboard: arrows go from box to box, Space ticks, Shift and an arrow ticks on \
                 the way, Escape takes all ticks away.",
            ])],
        },
        Answer {
            anchor: "copy",
            question: "How do I copy rows into a spreadsheet?",
            words: "paste excel clipboard sheets tab save",
            parts: &[
                Text(
                    "Select them, press Copy rows or `Ctrl C`, and paste. Each value gets a cell \
                     of its own, in the columns that are shown. Several rows come with the heads \
                     of their columns, one row without. Text marked by hand pastes as well.",
                ),
                Text(
                    "A value that a spreadsheet would take for a formula begins with an \
                     apostrophe, so that nothing computes that a stranger wrote.",
                ),
            ],
        },
        Answer {
            anchor: "export",
            question: "Can I export the log?",
            words: "download save file report csv excel pdf print",
            parts: &[
                Text(
                    "Yes. Export above the table saves all entries of the search, however many; \
                     the bar that comes with ticked rows saves those.",
                ),
                List(&[
                    "The file holds what the page shows: the same filters, range and zone.",
                    "The number of entries stands there before you begin.",
                    "Each export is an entry of the log itself.",
                    "An Excel workbook, a PDF report or a large file is made on a page of its own, \
                     which says how far it is and gives a checksum; it is kept for an hour.",
                ]),
            ],
        },
        Answer {
            anchor: "formats",
            question: "Which format should I take?",
            words: "xlsx csv pdf ndjson workbook report print paper program columns",
            parts: &[
                Facts(&[
                    (
                        "Excel (XLSX)",
                        "for spreadsheets: numbers and times stay such; up to 3 million rows",
                    ),
                    ("CSV", "for spreadsheets and most programs, of any size"),
                    ("PDF", "for paper and people: a report to print, file or send"),
                    ("NDJSON", "for programs: everything about each entry, one a line"),
                ]),
                Text(
                    "Excel, CSV and PDF have the local time with its zone, and UTC beside it. \
                     NDJSON has UTC. Values before and after a change are in NDJSON only.",
                ),
                Text(
                    "A PDF report of more than 20,000 entries is a ZIP folder of numbered \
                     documents, with the checksum of each.",
                ),
            ],
        },
    ],
};
