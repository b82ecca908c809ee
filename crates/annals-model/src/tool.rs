//! Tool rights: modules, and the sub-rights that each contains.

use crate::{Permission, Scopes};

/// Tools that belong together. Giving or taking a module gives or takes each right in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Module {
    /// The audit log.
    AuditLog,
    /// Logs of messages and of what families do.
    Communications,
    /// Reports, alerts and streams.
    Monitoring,
    /// Accounts, groups and rights.
    UserSecurity,
    /// Settings of organisations.
    System,
}

impl Module {
    /// Every module, in the order in which they are listed.
    pub const ALL: [Self; 5] =
        [Self::AuditLog, Self::Communications, Self::Monitoring, Self::UserSecurity, Self::System];

    /// The machine name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AuditLog => "audit_log",
            Self::Communications => "communications",
            Self::Monitoring => "monitoring",
            Self::UserSecurity => "user_security",
            Self::System => "system",
        }
    }

    /// The module that `name` names.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|module| module.as_str() == name)
    }

    /// The name on screen and in entries.
    pub fn label(self) -> &'static str {
        match self {
            Self::AuditLog => "Audit Log",
            Self::Communications => "Communications",
            Self::Monitoring => "Monitoring",
            Self::UserSecurity => "User Security",
            Self::System => "System",
        }
    }

    /// The rights in it, in the order in which they are listed.
    pub fn rights(self) -> impl Iterator<Item = Permission> {
        Permission::ALL.into_iter().filter(move |permission| permission.module() == self)
    }
}

/// The rights that `name` stands for: that of a tool, or each one of a module.
pub fn rights_named(name: &str) -> Option<Scopes> {
    match Permission::parse(name) {
        Some(one) => Some([one].into_iter().collect()),
        None => Module::parse(name).map(|module| module.rights().collect()),
    }
}

impl Permission {
    /// The module to which it belongs.
    pub fn module(self) -> Module {
        use Permission as P;
        match self {
            P::ReadEvents
            | P::ReadEventDetails
            | P::ExportEvents
            | P::DeleteEvents
            | P::HoldEvents
            | P::WriteEvents
            | P::ReadProof => Module::AuditLog,
            P::ReadFamilyEmailLog
            | P::ReadStaffEmailLog
            | P::ReadSmsLogs
            | P::ReadStaffSmsLog
            | P::ReadPushLog
            | P::ReadActivityLog
            | P::ReadMessageContent
            | P::ManageSuppressions => Module::Communications,
            P::ReadReports
            | P::ReadAlerts
            | P::ManageAlerts
            | P::ReadStreams
            | P::ManageStreams
            | P::ReadMetrics => Module::Monitoring,
            P::ReadUsers
            | P::ManageUsers
            | P::ReadGroups
            | P::ManageGroups
            | P::ReadRights
            | P::ManageRights => Module::UserSecurity,
            P::ReadPreferences
            | P::ManagePreferences
            | P::ReadOrganizations
            | P::ManageOrganizations
            | P::ReadKeys
            | P::ManageKeys
            | P::ReadRetention
            | P::ManageRetention => Module::System,
        }
    }

    /// The name of the tool right on screen and in entries, beside [`Permission::as_str`].
    pub fn label(self) -> &'static str {
        use Permission as P;
        match self {
            P::ReadEvents => "Audit Log: View",
            P::ReadEventDetails => "Audit Log: View Details",
            P::ExportEvents => "Audit Log: Export",
            P::DeleteEvents => "Audit Log: Delete",
            P::HoldEvents => "Audit Log: Hold",
            P::WriteEvents => "Audit Log: Send Events",
            P::ReadFamilyEmailLog => "Family Email Log",
            P::ReadStaffEmailLog => "Staff Email Log",
            P::ReadSmsLogs => "SMS Logs",
            P::ReadStaffSmsLog => "Staff SMS Log",
            P::ReadPushLog => "Push Log",
            P::ReadActivityLog => "Activity Log",
            P::ReadMessageContent => "Message Content",
            P::ManageSuppressions => "Blacklisted Recipients: Manage",
            P::ReadReports => "Reports",
            P::ReadAlerts => "Alerts: View",
            P::ManageAlerts => "Alerts: Manage",
            P::ReadStreams => "Streams: View",
            P::ManageStreams => "Streams: Manage",
            P::ReadUsers => "Users: View",
            P::ManageUsers => "Users: Manage",
            P::ReadGroups => "Groups: View",
            P::ManageGroups => "Groups: Manage",
            P::ReadRights => "Rights: View",
            P::ManageRights => "Rights: Manage",
            P::ReadPreferences => "Preferences: View",
            P::ManagePreferences => "Preferences: Manage",
            P::ReadOrganizations => "Organisations: View",
            P::ManageOrganizations => "Organisations: Manage",
            P::ReadKeys => "API Keys: View",
            P::ManageKeys => "API Keys: Manage",
            P::ReadRetention => "Retention: View",
            P::ManageRetention => "Retention: Manage",
            P::ReadProof => "Proof",
            P::ReadMetrics => "Server Metrics",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_right_is_in_one_module_under_a_name_of_its_own() {
        let listed: Vec<_> = Module::ALL.into_iter().flat_map(Module::rights).collect();
        assert_eq!(listed.len(), Permission::ALL.len());
        let mut labels: Vec<_> = Permission::ALL.into_iter().map(Permission::label).collect();
        labels.sort_unstable();
        labels.dedup();
        assert_eq!(labels.len(), Permission::ALL.len());
        for permission in Permission::ALL {
            assert_eq!(Permission::parse(permission.as_str()), Some(permission));
        }
    }

    #[test]
    fn reading_rights_change_nothing() {
        let changing: Vec<_> = Permission::ALL
            .into_iter()
            .filter(|permission| !permission.only_reads())
            .map(Permission::as_str)
            .collect();
        let changes = |word: &&str| {
            word.ends_with(":manage")
                || ["events:delete", "events:hold", "events:write"].contains(word)
        };
        assert!(changing.iter().all(changes), "{changing:?}");
        assert_eq!(changing.len(), 13);
    }
}
