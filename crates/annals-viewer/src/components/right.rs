//! What tool rights and their modules are called on pages.

use annals_model::{Module, Permission};

use crate::messages::rights as messages;

/// What a module is called.
pub fn module(module: Module) -> &'static str {
    match module {
        Module::AuditLog => messages::audit_log(),
        Module::Communications => messages::communications(),
        Module::Monitoring => messages::monitoring(),
        Module::UserSecurity => messages::user_security(),
        Module::System => messages::system(),
    }
}

/// What a tool right is called.
pub fn right(right: Permission) -> &'static str {
    match right {
        Permission::ReadEvents => messages::events_read(),
        Permission::ReadEventDetails => messages::events_details(),
        Permission::ExportEvents => messages::events_export(),
        Permission::DeleteEvents => messages::events_delete(),
        Permission::HoldEvents => messages::events_hold(),
        Permission::WriteEvents => messages::events_write(),
        Permission::ReadFamilyEmailLog => messages::family_email_log(),
        Permission::ReadStaffEmailLog => messages::staff_email_log(),
        Permission::ReadSmsLogs => messages::sms_logs(),
        Permission::ReadStaffSmsLog => messages::staff_sms_log(),
        Permission::ReadPushLog => messages::push_log(),
        Permission::ReadActivityLog => messages::activity_log(),
        Permission::ReadMessageContent => messages::message_content(),
        Permission::ManageSuppressions => messages::suppressions_manage(),
        Permission::ReadReports => messages::reports(),
        Permission::ReadAlerts => messages::alerts_read(),
        Permission::ManageAlerts => messages::alerts_manage(),
        Permission::ReadStreams => messages::streams_read(),
        Permission::ManageStreams => messages::streams_manage(),
        Permission::ReadUsers => messages::users_read(),
        Permission::ManageUsers => messages::users_manage(),
        Permission::ReadGroups => messages::groups_read(),
        Permission::ManageGroups => messages::groups_manage(),
        Permission::ReadRights => messages::rights_read(),
        Permission::ManageRights => messages::rights_manage(),
        Permission::ReadPreferences => messages::preferences_read(),
        Permission::ManagePreferences => messages::preferences_manage(),
        Permission::ReadOrganizations => messages::organizations_read(),
        Permission::ManageOrganizations => messages::organizations_manage(),
        Permission::ReadKeys => messages::keys_read(),
        Permission::ManageKeys => messages::keys_manage(),
        Permission::ReadRetention => messages::retention_read(),
        Permission::ManageRetention => messages::retention_manage(),
        Permission::ReadProof => messages::proof(),
        Permission::ReadMetrics => messages::metrics(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::{Language, in_language};

    #[test]
    fn pages_and_entries_call_rights_alike() {
        in_language(Language::English, || {
            for permission in Permission::ALL {
                assert_eq!(right(permission), permission.label());
            }
            for each in Module::ALL {
                assert_eq!(module(each), each.label());
            }
        });
    }
}
