using ChiSo.Engine;

namespace ChiSo.Application.People;

/// <summary>What a mandate lets a person act as. Who may do what is the table <see cref="Permissions"/>.</summary>
public enum Role
{
    /// <summary>Enters the unit's own scores ("cán bộ đầu mối của đơn vị").</summary>
    UnitOfficer,

    /// <summary>Returns or approves what the officer entered, and hands it in ("lãnh đạo đơn vị").</summary>
    UnitLeader,

    /// <summary>Appraises the lines assigned to the lead agency ("cán bộ thẩm định").</summary>
    Appraiser,

    /// <summary>Confirms what the agency's appraisers found ("lãnh đạo cơ quan chủ trì thẩm định").</summary>
    LeadAgencyLeader,

    /// <summary>Runs the round ("cơ quan thường trực").</summary>
    StandingOffice,

    CouncilMember,

    CouncilChair,

    CouncilSecretary,

    /// <summary>Chairman of the People's Committee ("Chủ tịch Ủy ban nhân dân").</summary>
    Chairman,

    /// <summary>Reads everything, changes nothing ("kiểm toán viên").</summary>
    Auditor,

    /// <summary>Accounts, mandates and units ("quản trị hệ thống").</summary>
    Administrator,

    /// <summary>Opens surveys, invites people, watches the fieldwork, reads results ("quản lý khảo sát").</summary>
    SurveyManager,

    /// <summary>Keys paper forms of surveys ("người nhập phiếu giấy").</summary>
    Keyer,

    /// <summary>Gives the people of an area of a survey's fieldwork to interviewers, hands slips over, makes the lists of payments ("điều phối viên khảo sát").</summary>
    FieldCoordinator,

    /// <summary>Visits people who were given to them, asks, and writes down what became of each visit ("điều tra viên").</summary>
    Interviewer,

    /// <summary>Asks again some of those who were interviewed in an area ("giám sát viên").</summary>
    FieldSupervisor,
}

/// <summary>What sets roles apart besides their rights.</summary>
public static class Roles
{
    /// <summary>Whether one holds the role for a unit or an agency, never without.</summary>
    public static bool IsOfUnit(Role role) => role is Role.UnitOfficer or Role.UnitLeader or Role.Appraiser or Role.LeadAgencyLeader;

    /// <summary>Whether one holds the role for an area of a survey's fieldwork, never without.</summary>
    public static bool IsOfField(Role role) => role is Role.FieldCoordinator or Role.Interviewer or Role.FieldSupervisor;

    /// <summary>Whether a password alone is too little for the role, because it reaches everybody's accounts or the whole round.</summary>
    public static bool NeedsAuthenticator(Role role) => role is Role.Administrator or Role.StandingOffice;
}

/// <summary>Roles as people call them.</summary>
public static class RoleWords
{
    public static Words Of(Role role) => role switch
    {
        Role.UnitOfficer => new("Cán bộ đầu mối của đơn vị", "Unit officer"),
        Role.UnitLeader => new("Lãnh đạo đơn vị", "Unit leader"),
        Role.Appraiser => new("Cán bộ thẩm định", "Appraiser"),
        Role.LeadAgencyLeader => new("Lãnh đạo cơ quan chủ trì thẩm định", "Leader of a lead agency"),
        Role.StandingOffice => new("Cơ quan thường trực", "Standing office"),
        Role.CouncilMember => new("Ủy viên Hội đồng thẩm định", "Council member"),
        Role.CouncilChair => new("Chủ tịch Hội đồng thẩm định", "Council chair"),
        Role.CouncilSecretary => new("Thư ký Hội đồng thẩm định", "Council secretary"),
        Role.Chairman => new("Chủ tịch Ủy ban nhân dân", "Chairman"),
        Role.Auditor => new("Kiểm toán viên", "Auditor"),
        Role.Administrator => new("Quản trị hệ thống", "Administrator"),
        Role.SurveyManager => new("Quản lý khảo sát", "Survey manager"),
        Role.Keyer => new("Người nhập phiếu giấy", "Paper form keyer"),
        Role.FieldCoordinator => new("Điều phối viên khảo sát", "Fieldwork coordinator"),
        Role.Interviewer => new("Điều tra viên", "Interviewer"),
        Role.FieldSupervisor => new("Giám sát viên khảo sát", "Fieldwork supervisor"),
        _ => throw new System.Diagnostics.UnreachableException($"No words for {role}."),
    };
}
