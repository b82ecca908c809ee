//! Every text on screen that is not data, in one place.
//!
//! Constants for fixed texts, functions where a number or a name goes in, so that a translation
//! can order words as its language does; pages never join words into sentences themselves.

pub mod deletion;
pub mod go;
pub mod keys;
pub mod live;
pub mod operations;
pub mod proof;
pub mod views;

/// Name of the product, in titles and the header.
pub const PRODUCT: &str = "Annals";

/// The log and its table.
pub mod log {
    use crate::components::number::grouped;

    /// Title of the page.
    pub const TITLE: &str = "Audit Log";
    /// The columns, in the order in which they stand.
    pub const DATE_AND_TIME: &str = "Date and Time";
    /// Column.
    pub const MEMBER_NAME: &str = "Member Name";
    /// Column.
    pub const USERNAME: &str = "Username";
    /// Column.
    pub const SOURCE: &str = "Source";
    /// Column.
    pub const IP_ADDRESS: &str = "IP Address";
    /// Column.
    pub const ACTION: &str = "Action";
    /// Column.
    pub const AFFECTED_RECORDS: &str = "Affected Records";
    /// Marks an entry that stands out.
    pub const CRITICAL: &str = "Critical";
    /// Name of the landmark that holds table and histogram.
    pub const RESULTS: &str = "Entries";

    /// "1 entry", "12,408 entries".
    pub fn entries(count: u64) -> String {
        if count == 1 { "1 entry".to_owned() } else { format!("{} entries", grouped(count)) }
    }

    /// In the place of [`shown`] where further entries come.
    pub fn at_first(total: u64) -> String {
        format!("{} when this page was opened", entries(total))
    }

    /// "51–100 of 12,408 entries"; without ranks where the order makes them costly.
    pub fn shown(first_rank: Option<u64>, rows: u64, total: u64) -> String {
        match first_rank {
            _ if rows == total => entries(total),
            Some(first) => {
                let last = first + rows.saturating_sub(1);
                format!("{}–{} of {}", grouped(first), grouped(last), entries(total))
            }
            None => format!("{} of {}", grouped(rows), entries(total)),
        }
    }

    /// Announces the order of rows.
    pub fn order(by: &str, descending: bool) -> String {
        let way = if descending { "descending" } else { "ascending" };
        format!("by {by}, {way}")
    }
    /// The usual order.
    pub const NEWEST_FIRST: &str = "newest first";
    /// Its reverse.
    pub const OLDEST_FIRST: &str = "oldest first";

    /// Link to entries that came since the page did; `{count}` is filled in as they come.
    pub const NEW_ENTRIES: &str = "{count} new";

    /// Link to further rows.
    pub const OLDER: &str = "Older";
    /// Link to further rows.
    pub const NEWER: &str = "Newer";
    /// Link to further rows in an order that is not by time.
    pub const NEXT: &str = "Next";
    /// Link to further rows in an order that is not by time.
    pub const PREVIOUS: &str = "Previous";
    /// Link to the first rows.
    pub const NEWEST: &str = "Newest";
    /// Link to the first rows in an order that is not by time.
    pub const FIRST: &str = "First";
    /// Name of the landmark around those links.
    pub const PAGES: &str = "Pages";
    /// Name of the second such landmark.
    pub const PAGES_BELOW: &str = "Pages, below the table";

    /// Link from a cell with many records to all of them.
    pub fn more_records(count: u64) -> String {
        format!("+{} more", grouped(count))
    }
    /// Name of the book icon.
    pub fn updated_records(count: u64, action: &str) -> String {
        if count == 1 {
            format!("Updated record of “{action}”")
        } else {
            format!("{} updated records of “{action}”", grouped(count))
        }
    }
    /// Said of times: "All times are in America/Chicago, now UTC−06:00".
    pub fn zone(name: &str, offset: &str) -> String {
        format!("Times are in {name}, now UTC{offset}.")
    }
}

/// Search bar.
pub mod search {
    /// Label of the field.
    pub const LABEL: &str = "Search the Audit Log";
    /// Shown in the empty field: the example of the help pages.
    pub const PLACEHOLDER: &str = "01/01/2015 5:10 PM admin deleted Smith";
    /// Button.
    pub const SUBMIT: &str = "Search";
    /// Opens the table of examples.
    pub const HELP: &str = "How to search";
    /// Above the table of examples.
    pub const HELP_INTRO: &str = "All words must match. Upper and lower case and accents make no \
        difference, and other forms of a word are found too: delete finds Deleted.";
    /// Head of the examples.
    pub const HELP_EXAMPLE: &str = "Type";
    /// Head of what they find.
    pub const HELP_MEANING: &str = "Finds";
    /// Examples that can be followed, and what they find.
    pub const EXAMPLES: &[(&str, &str)] = &[
        ("01/01/2015 5:10 PM admin deleted Smith", "that minute, and all three words"),
        ("payment OR charge", "one word or the other"),
        ("\"monthly tuition\"", "words beside one another"),
        ("enroll*", "words that begin so"),
        ("refund -type:delete", "the word, but nothing of type Delete"),
        ("by:\"Maria Garcia\"", "what one person did"),
        ("action:charge.*", "every action on charges"),
        ("student:17", "everything on one record"),
        ("changed:role", "entries that changed that property"),
        ("ip:203.0.113.0/24", "an address or a network"),
        ("after:2026-11-01 before:2026-11-15", "a range of days"),
        ("outcome:denied", "what was not allowed"),
    ];
    /// What the parser says, as a sentence of a page.
    pub fn sentence(message: &str) -> String {
        let end = if message.ends_with(['.', '!', '?', '…']) { "" } else { "." };
        // What was typed begins some messages, and stays as it was typed.
        if message.split(' ').next().is_some_and(|word| word.contains([':', '-', '/'])) {
            return format!("{message}{end}");
        }
        let mut chars = message.chars();
        let first = chars.next().map(char::to_uppercase).into_iter().flatten();
        first.chain(chars).chain(end.chars()).collect()
    }
    /// Title of the message about a search that can't be run.
    pub const PROBLEM: &str = "This search can’t be run";
    /// Before a correction that can be followed.
    pub const DID_YOU_MEAN: &str = "Did you mean";
}

/// Filters beside the table.
pub mod filter {
    use crate::components::number::grouped;

    /// Name of the landmark.
    pub const TITLE: &str = "Filters";
    /// Link to the filters on a narrow screen.
    pub fn open(active: usize) -> String {
        if active == 0 { TITLE.to_owned() } else { format!("{TITLE} ({active})") }
    }
    /// Closes them.
    pub const CLOSE: &str = "Close filters";
    /// Group.
    pub const DATE_RANGE: &str = "Date Range";
    /// Group.
    pub const SOURCES: &str = "Source";
    /// Group.
    pub const USERS: &str = "Users";
    /// Before what is left out.
    pub const WITHOUT: &str = "Without";
    /// Entries that tell of views and exports of records and of this log.
    pub const ACCESS: &str = "views and exports";
    /// How to ask for it in the search bar.
    pub const ACCESS_HINT: &str = "Entries that only tell that something was viewed or exported \
        (-type:access). Every look at this log is such an entry.";
    /// Link.
    pub const HIDE_ACCESS: &str = "Hide views and exports";
    /// Field.
    pub const FROM: &str = "From";
    /// Field; the day or minute it names is included.
    pub const TO: &str = "To";
    /// Beneath the fields.
    pub const DATE_HINT: &str = "A day, with or without a time. The last day is included.";
    /// Shown in the empty fields.
    pub const DATE_EXAMPLE: &str = "11/20/2026 5:10 PM";
    /// Button.
    pub const APPLY: &str = "Apply";
    /// Field that adds a user who isn't listed.
    pub const ADD_USER: &str = "Add a user";
    /// Button beside it.
    pub const ADD: &str = "Add";
    /// A range with both ends.
    pub fn between(from: &str, last: &str) -> String {
        format!("{from} – {last}")
    }
    /// A range without an end.
    pub fn since(from: &str) -> String {
        format!("since {from}")
    }
    /// A range without a beginning.
    pub fn until(last: &str) -> String {
        format!("until {last}")
    }
    /// Title of the message about a date range that can't be used.
    pub const RANGE_PROBLEM: &str = "This date range can’t be used";
    /// Before what is wrong with the date in a field.
    pub fn problem_of(field: &str) -> String {
        format!("{field}:")
    }
    /// What is wrong with a date.
    pub const ENDS_BEFORE: &str = "This lies before the first day.";
    /// What is wrong with a link.
    pub fn not_understood(parts: &str) -> String {
        format!("Part of this link is not understood and was left out: {parts}")
    }
    /// What is wrong with a link to a page.
    pub const STALE_CURSOR: &str =
        "This link to a page belongs to another search; here is the first page.";
    /// Opens the rest of a list.
    pub fn more(count: usize) -> String {
        format!("{} more", grouped(count as u64))
    }
    /// Nothing to choose from.
    pub const NONE: &str = "None in these entries.";
    /// Before the name of a value that is chosen, for screen readers.
    pub const REMOVE: &str = "Remove filter:";
    /// Before the name of a value that is not.
    pub const CHOOSE: &str = "Filter by:";
    /// Name of the list of what is chosen.
    pub const ACTIVE: &str = "Active filters";
    /// Removes every filter, keeps the words.
    pub const CLEAR: &str = "Clear filters";
    /// A source or user that has no name.
    pub const UNNAMED: &str = "(none)";
}

/// Selected rows.
pub mod selection {
    use crate::components::number::grouped;

    /// Name of the bar.
    pub const TITLE: &str = "Selected entries";
    /// Name of a row's box.
    pub fn select(number: u64) -> String {
        format!("Select entry {number}")
    }
    /// Name of the head's box.
    pub const SELECT_ALL: &str = "Select all entries of this page";
    /// How many; `{count}` is filled in.
    pub const COUNT: &str = "{count} selected";
    /// When all rows of the page are selected, and more match; `{count}` is filled in.
    pub const PAGE: &str = "All {count} on this page are selected.";
    /// What stands there without script, and when the box beneath is ticked.
    pub const SOME: &str = "Selected entries";
    /// When all that match are selected.
    pub fn everything(total: u64) -> String {
        format!("All {} that match are selected.", grouped(total))
    }
    /// Box: takes all that match, and leaves it at the page's again.
    pub fn select_everything(total: u64) -> String {
        format!("Select all {} that match", grouped(total))
    }
    /// Buttons: the format and its label.
    pub const FORMATS: &[(&str, &str)] =
        &[("xlsx", "Export Excel"), ("csv", "Export CSV"), ("ndjson", "Export NDJSON")];
    /// Button.
    pub const COPY: &str = "Copy rows";
    /// What the button says afterwards.
    pub const COPIED: &str = "Copied";
    /// Button; before anything goes one looks at it.
    pub const DELETE: &str = "Delete…";
    /// Button.
    pub const CLEAR: &str = "Clear";
}

/// Choice of columns.
pub mod columns {
    use crate::address::Density;

    /// Opens it.
    pub const TITLE: &str = "Columns";
    /// Group.
    pub const SHOWN: &str = "Columns, from first to last";
    /// Before the orders of rows.
    pub const SORT: &str = "Sort by";
    /// Group.
    pub const ROWS: &str = "Rows";
    /// How much room rows take.
    pub fn density(density: Density) -> &'static str {
        match density {
            Density::Comfortable => "Comfortable",
            Density::Compact => "Compact",
        }
    }
    /// Button.
    pub fn to_front(column: &str) -> String {
        format!("Move {column} towards the front")
    }
    /// Button.
    pub fn to_end(column: &str) -> String {
        format!("Move {column} towards the end")
    }
    /// Button.
    pub const APPLY: &str = "Apply";
    /// Button: the columns that everybody has at first.
    pub const USUAL: &str = "Back to the usual";
}

/// Export of a search.
pub mod export {
    use crate::components::number::grouped;

    /// Opens the choice of formats.
    pub const TITLE: &str = "Export";
    /// What will be in the file: "Exports all 12,408 entries that match, newest first."
    pub fn scope(total: u64) -> String {
        if total == 1 {
            return "Exports the one entry that matches.".to_owned();
        }
        format!("Exports all {} entries that match, newest first.", grouped(total))
    }
    /// Under it.
    pub const TOLD: &str = "The export is itself an entry of this log.";
    /// Buttons: the format and its label.
    pub const FORMATS: &[(&str, &str)] = &[
        ("xlsx", "Excel workbook"),
        ("csv", "CSV for spreadsheets"),
        ("ndjson", "NDJSON for programs"),
    ];
    /// Heading of the page of a file that is made.
    pub const GROWING: &str = "Making the file";
    /// How far it is: "12,000 of 1,000,000 entries".
    pub fn progress(done: u64, total: u64) -> String {
        format!("{} of {}", grouped(done), super::log::entries(total))
    }
    /// Under it.
    pub const GROWING_TEXT: &str =
        "You can leave this page: the file goes on being made, and its address stays the same.";
    /// Ends it.
    pub const CANCEL: &str = "Cancel";
    /// Heading when it is done.
    pub const READY: &str = "The file is ready";
    /// Fetches it.
    pub const DOWNLOAD: &str = "Download";
    /// What it holds: "1,000,000 entries, 95.4 MB".
    pub fn size(entries: u64, bytes: u64) -> String {
        let size = match bytes {
            0..1_000 => format!("{bytes} bytes"),
            1_000..1_000_000 => format!("{:.1} kB", bytes as f64 / 1e3),
            1_000_000..1_000_000_000 => format!("{:.1} MB", bytes as f64 / 1e6),
            _ => format!("{:.1} GB", bytes as f64 / 1e9),
        };
        format!("{}, {size}", super::log::entries(entries))
    }
    /// Before its time.
    pub const UNTIL: &str = "Kept until";
    /// What the checksum is.
    pub const CHECKSUM: &str = "SHA-256";
    /// Copies it.
    pub const COPY_CHECKSUM: &str = "Copy the checksum";
    /// Removes it at once.
    pub const REMOVE: &str = "Remove the file";
    /// Heading when it could not be made.
    pub const FAILED: &str = "The file could not be made";
    /// When there is nothing that the reader could change.
    pub const FAILED_TEXT: &str =
        "Something went wrong on the server. Nothing was lost; try again.";
    /// Back to the search.
    pub const BACK: &str = "Back to the Audit Log";
    /// Column of the file.
    pub const TIME_ZONE: &str = "Time Zone";
    /// Column of the file.
    pub const UTC: &str = "UTC";
    /// Column of the file.
    pub const DESCRIPTION: &str = "Description";
}

/// Chart of entries over time.
pub mod histogram {
    use crate::components::number::grouped;

    /// Name of the chart.
    pub fn caption(step: &str) -> String {
        format!("Entries {step}")
    }
    /// One bar: "Nov 20, 2026: 14 entries".
    pub fn bar(label: &str, count: u64) -> String {
        format!("{label}: {}", super::log::entries(count))
    }
    /// Opens the same figures as a table.
    pub const AS_TABLE: &str = "Show as table";
    /// Head of the table's first column.
    pub const PERIOD: &str = "Period";
    /// Head of the table's second column.
    pub const ENTRIES: &str = "Entries";
    /// Entries before the first bar.
    pub fn earlier(count: u64, day: &str) -> String {
        format!("{} before {day}", grouped(count))
    }
}

/// When there is nothing to show.
pub mod empty {
    /// Title of an organisation whose applications have sent nothing.
    pub const NOTHING_YET: &str = "No application has sent an event yet";
    /// Under it.
    pub const NOTHING_YET_TEXT: &str = "Make an API key, then send the first one:";
    /// Step.
    pub const MAKE_KEY: &str = "1. Make a key on the machine that runs Annals";
    /// Step.
    pub const SEND_EVENT: &str = "2. Send an event";
    /// Step.
    pub const RELOAD: &str = "3. Reload this page: the entry is there as soon as the command ends.";
    /// Title of a search without a match.
    pub const NOTHING_FOUND: &str = "Nothing found";
    /// Under it.
    pub const NOTHING_FOUND_TEXT: &str = "No entry matches all of this. You could:";
    /// Suggestion.
    pub const ANY_TIME: &str = "Search any time";
    /// Suggestion.
    pub const ANY_SOURCE: &str = "Search every source";
    /// Suggestion.
    pub const ANY_USER: &str = "Search every user";
    /// Suggestion.
    pub const WITH_ACCESS: &str = "Search views and exports, too";
    /// Suggestion.
    pub fn shorter(query: &str) -> String {
        format!("Search for {query}")
    }
    /// Suggestion.
    pub fn without_filters(query: &str) -> String {
        format!("Search for {query} without filters")
    }
    /// Suggestion.
    pub const NO_WORDS: &str = "Clear the search words";
    /// Suggestion.
    pub const EVERYTHING: &str = "Show the whole Audit Log";
    /// The page of a cursor whose rows are gone.
    pub const END: &str = "No further entries here";
}

/// One entry.
pub mod entry {
    /// "Entry 1,204".
    pub fn title(number: &str) -> String {
        format!("Entry {number}")
    }
    /// Link back.
    pub const BACK: &str = "Audit Log";
    /// Section.
    pub const WHAT: &str = "What happened";
    /// Section.
    pub const WHO: &str = "User";
    /// Section.
    pub const WHEN: &str = "When and where";
    /// Section.
    pub const CHANGES: &str = "Changes";
    /// Section.
    pub const DETAILS: &str = "Details";
    /// Section.
    pub const CALENDARS: &str = "Calendars";
    /// Section.
    pub const RAW: &str = "Raw entry (JSON)";
    /// Column or fact.
    pub const PROPERTY_NAME: &str = "Property Name";
    /// Column or fact.
    pub const EXISTING_VALUE: &str = "Existing Value";
    /// Column or fact.
    pub const NEW_VALUE: &str = "New Value";
    /// Fact.
    pub const TYPE: &str = "Type";
    /// Fact.
    pub const AREA: &str = "Area";
    /// Fact.
    pub const CATEGORY: &str = "Category";
    /// Fact.
    pub const ACTION_CODE: &str = "Action code";
    /// Fact.
    pub const OUTCOME: &str = "Outcome";
    /// Fact.
    pub const REASON: &str = "Reason";
    /// Fact.
    pub const CORRELATION: &str = "Correlation ID";
    /// Fact.
    pub const ROLE: &str = "Role";
    /// Fact.
    pub const KIND: &str = "Kind";
    /// Fact.
    pub const EMAIL: &str = "Email";
    /// Fact.
    pub const USER_ID: &str = "User ID";
    /// Fact.
    pub const ON_BEHALF_OF: &str = "On behalf of";
    /// Fact.
    pub const RECORDED: &str = "Recorded";
    /// Fact.
    pub const UTC: &str = "In UTC";
    /// Fact.
    pub const USER_AGENT: &str = "Browser or program";
    /// Fact: the number.
    pub const ID: &str = "ID";
    /// Fact: the sender's id.
    pub const EVENT_ID: &str = "Event ID";
    /// Column of records.
    pub const RECORD: &str = "Record";
    /// Column of records.
    pub const RECORD_TYPE: &str = "Record type";
    /// Column of records.
    pub const RECORD_ID: &str = "Record ID";
    /// Column of records.
    pub const EFFECT: &str = "Effect";
    /// A record that the changed one belongs to.
    pub const BELONGS: &str = "Related";
    /// Column of calendars.
    pub const SCHOOL: &str = "School";
    /// Column of calendars.
    pub const END_YEAR: &str = "End Year";
    /// Title of the list of records.
    pub const UPDATED_RECORDS: &str = "Updated records";
    /// In place of that list.
    pub const NO_RECORDS: &str = "This action updated no record.";
    /// Closes the list where it stands over the log.
    pub const CLOSE: &str = "Close";
    /// Magnifying glass.
    pub fn open_record(name: &str) -> String {
        format!("Open {name} for editing, in a new tab")
    }
    /// Link from a record to all of its entries.
    pub fn record_entries(name: &str) -> String {
        format!("All entries on {name}")
    }
    /// Stands for a value that wasn't there.
    pub const NO_VALUE: &str = "none";
    /// Stands for an empty text.
    pub const EMPTY_VALUE: &str = "empty";
    /// Stands for a secret.
    pub const MASKED_VALUE: &str = "hidden: a secret is never kept";
    /// Stands for both values of a secret.
    pub const MASKED_CHANGE: &str = "changed, value not kept";
    /// Part of a value that is new.
    pub const ADDED: &str = "Added";
    /// Part of a value that is gone.
    pub const REMOVED: &str = "Removed";
    /// Part of a value that differs.
    pub const CHANGED: &str = "Changed";
    /// Stands for a line without text.
    pub const EMPTY_LINE: &str = "empty line";
    /// Parts that are the same before and after.
    pub fn unchanged(count: usize) -> String {
        format!("{} unchanged", crate::components::number::grouped(count as u64))
    }
    /// Lines that are the same before and after.
    pub fn unchanged_lines(count: usize) -> String {
        if count == 1 {
            "1 unchanged line".to_owned()
        } else {
            format!("{} unchanged lines", crate::components::number::grouped(count as u64))
        }
    }
    /// Opens the rest of many parts.
    pub fn show_more(count: usize) -> String {
        format!("Show {} more", crate::components::number::grouped(count as u64))
    }
    /// Opens a long value.
    pub fn show_all(characters: usize) -> String {
        format!("Show all {} characters", crate::components::number::grouped(characters as u64))
    }
    /// Note on an entry.
    pub const TIME_MISSING: &str =
        "The application gave no time; this is when Annals recorded the entry.";
    /// Note on an entry.
    pub const CLOCK_AHEAD: &str = "The application’s clock was ahead of the server’s.";
    /// Note on an entry.
    pub const MASKED: &str = "Secrets in this entry were hidden before it was kept.";
    /// Note on an entry.
    pub const REDACTED: &str = "Parts of this entry have been redacted since.";
    /// Button.
    pub const COPY: &str = "Copy";
    /// What the button says afterwards.
    pub const COPIED: &str = "Copied";
}

/// Where to look next from an entry.
pub mod around {
    /// Section.
    pub const TITLE: &str = "Around this entry";
    /// Link to what the user did then.
    pub const USER: &str = "By the same user, an hour before and after";
    /// Link to what happened to the record then.
    pub const RECORD: &str = "On the same record, a week before and after";
    /// Link to neighbours in time.
    pub const EVERYTHING: &str = "Everything, five minutes before and after";
    /// Link to the rest of the operation.
    pub const OPERATION: &str = "Of the same operation";
    /// Section.
    pub const RELATED: &str = "Related entries";
    /// Link to what else the user did.
    pub const SAME_USER: &str = "By the same user";
    /// Link to what else came from the address.
    pub const SAME_IP: &str = "From the same IP address";
    /// Link to the same action.
    pub const SAME_ACTION: &str = "With the same action";
}

/// Forms in which an entry is passed on.
pub mod copy {
    /// Name of the group.
    pub const TITLE: &str = "Copy this entry";
    /// Button.
    pub const LINK: &str = "Copy link";
    /// Button.
    pub const ID: &str = "Copy event ID";
    /// Button.
    pub const JSON: &str = "Copy JSON";
    /// Button.
    pub const CURL: &str = "Copy as curl";
    /// Button.
    pub const CSV: &str = "Copy CSV row";
    /// Button.
    pub const QUERY: &str = "Copy query";
    /// Opens the texts themselves.
    pub const SHOW: &str = "Link, ID, curl, CSV row and query as text";
}

/// An entry as sentences. Each exists for no record, one, and several.
pub mod summary {
    /// The action's label tells what was done.
    pub const DONE: [&str; 3] = [
        "{who} {action}.",
        "{who} {action}: {record}.",
        "{who} {action}: {record} and {more} more.",
    ];
    /// The action's label is a name.
    pub const HAPPENED: [&str; 3] = [
        "{who}: “{action}”.",
        "{who}: “{action}” on {record}.",
        "{who}: “{action}” on {record} and {more} more.",
    ];
    /// It failed.
    pub const FAILED: [&str; 3] = [
        "{who} tried “{action}”, but it failed.",
        "{who} tried “{action}” on {record}, but it failed.",
        "{who} tried “{action}” on {record} and {more} more, but it failed.",
    ];
    /// It was not allowed.
    pub const DENIED: [&str; 3] = [
        "{who} tried “{action}”, but it was not allowed.",
        "{who} tried “{action}” on {record}, but it was not allowed.",
        "{who} tried “{action}” on {record} and {more} more, but it was not allowed.",
    ];
    /// An actor who stood in for someone.
    pub const FOR_OTHER: &str = "{who}, for {other},";
    /// Nothing is known of the place.
    pub const WHEN: &str = "It happened on {when}.";
    /// Only the source is known.
    pub const WHEN_SOURCE: &str = "It happened on {when} in {source}.";
    /// Only the address is known.
    pub const WHEN_IP: &str = "It happened on {when} from {ip}.";
    /// Both are known.
    pub const WHEN_SOURCE_IP: &str = "It happened on {when} in {source}, from {ip}.";

    /// "Updated Student" is "updated Student" within a sentence. Nothing for a label that doesn't
    /// begin with a verb in the past tense, such as "User Login Failed".
    pub fn deed(label: &str) -> Option<String> {
        let verb = label.split(' ').next().unwrap_or_default();
        let is_past = verb == "Sent" || verb.ends_with("ed") && verb.len() > 4;
        let is_word = verb.chars().all(|c| c.is_ascii_alphabetic());
        (is_past && is_word).then(|| format!("{}{}", label[..1].to_ascii_lowercase(), &label[1..]))
    }

    #[cfg(test)]
    mod tests {
        #[test]
        fn only_a_past_tense_is_a_deed() {
            for (label, expected) in [
                ("Updated Student", Some("updated Student")),
                ("Sent Message", Some("sent Message")),
                ("User Login Failed", None),
                ("Feed Read", None),
                ("تم التحديث", None),
                ("", None),
            ] {
                assert_eq!(super::deed(label).as_deref(), expected, "{label}");
            }
        }
    }
}

/// Signing in and out.
pub mod session {
    /// Title and button.
    pub const SIGN_IN: &str = "Sign in";
    /// Button.
    pub const SIGN_OUT: &str = "Sign out";
    /// Field.
    pub const PASSWORD: &str = "Password";
    /// The one answer to any wrong pair, so that names can't be tried out.
    pub const REFUSED: &str = "The username or the password is not right.";
    /// After too many attempts.
    pub const TOO_MANY: &str = "Too many attempts. Wait a minute, then try again.";
    /// After signing out.
    pub const SIGNED_OUT: &str = "You have signed out.";
    /// After a session ran out.
    pub const EXPIRED: &str = "Your session has ended. Sign in again to go on.";
    /// First stop of the keyboard.
    pub const SKIP: &str = "Skip to the content";
}

/// Pages about what went wrong.
pub mod problem {
    /// Title.
    pub const NOT_FOUND: &str = "Page not found";
    /// Text.
    pub const NOT_FOUND_TEXT: &str =
        "There is nothing at this address, or nothing that you may see.";
    /// Title.
    pub const FORBIDDEN: &str = "You may not see this";
    /// Text.
    pub const FORBIDDEN_TEXT: &str = "Your account lacks the permission to read the Audit Log. \
        An administrator of your organisation can grant it.";
    /// Title.
    pub const OUTDATED: &str = "This form is out of date";
    /// Text.
    pub const OUTDATED_TEXT: &str = "It belongs to a session that has ended, or was sent from \
        another site. Nothing was done. Go back, reload the page and try again.";
    /// Title.
    pub const INTERNAL: &str = "Something went wrong here";
    /// Text.
    pub const INTERNAL_TEXT: &str =
        "Annals could not answer. Nothing was changed; trying again may help.";
    /// Title.
    pub const UNAVAILABLE: &str = "Annals is not ready";
    /// Text.
    pub const UNAVAILABLE_TEXT: &str = "It is starting, or busy. Try again in a moment.";
    /// Title.
    pub const BAD_REQUEST: &str = "This address is not understood";
    /// Before the id that operators look for.
    pub const REQUEST_ID: &str = "Request ID";
    /// Link.
    pub const GO_HOME: &str = "Go to the Audit Log";
    /// Link.
    pub const RETRY: &str = "Try again";
}
