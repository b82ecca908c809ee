//! Who may do what: one decision function, whose answer is needed to search at all.

use crate::{Calendar, OrganizationOrdinal, OrganizationTree};

/// What a person or a program may be allowed to do: a tool right of people, a scope of API keys.
///
/// [`crate::Module`] says which of them belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Permission {
    /// Read the audit log.
    ReadEvents,
    /// Read entries whole: what changed, from what to what, and other named values.
    ReadEventDetails,
    /// Export entries as files.
    ExportEvents,
    /// Delete entries.
    DeleteEvents,
    /// Keep entries from being deleted.
    HoldEvents,
    /// Send events.
    WriteEvents,
    /// Read the email log of families.
    ReadFamilyEmailLog,
    /// Read the email log of staff.
    ReadStaffEmailLog,
    /// Read the SMS logs of families.
    ReadSmsLogs,
    /// Read the SMS log of staff.
    ReadStaffSmsLog,
    /// Read the log of push notifications.
    ReadPushLog,
    /// Read what families did.
    ReadActivityLog,
    /// Read what messages say.
    ReadMessageContent,
    /// Change to which addresses nothing is to be sent, and take that list out.
    ManageSuppressions,
    /// Read reports.
    ReadReports,
    /// Read alerts.
    ReadAlerts,
    /// Change alerts.
    ManageAlerts,
    /// Read streams to other systems.
    ReadStreams,
    /// Change streams to other systems.
    ManageStreams,
    /// Read user accounts.
    ReadUsers,
    /// Create, change and delete user accounts.
    ManageUsers,
    /// Read user groups and who is in them.
    ReadGroups,
    /// Create, change and delete user groups, and say who is in them.
    ManageGroups,
    /// Read tool rights and calendar rights.
    ReadRights,
    /// Give and take tool rights and calendar rights.
    ManageRights,
    /// Read system preferences.
    ReadPreferences,
    /// Change system preferences.
    ManagePreferences,
    /// Read organisations below one's own.
    ReadOrganizations,
    /// Create, change and close organisations below one's own.
    ManageOrganizations,
    /// Read API keys, without their secrets.
    ReadKeys,
    /// Create and revoke API keys.
    ManageKeys,
    /// Read how long entries are kept.
    ReadRetention,
    /// Change how long entries are kept.
    ManageRetention,
    /// Read what proves the log.
    ReadProof,
    /// Read the server's own figures.
    ReadMetrics,
}

impl Permission {
    /// Every permission, in the order in which they are listed.
    pub const ALL: [Self; 35] = [
        Self::ReadEvents,
        Self::ReadEventDetails,
        Self::ExportEvents,
        Self::DeleteEvents,
        Self::HoldEvents,
        Self::WriteEvents,
        Self::ReadFamilyEmailLog,
        Self::ReadStaffEmailLog,
        Self::ReadSmsLogs,
        Self::ReadStaffSmsLog,
        Self::ReadPushLog,
        Self::ReadActivityLog,
        Self::ReadMessageContent,
        Self::ManageSuppressions,
        Self::ReadReports,
        Self::ReadAlerts,
        Self::ManageAlerts,
        Self::ReadStreams,
        Self::ManageStreams,
        Self::ReadUsers,
        Self::ManageUsers,
        Self::ReadGroups,
        Self::ManageGroups,
        Self::ReadRights,
        Self::ManageRights,
        Self::ReadPreferences,
        Self::ManagePreferences,
        Self::ReadOrganizations,
        Self::ManageOrganizations,
        Self::ReadKeys,
        Self::ManageKeys,
        Self::ReadRetention,
        Self::ManageRetention,
        Self::ReadProof,
        Self::ReadMetrics,
    ];

    /// The machine name: that of the tool right, and of the scope of an API key.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ReadEvents => "events:read",
            Self::ReadEventDetails => "events:details",
            Self::ExportEvents => "events:export",
            Self::DeleteEvents => "events:delete",
            Self::HoldEvents => "events:hold",
            Self::WriteEvents => "events:write",
            Self::ReadFamilyEmailLog => "family_email_log:read",
            Self::ReadStaffEmailLog => "staff_email_log:read",
            Self::ReadSmsLogs => "sms_logs:read",
            Self::ReadStaffSmsLog => "staff_sms_log:read",
            Self::ReadPushLog => "push_log:read",
            Self::ReadActivityLog => "activity_log:read",
            Self::ReadMessageContent => "message_content:read",
            Self::ManageSuppressions => "suppressions:manage",
            Self::ReadReports => "reports:read",
            Self::ReadAlerts => "alerts:read",
            Self::ManageAlerts => "alerts:manage",
            Self::ReadStreams => "streams:read",
            Self::ManageStreams => "streams:manage",
            Self::ReadUsers => "users:read",
            Self::ManageUsers => "users:manage",
            Self::ReadGroups => "groups:read",
            Self::ManageGroups => "groups:manage",
            Self::ReadRights => "rights:read",
            Self::ManageRights => "rights:manage",
            Self::ReadPreferences => "preferences:read",
            Self::ManagePreferences => "preferences:manage",
            Self::ReadOrganizations => "organizations:read",
            Self::ManageOrganizations => "organizations:manage",
            Self::ReadKeys => "keys:read",
            Self::ManageKeys => "keys:manage",
            Self::ReadRetention => "retention:read",
            Self::ManageRetention => "retention:manage",
            Self::ReadProof => "proof:read",
            Self::ReadMetrics => "metrics:read",
        }
    }

    /// The permission that `word` names.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|permission| permission.as_str() == word)
    }

    /// Whether it only lets something be read. Who has all of these sees everything and changes
    /// nothing.
    pub fn only_reads(self) -> bool {
        use Permission::{ExportEvents, ReadEventDetails};
        matches!(self, ReadEventDetails | ExportEvents) || self.as_str().ends_with(":read")
    }

    /// Without which it is worth nothing: nobody exports, deletes or proves what they can't read.
    pub fn needs(self) -> Option<Self> {
        match self {
            Self::ReadEventDetails | Self::DeleteEvents | Self::HoldEvents => {
                Some(Self::ReadEvents)
            }
            Self::ExportEvents | Self::ReadProof => Some(Self::ReadEventDetails),
            _ => None,
        }
    }

    /// Whether it lets a log of messages be read, with the entries about what stands there.
    pub fn reads_messages(self) -> bool {
        use Permission as P;
        matches!(
            self,
            P::ReadFamilyEmailLog
                | P::ReadStaffEmailLog
                | P::ReadSmsLogs
                | P::ReadStaffSmsLog
                | P::ReadPushLog
        )
    }

    const fn bit(self) -> u64 {
        1 << self as u64
    }
}

/// A set of permissions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Scopes(u64);

impl Scopes {
    /// Everything; an administrator's.
    pub fn all() -> Self {
        Permission::ALL.into_iter().collect()
    }

    /// Whether `permission` is among them, and what it [needs](Permission::needs).
    pub fn contains(self, permission: Permission) -> bool {
        self.holds(permission) && permission.needs().is_none_or(|needed| self.contains(needed))
    }

    /// Whether `permission` itself is among them.
    pub fn holds(self, permission: Permission) -> bool {
        self.0 & permission.bit() != 0
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The permissions in their listed order.
    pub fn iter(self) -> impl Iterator<Item = Permission> {
        Permission::ALL.into_iter().filter(move |&permission| self.holds(permission))
    }

    /// Those of both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Those that are not among `other`.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

impl FromIterator<Permission> for Scopes {
    fn from_iter<I: IntoIterator<Item = Permission>>(permissions: I) -> Self {
        Self(permissions.into_iter().fold(0, |bits, permission| bits | permission.bit()))
    }
}

/// Permissions together with how far they reach.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Rights {
    here: Scopes,
    below: Scopes,
}

impl Rights {
    /// In the organisation alone.
    pub fn here(scopes: Scopes) -> Self {
        Self { here: scopes, below: Scopes::default() }
    }

    /// In the organisation and in all below it.
    pub fn reaching_below(scopes: Scopes) -> Self {
        Self { here: scopes, below: scopes }
    }

    /// In the organisation.
    pub fn scopes(self) -> Scopes {
        self.here
    }

    /// In the organisations below as well: always some of [`Rights::scopes`].
    pub fn below(self) -> Scopes {
        self.below
    }

    /// Those of both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self { here: self.here.union(other.here), below: self.below.union(other.below) }
    }
}

/// How a principal proved who it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PrincipalKind {
    /// A person with a session.
    User,
    /// A program with an API key.
    Key,
    /// Annals itself or its operator on the host: checks, benchmarks, the command line.
    System,
}

/// Someone who asks, after they proved who they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Principal {
    /// How they proved it.
    pub kind: PrincipalKind,
    /// Stable id of the user or key.
    pub id: String,
    /// Name for entries about what they did.
    pub name: String,
    /// The organisation they belong to; they never see above or beside it.
    pub home: OrganizationOrdinal,
    /// What they may do in their organisation.
    pub scopes: Scopes,
    /// What they may do in the organisations below as well.
    pub below: Scopes,
    /// Which entries they may see.
    pub rows: RowFilter,
}

impl Principal {
    /// Whether `permission` holds in the organisations below as well.
    pub fn reaches_below(&self, permission: Permission) -> bool {
        self.scopes.contains(permission) && self.below.contains(permission)
    }
}

/// Which entries of an organisation may be seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowFilter {
    /// Only entries that carry one of these school years; empty means no such limit.
    pub calendars: Vec<Calendar>,
    /// With `calendars`: whether entries without any school year may be seen too.
    pub without_calendar: bool,
}

impl RowFilter {
    /// Whether every entry may be seen.
    pub fn is_everything(&self) -> bool {
        self.calendars.is_empty()
    }
}

/// The right to see entries of some organisations. Only [`decide`] makes one, so whoever holds one
/// has been asked who they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allow {
    organizations: Vec<OrganizationOrdinal>,
    rows: RowFilter,
    hidden_logs: Scopes,
}

impl Allow {
    /// The organisations, ascending.
    pub fn organizations(&self) -> &[OrganizationOrdinal] {
        &self.organizations
    }

    /// Which of their entries.
    pub fn rows(&self) -> &RowFilter {
        &self.rows
    }

    /// The logs of messages that may not be read: nor may entries of
    /// [`MESSAGE_CATEGORY`](crate::MESSAGE_CATEGORY) that belong to them, or don't say to which
    /// they belong.
    pub fn hidden_logs(&self) -> Scopes {
        self.hidden_logs
    }

    /// Adds what another decision allowed to the same principal: "this and below". A log of
    /// messages that is hidden in one of the organisations is so in all.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        debug_assert_eq!(self.rows, other.rows, "decisions of two principals never mix");
        self.hidden_logs = self.hidden_logs.union(other.hidden_logs);
        self.organizations.extend(other.organizations);
        self.organizations.sort_unstable();
        self.organizations.dedup();
        self
    }
}

/// The answer of [`decide`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// No. The caller says "not found" where existence itself is a secret.
    Deny,
    /// Yes, for these organisations and rows.
    Allow(Allow),
}

impl Decision {
    /// The permit, if there is one.
    pub fn allowed(self) -> Option<Allow> {
        match self {
            Self::Deny => None,
            Self::Allow(allow) => Some(allow),
        }
    }
}

/// Whether `principal` may do `permission` in `organization`: the only place where this is decided.
pub fn decide(
    tree: &OrganizationTree,
    principal: &Principal,
    organization: OrganizationOrdinal,
    permission: Permission,
) -> Decision {
    let known = tree.get(organization).is_some();
    let at_home = organization == principal.home;
    let below = principal.reaches_below(permission) && tree.is_within(organization, principal.home);
    if known && (at_home || below) && principal.scopes.contains(permission) {
        return Decision::Allow(Allow {
            organizations: vec![organization],
            rows: principal.rows.clone(),
            hidden_logs: hidden_logs(principal, at_home),
        });
    }
    Decision::Deny
}

fn hidden_logs(principal: &Principal, at_home: bool) -> Scopes {
    let reads = |log: Permission| {
        if at_home { principal.scopes.contains(log) } else { principal.reaches_below(log) }
    };
    Permission::ALL.into_iter().filter(|log| log.reads_messages() && !reads(*log)).collect()
}

/// The same for `organization` and everything below it. Denied as a whole to a principal that does
/// not reach below: an answer that silently leaves organisations out would mislead.
pub fn decide_with_below(
    tree: &OrganizationTree,
    principal: &Principal,
    organization: OrganizationOrdinal,
    permission: Permission,
) -> Decision {
    match decide(tree, principal, organization, permission) {
        Decision::Allow(here) if principal.reaches_below(permission) => {
            let organizations = tree.within(organization);
            let at_home = organizations == [principal.home];
            Decision::Allow(Allow {
                organizations,
                rows: here.rows,
                hidden_logs: hidden_logs(principal, at_home),
            })
        }
        _ => Decision::Deny,
    }
}

/// The right to delete entries of one organisation, as far as they may be read. Only
/// [`decide_deletion`] makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllowDeletion {
    organization: OrganizationOrdinal,
    readable: Allow,
}

impl AllowDeletion {
    /// The organisation.
    pub fn organization(&self) -> OrganizationOrdinal {
        self.organization
    }

    /// Which of its entries may be read, and therefore deleted.
    pub fn readable(&self) -> &Allow {
        &self.readable
    }
}

/// Whether `principal` may delete entries of `organization`. Nobody deletes what they can't read:
/// what goes could not be shown to them, and counts would tell them of it.
pub fn decide_deletion(
    tree: &OrganizationTree,
    principal: &Principal,
    organization: OrganizationOrdinal,
) -> Option<AllowDeletion> {
    decide(tree, principal, organization, Permission::DeleteEvents).allowed()?;
    let readable = decide(tree, principal, organization, Permission::ReadEvents).allowed()?;
    Some(AllowDeletion { organization, readable })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{LogId, Millis, Organization, OrganizationId};

    fn tree() -> OrganizationTree {
        let mut tree = OrganizationTree::default();
        for (ordinal, id, parent) in
            [(0, "state", None), (1, "north", Some(0)), (2, "south", Some(0)), (3, "n1", Some(1))]
        {
            tree.insert(Organization {
                ordinal: OrganizationOrdinal(ordinal),
                id: OrganizationId::parse(id).unwrap(),
                name: id.to_owned(),
                parent: parent.map(OrganizationOrdinal),
                log_id: LogId([0; 16]),
                created_at: Millis(0),
                closed_at: None,
            });
        }
        tree
    }

    fn principal(scopes: &[Permission], reaches_below: bool) -> Principal {
        Principal {
            kind: PrincipalKind::Key,
            id: "k".to_owned(),
            name: "k".to_owned(),
            home: OrganizationOrdinal(1),
            scopes: scopes.iter().copied().collect(),
            below: scopes.iter().copied().filter(|_| reaches_below).collect(),
            rows: RowFilter::default(),
        }
    }

    #[test]
    fn who_deletes_may_delete_and_read() {
        use Permission::{DeleteEvents, ReadEvents, WriteEvents};
        for (scopes, organization, reaches_below, expected) in [
            (&[ReadEvents, DeleteEvents][..], 1, false, true),
            (&[ReadEvents, DeleteEvents], 3, true, true),
            (&[ReadEvents, DeleteEvents], 3, false, false),
            (&[ReadEvents, DeleteEvents], 0, true, false),
            (&[ReadEvents, DeleteEvents], 2, true, false),
            (&[ReadEvents, DeleteEvents], 9, true, false),
            (&[DeleteEvents], 1, true, false),
            (&[ReadEvents, WriteEvents], 1, true, false),
            (&[], 1, true, false),
        ] {
            let principal = principal(scopes, reaches_below);
            let found = decide_deletion(&tree(), &principal, OrganizationOrdinal(organization));
            assert_eq!(found.is_some(), expected, "{scopes:?} {organization} {reaches_below}");
        }
    }

    #[test]
    fn logs_of_messages_are_hidden_from_those_who_may_not_read_them() {
        use Permission::{
            ReadEvents, ReadFamilyEmailLog, ReadPushLog, ReadSmsLogs, ReadStaffEmailLog,
            ReadStaffSmsLog,
        };
        let principal = Principal {
            below: [ReadEvents, ReadSmsLogs].into_iter().collect(),
            ..principal(&[ReadEvents, ReadSmsLogs, ReadPushLog], false)
        };
        let at_home = vec![ReadFamilyEmailLog, ReadStaffEmailLog, ReadStaffSmsLog];
        let below = [&at_home[..], &[ReadPushLog]].concat();
        let hidden = |allow: &Allow| allow.hidden_logs().iter().collect::<Vec<_>>();
        let (tree, north, n1) = (tree(), OrganizationOrdinal(1), OrganizationOrdinal(3));
        let one = |at| decide(&tree, &principal, at, ReadEvents).allowed().unwrap();
        let all = |at| decide_with_below(&tree, &principal, at, ReadEvents).allowed().unwrap();
        assert_eq!(hidden(&one(north)), at_home);
        assert_eq!(hidden(&one(n1)), below);
        assert_eq!(hidden(&all(north)), below);
        assert_eq!(hidden(&all(n1)), below);
        assert_eq!(hidden(&one(north).and(one(n1))), below);
        let everything = Principal { scopes: Scopes::all(), ..principal.clone() };
        let all = decide(&tree, &everything, north, ReadEvents).allowed().unwrap();
        assert!(all.hidden_logs().is_empty());
        // Who reaches below and has nobody there is limited to what they may do at home.
        let lone = Principal { home: OrganizationOrdinal(2), ..principal.clone() };
        let south = decide_with_below(&tree, &lone, lone.home, ReadEvents).allowed().unwrap();
        assert_eq!(hidden(&south), at_home);
    }

    #[test]
    fn below_needs_reach() {
        let organizations = |organization, reaches_below| {
            let principal = principal(&[Permission::ReadEvents], reaches_below);
            let organization = OrganizationOrdinal(organization);
            decide_with_below(&tree(), &principal, organization, Permission::ReadEvents)
                .allowed()
                .map(|allow| allow.organizations.iter().map(|o| o.0).collect::<Vec<_>>())
        };
        assert_eq!(organizations(1, true), Some(vec![1, 3]));
        assert_eq!(organizations(3, true), Some(vec![3]));
        assert_eq!(organizations(1, false), None);
        assert_eq!(organizations(0, true), None);
        assert_eq!(organizations(2, true), None);
    }

    #[test]
    fn nobody_sees_sideways_or_up() {
        let principal = |reaches_below| principal(&[Permission::ReadEvents], reaches_below);
        let cases = [
            (0, true, false),
            (1, true, true),
            (2, true, false),
            (3, true, true),
            (3, false, false),
            (1, false, true),
            (9, true, false),
        ];
        for (organization, reaches_below, expected) in cases {
            let decision = decide(
                &tree(),
                &principal(reaches_below),
                OrganizationOrdinal(organization),
                Permission::ReadEvents,
            );
            assert_eq!(decision.allowed().is_some(), expected, "{organization} {reaches_below}");
        }
        let other =
            decide(&tree(), &principal(true), OrganizationOrdinal(1), Permission::WriteEvents);
        assert_eq!(other, Decision::Deny);
    }
}
