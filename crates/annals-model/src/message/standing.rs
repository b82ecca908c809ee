//! How it stands with a message: what its course comes to.

use super::{Channel, Course, Kind};

/// After so long without an end, the provider will not answer any more.
pub const STALE_AFTER_MS: i64 = 72 * 60 * 60 * 1000;

/// The one word about a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Waiting at the provider.
    Queued,
    /// On its way.
    Sent,
    /// Not taken for now; tried again.
    Delayed,
    /// A push gateway has it.
    Accepted,
    /// The maker's push service has it, which is as much as most devices tell.
    HandedOver,
    /// Some parts of an SMS came, others were lost.
    PartlyDelivered,
    /// The mailbox, the handset or the application has it.
    Delivered,
    /// Opened by a program; whether by a person isn't known.
    OpenedByMachine,
    /// Opened.
    Opened,
    /// A link was followed.
    Clicked,
    /// Read, as the handset says.
    Read,
    /// Given up for now; the address isn't dead.
    BouncedSoft,
    /// The address takes no messages.
    Bounced,
    /// Reported as spam.
    Complaint,
    /// Never tried, because the address is suppressed.
    Dropped,
    /// What is in it was refused.
    Rejected,
    /// An error of the sender.
    Failed,
    /// The carrier couldn't deliver it.
    Undelivered,
    /// Not delivered in time.
    Expired,
    /// Called back.
    Canceled,
    /// The device no longer takes notifications.
    TokenInvalid,
}

/// What statuses come to for people who look for trouble.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatusGroup {
    /// No end yet.
    UnderWay,
    /// It came.
    Delivered,
    /// It didn't come, and won't.
    NotDelivered,
    /// It came, and wasn't wanted.
    Complaint,
}

/// How it stands with a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The one word.
    pub status: Status,
    /// That it came was never told, but it was opened.
    pub inferred: bool,
    /// Providers told things that don't go together: delivered and failed, opened after a bounce.
    pub conflict: bool,
}

impl Status {
    /// Every status.
    pub const ALL: [Self; 21] = [
        Self::Queued,
        Self::Sent,
        Self::Delayed,
        Self::Accepted,
        Self::HandedOver,
        Self::PartlyDelivered,
        Self::Delivered,
        Self::OpenedByMachine,
        Self::Opened,
        Self::Clicked,
        Self::Read,
        Self::BouncedSoft,
        Self::Bounced,
        Self::Complaint,
        Self::Dropped,
        Self::Rejected,
        Self::Failed,
        Self::Undelivered,
        Self::Expired,
        Self::Canceled,
        Self::TokenInvalid,
    ];

    /// The word on the wire and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sent => "sent",
            Self::Delayed => "delayed",
            Self::Accepted => "accepted",
            Self::HandedOver => "handed_over",
            Self::PartlyDelivered => "partly_delivered",
            Self::Delivered => "delivered",
            Self::OpenedByMachine => "opened_by_machine",
            Self::Opened => "opened",
            Self::Clicked => "clicked",
            Self::Read => "read",
            Self::BouncedSoft => "bounced_soft",
            Self::Bounced => "bounced",
            Self::Complaint => "complaint",
            Self::Dropped => "dropped",
            Self::Rejected => "rejected",
            Self::Failed => "failed",
            Self::Undelivered => "undelivered",
            Self::Expired => "expired",
            Self::Canceled => "canceled",
            Self::TokenInvalid => "token_invalid",
        }
    }

    /// The status that `word` names.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == word)
    }

    /// The kind of which there is a reason to tell, if things go wrong.
    pub fn kind_with_reason(self) -> Option<Kind> {
        match self {
            Self::Delayed => Some(Kind::Deferred),
            Self::BouncedSoft => Some(Kind::BouncedSoft),
            Self::Bounced => Some(Kind::BouncedHard),
            Self::Complaint => Some(Kind::Complained),
            Self::Dropped => Some(Kind::Dropped),
            Self::Rejected => Some(Kind::Rejected),
            Self::Failed => Some(Kind::Failed),
            Self::Undelivered => Some(Kind::Undelivered),
            Self::Expired => Some(Kind::Expired),
            Self::Canceled => Some(Kind::Canceled),
            Self::TokenInvalid => Some(Kind::TokenInvalid),
            _ => None,
        }
    }

    /// What it comes to.
    pub fn group(self) -> StatusGroup {
        match self {
            Self::Queued | Self::Sent | Self::Delayed | Self::Accepted => StatusGroup::UnderWay,
            Self::HandedOver
            | Self::Delivered
            | Self::OpenedByMachine
            | Self::Opened
            | Self::Clicked
            | Self::Read => StatusGroup::Delivered,
            Self::Complaint => StatusGroup::Complaint,
            _ => StatusGroup::NotDelivered,
        }
    }
}

impl Standing {
    /// What `course` comes to, for a message in `parts` parts.
    pub fn of(channel: Channel, course: &Course, parts: u32) -> Self {
        match channel {
            Channel::Email => email(course),
            Channel::Sms => sms(course, parts),
            Channel::Push => push(course),
        }
    }
}

/// The first status whose kind happened.
fn first(course: &Course, ranks: &[(Kind, Status)]) -> Option<Status> {
    ranks.iter().find(|(kind, _)| course.has(*kind)).map(|(_, status)| *status)
}

fn email(course: &Course) -> Standing {
    const UNSENT: [(Kind, Status); 4] = [
        (Kind::Dropped, Status::Dropped),
        (Kind::Rejected, Status::Rejected),
        (Kind::Failed, Status::Failed),
        (Kind::Canceled, Status::Canceled),
    ];
    const WAY: [(Kind, Status); 7] = [
        (Kind::Clicked, Status::Clicked),
        (Kind::Opened, Status::Opened),
        (Kind::MachineClicked, Status::OpenedByMachine),
        (Kind::MachineOpened, Status::OpenedByMachine),
        (Kind::Delivered, Status::Delivered),
        (Kind::Deferred, Status::Delayed),
        (Kind::Sent, Status::Sent),
    ];
    // Whoever opens it has it, though nobody told that it came.
    let last_in_mailbox = WAY[..5].iter().filter_map(|(kind, _)| course.of(*kind));
    let last_in_mailbox = last_in_mailbox.map(|seen| seen.last).max();
    let gave_up = course
        .of(Kind::BouncedSoft)
        .is_some_and(|soft| last_in_mailbox.is_none_or(|came| came < soft.last));
    let status = if course.has(Kind::Complained) {
        Status::Complaint
    } else if course.has(Kind::BouncedHard) {
        Status::Bounced
    } else if gave_up {
        Status::BouncedSoft
    } else {
        let unsent = first(course, &UNSENT).filter(|_| last_in_mailbox.is_none());
        unsent.or_else(|| first(course, &WAY)).unwrap_or(Status::Queued)
    };
    let never_came = course.has(Kind::BouncedHard) || first(course, &UNSENT).is_some();
    Standing {
        status,
        inferred: last_in_mailbox.is_some() && !course.has(Kind::Delivered),
        conflict: never_came && last_in_mailbox.is_some(),
    }
}

/// Providers don't tell when, so the rank decides, not the time.
fn sms(course: &Course, parts: u32) -> Standing {
    const CAME: [(Kind, Status); 2] =
        [(Kind::Read, Status::Read), (Kind::Delivered, Status::Delivered)];
    const LOST: [(Kind, Status); 5] = [
        (Kind::Undelivered, Status::Undelivered),
        (Kind::Failed, Status::Failed),
        (Kind::Rejected, Status::Rejected),
        (Kind::Expired, Status::Expired),
        (Kind::Canceled, Status::Canceled),
    ];
    let came = first(course, &CAME);
    let lost = first(course, &LOST);
    let is_whole =
        course.of(Kind::Delivered).is_none_or(|seen| seen.count >= parts) || course.has(Kind::Read);
    let way = if course.has(Kind::Sent) { Status::Sent } else { Status::Queued };
    let status = match (came, lost) {
        (Some(_), Some(_)) if !is_whole => Status::PartlyDelivered,
        (Some(_), None) if !is_whole => Status::Sent,
        (Some(status), _) | (None, Some(status)) => status,
        (None, None) => way,
    };
    Standing { status, inferred: false, conflict: is_whole && came.is_some() && lost.is_some() }
}

fn push(course: &Course) -> Standing {
    const RANKS: [(Kind, Status); 10] = [
        (Kind::Opened, Status::Opened),
        (Kind::Received, Status::Delivered),
        (Kind::TokenInvalid, Status::TokenInvalid),
        (Kind::Failed, Status::Failed),
        (Kind::Rejected, Status::Rejected),
        (Kind::Canceled, Status::Canceled),
        (Kind::Expired, Status::Expired),
        (Kind::HandedOver, Status::HandedOver),
        (Kind::Deferred, Status::Delayed),
        (Kind::Accepted, Status::Accepted),
    ];
    let came = course.has(Kind::Opened) || course.has(Kind::Received);
    let lost = [Kind::TokenInvalid, Kind::Failed, Kind::Rejected].map(|kind| course.has(kind));
    Standing {
        status: first(course, &RANKS).unwrap_or(Status::Queued),
        inferred: course.has(Kind::Opened) && !course.has(Kind::Received),
        conflict: came && lost.contains(&true),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Millis;

    /// Kinds in the order of their times, and what they come to in whatever order they are told.
    fn check(channel: Channel, kinds: &str, status: Status, marks: &str) {
        check_parts(channel, kinds, 1, status, marks);
    }

    fn check_parts(channel: Channel, kinds: &str, parts: u32, status: Status, marks: &str) {
        let told: Vec<(Kind, Millis)> = kinds
            .split_whitespace()
            .enumerate()
            .map(|(at, word)| (Kind::parse(word).expect(word), Millis(at as i64)))
            .collect();
        let marks = (marks.contains("inferred"), marks.contains("conflict"));
        for turned in 0..told.len().max(1) {
            let mut told = told.clone();
            told.rotate_left(turned);
            let standing = Standing::of(channel, &told.iter().copied().collect(), parts);
            assert_eq!(standing.status, status, "{kinds}");
            assert_eq!((standing.inferred, standing.conflict), marks, "{kinds}");
        }
    }

    #[test]
    fn an_email_is_what_was_told_of_it_in_any_order() {
        use Status as S;
        let check = |kinds, status, marks| check(Channel::Email, kinds, status, marks);
        check("", S::Queued, "");
        check("queued sent", S::Sent, "");
        check("sent deferred", S::Delayed, "");
        check("sent deferred delivered", S::Delivered, "");
        check("sent opened", S::Opened, "inferred");
        check("sent delivered machine_opened", S::OpenedByMachine, "");
        check("sent machine_opened delivered opened clicked", S::Clicked, "");
        check("sent delivered bounced_hard", S::Bounced, "conflict");
        check("sent bounced_hard opened", S::Bounced, "inferred conflict");
        check("sent bounced_soft", S::BouncedSoft, "");
        check("sent bounced_soft bounced_soft delivered", S::Delivered, "");
        check("sent bounced_soft opened", S::Opened, "inferred");
        check("sent delivered bounced_soft", S::BouncedSoft, "");
        check("sent delivered complained", S::Complaint, "");
        check("sent dropped", S::Dropped, "");
        check("rejected", S::Rejected, "");
        check("sent failed delivered", S::Delivered, "conflict");
        check("sent delivered unsubscribed auto_replied unknown", S::Delivered, "");
    }

    #[test]
    fn an_sms_is_its_highest_rank() {
        use Status as S;
        let check = |kinds, status, marks| check(Channel::Sms, kinds, status, marks);
        check("queued", S::Queued, "");
        check("delivered sent queued", S::Delivered, "");
        check("sent undelivered", S::Undelivered, "");
        check("delivered undelivered", S::Delivered, "conflict");
        check("sent expired canceled", S::Expired, "");
        check("delivered read", S::Read, "");
        let parts = |kinds, status, marks| check_parts(Channel::Sms, kinds, 3, status, marks);
        parts("sent delivered delivered", S::Sent, "");
        parts("delivered delivered delivered", S::Delivered, "");
        parts("delivered delivered failed", S::PartlyDelivered, "");
    }

    #[test]
    fn a_push_is_never_said_to_be_on_the_device_before_the_device_says_so() {
        use Status as S;
        let check = |kinds, status, marks| check(Channel::Push, kinds, status, marks);
        check("queued accepted handed_over", S::HandedOver, "");
        check("accepted token_invalid", S::TokenInvalid, "");
        check("accepted handed_over received", S::Delivered, "");
        check("handed_over opened", S::Opened, "inferred");
        check("handed_over received failed", S::Delivered, "conflict");
    }

    #[test]
    fn what_is_not_known_does_not_move_the_last_activity() {
        let told =
            [(Kind::Sent, Millis(5)), (Kind::Opened, Millis(9)), (Kind::Unknown, Millis(20))];
        let course: Course = told.into_iter().collect();
        assert_eq!(course.last_activity(), Some(Millis(9)));
        assert_eq!(
            course.of(Kind::Sent),
            Some(&crate::Seen { first: Millis(5), last: Millis(5), count: 1 })
        );
    }
}
