using System.Collections.Immutable;

namespace ChiSo.Application.People;

/// <summary>What a person may want to do.</summary>
public enum Act
{
    /// <summary>Read a unit's sheet: entries, evidence, appraisal.</summary>
    ReadSheet,

    /// <summary>Enter scores, figures and evidence of a unit in its own stages.</summary>
    EnterScores,

    /// <summary>Hand in a unit's stage, or give it back to the officer.</summary>
    HandIn,

    /// <summary>Let through, for a unit, a check that only somebody outside it may let through.</summary>
    OverrideCheck,

    /// <summary>Ask that a line doesn't apply to the unit.</summary>
    AskNotApplicable,

    /// <summary>Answer what appraisers ask a unit.</summary>
    AnswerAsks,

    /// <summary>Fill figures in for units, with their source, before they score themselves.</summary>
    PrefillFigures,

    /// <summary>See an appraisal before it is confirmed.</summary>
    ReadReview,

    /// <summary>Accept, change, ask about or return lines.</summary>
    Appraise,

    /// <summary>Confirm an agency's appraisal, so that it counts.</summary>
    ConfirmAppraisal,

    /// <summary>Say that one has an interest in a unit, which takes its lines from oneself, and from the agency where nobody else is left in it.</summary>
    DeclareInterest,

    /// <summary>Write and withdraw precedent notes on a criterion.</summary>
    NotePrecedent,

    /// <summary>Decide that a line doesn't apply, where the criteria leave it to another than the council.</summary>
    DecideNotApplicable,

    /// <summary>Enter the council's decision that a line doesn't apply.</summary>
    RecordNotApplicable,

    /// <summary>Enter what the council decided.</summary>
    RecordCouncil,

    /// <summary>Reopen a line before the council.</summary>
    ReopenLine,

    /// <summary>Make rounds that are not open yet, and change their criteria and units.</summary>
    PrepareRound,

    /// <summary>Open rounds, set stages and dates, grant extensions, assign appraisers.</summary>
    RunRound,

    /// <summary>See who waits on whom, and results before they are frozen.</summary>
    ReadBoard,

    /// <summary>Ask for the council's draft result to be looked at again.</summary>
    RequestReview,

    /// <summary>Admit such a request, name its panel, record its conclusion.</summary>
    JudgeRequest,

    /// <summary>Say what should become of a request one was named to look at.</summary>
    AdviseOnRequest,

    /// <summary>Let results be approved although a request is open.</summary>
    OverrideRequest,

    /// <summary>Record the Chairman's decision, which freezes the results.</summary>
    ApproveResults,

    /// <summary>Give lines of the own unit to its divisions and people.</summary>
    AssignInternally,

    /// <summary>Ask about a criterion before or while scoring; every unit reads the answer.</summary>
    AskAboutCriterion,

    /// <summary>Write the guidance of a criterion and answer what units ask about it.</summary>
    Guide,

    ReadTrail,

    /// <summary>Accounts and roles of the people of a unit, up to one's own role in it.</summary>
    ManageColleagues,

    /// <summary>Accounts, mandates, units.</summary>
    ManagePeople,

    /// <summary>See how the installation is run: accounts, mandates, reorganisations, settings, background work; never what lets somebody in.</summary>
    ReadInstallation,

    /// <summary>See rounds being prepared, and what people in them were reminded of.</summary>
    ReadPreparation,

    /// <summary>See surveys, how their fieldwork goes, and their results.</summary>
    ReadSurveys,

    /// <summary>Write questionnaires, open surveys, invite people, close them.</summary>
    RunSurveys,

    /// <summary>Hand in the unit's list of people a survey may ask.</summary>
    HandInPeople,

    /// <summary>Put what a survey found on the survey lines of a round.</summary>
    FeedRound,

    /// <summary>Key paper forms of a survey.</summary>
    KeyForms,

    /// <summary>Settle what two keyings of a paper form differ in, and take keyings out.</summary>
    SettleForms,

    /// <summary>See how the fieldwork of an area goes.</summary>
    ReadFieldwork,

    /// <summary>Give people of an area to interviewers, hand slips over, set what is paid.</summary>
    RunFieldwork,

    /// <summary>See how the people of an area are found: names, addresses, telephones.</summary>
    FindPeople,

    /// <summary>Interview people one was given, and write down visits.</summary>
    Interview,

    /// <summary>Draw people of an area to be asked again, and write down what they said.</summary>
    Recheck,
}

/// <summary>How far a permission reaches.</summary>
public enum Reach
{
    /// <summary>The unit of the mandate.</summary>
    OwnUnit,

    /// <summary>Units the unit of the mandate was made from.</summary>
    Predecessors,

    /// <summary>Units whose open work the unit of the mandate took over.</summary>
    OpenWork,

    /// <summary>Lines assigned to the agency of the mandate, of units other than itself and those the person declared an interest in.</summary>
    AssignedLines,

    /// <summary>Requests for review the person was named to look at, with their lines, of units other than the own and those the person declared an interest in.</summary>
    OwnPanels,

    /// <summary>The area of a survey's fieldwork the mandate is for.</summary>
    OwnArea,

    /// <summary>People of that area who were given to whoever holds the mandate.</summary>
    OwnVisits,

    /// <summary>Every unit but those of any mandate the person holds, and those they were made from.</summary>
    OtherUnits,

    Everywhere,
}

/// <summary>One row of the table.</summary>
/// <param name="Stages">The kinds of stage in which the permission holds; empty for any time.</param>
public sealed record Permission(Role Role, Act Act, Reach Reach, ImmutableArray<StageKind> Stages);

/// <summary>Whose turn a stage is.</summary>
public enum StageKind
{
    /// <summary>Units score themselves ("tự chấm điểm").</summary>
    Self,

    /// <summary>Bodies nearer to the units appraise before the lead agencies ("thẩm định cấp thứ nhất").</summary>
    FirstLevel,

    /// <summary>Lead agencies appraise ("thẩm định").</summary>
    Review,

    /// <summary>Units explain ("giải trình").</summary>
    Explanation,

    /// <summary>The council decides ("Hội đồng thẩm định").</summary>
    Council,
}

/// <summary>Who may do what: role × reach × stage × act. Authorisation, the pages' buttons and the exhaustive test read this table and nothing else.</summary>
public static class Permissions
{
    private static readonly ImmutableArray<StageKind> Any = [];
    private static readonly ImmutableArray<StageKind> OfUnits = [StageKind.Self, StageKind.Explanation];
    private static readonly ImmutableArray<StageKind> OfAgencies = [StageKind.FirstLevel, StageKind.Review];
    private static readonly ImmutableArray<StageKind> OfCouncil = [StageKind.Council];

    public static ImmutableArray<Permission> Table { get; } =
    [
        new(Role.UnitOfficer, Act.ReadSheet, Reach.OwnUnit, Any),
        new(Role.UnitOfficer, Act.EnterScores, Reach.OwnUnit, OfUnits),
        new(Role.UnitOfficer, Act.AnswerAsks, Reach.OwnUnit, OfAgencies),
        new(Role.UnitOfficer, Act.AssignInternally, Reach.OwnUnit, Any),
        new(Role.UnitOfficer, Act.AskAboutCriterion, Reach.OwnUnit, Any),
        new(Role.UnitOfficer, Act.ManageColleagues, Reach.OwnUnit, Any),
        new(Role.UnitOfficer, Act.HandInPeople, Reach.OwnUnit, Any),
        new(Role.UnitOfficer, Act.ReadSheet, Reach.Predecessors, Any),
        new(Role.UnitOfficer, Act.EnterScores, Reach.OpenWork, OfUnits),
        new(Role.UnitOfficer, Act.AnswerAsks, Reach.OpenWork, OfAgencies),
        new(Role.UnitLeader, Act.ReadSheet, Reach.OwnUnit, Any),
        new(Role.UnitLeader, Act.EnterScores, Reach.OwnUnit, OfUnits),
        new(Role.UnitLeader, Act.HandIn, Reach.OwnUnit, OfUnits),
        new(Role.UnitLeader, Act.AskNotApplicable, Reach.OwnUnit, [StageKind.Self]),
        new(Role.UnitLeader, Act.AnswerAsks, Reach.OwnUnit, OfAgencies),
        new(Role.UnitLeader, Act.RequestReview, Reach.OwnUnit, Any),
        new(Role.UnitLeader, Act.AssignInternally, Reach.OwnUnit, Any),
        new(Role.UnitLeader, Act.AskAboutCriterion, Reach.OwnUnit, Any),
        new(Role.UnitLeader, Act.ManageColleagues, Reach.OwnUnit, Any),
        new(Role.UnitLeader, Act.HandInPeople, Reach.OwnUnit, Any),
        new(Role.UnitLeader, Act.ReadSheet, Reach.Predecessors, Any),
        new(Role.UnitLeader, Act.EnterScores, Reach.OpenWork, OfUnits),
        new(Role.UnitLeader, Act.HandIn, Reach.OpenWork, OfUnits),
        new(Role.UnitLeader, Act.AskNotApplicable, Reach.OpenWork, [StageKind.Self]),
        new(Role.UnitLeader, Act.AnswerAsks, Reach.OpenWork, OfAgencies),
        new(Role.UnitLeader, Act.RequestReview, Reach.OpenWork, Any),
        new(Role.Appraiser, Act.ReadSheet, Reach.AssignedLines, Any),
        new(Role.Appraiser, Act.ReadSheet, Reach.OwnPanels, Any),
        new(Role.Appraiser, Act.AdviseOnRequest, Reach.OwnPanels, Any),
        new(Role.Appraiser, Act.ReadReview, Reach.AssignedLines, Any),
        new(Role.Appraiser, Act.Appraise, Reach.AssignedLines, OfAgencies),
        new(Role.Appraiser, Act.DeclareInterest, Reach.AssignedLines, Any),
        new(Role.Appraiser, Act.PrefillFigures, Reach.AssignedLines, [StageKind.Self]),
        new(Role.Appraiser, Act.Guide, Reach.AssignedLines, Any),
        new(Role.Appraiser, Act.NotePrecedent, Reach.AssignedLines, OfAgencies),
        new(Role.LeadAgencyLeader, Act.ReadSheet, Reach.AssignedLines, Any),
        new(Role.LeadAgencyLeader, Act.ReadSheet, Reach.OwnPanels, Any),
        new(Role.LeadAgencyLeader, Act.AdviseOnRequest, Reach.OwnPanels, Any),
        new(Role.LeadAgencyLeader, Act.ReadReview, Reach.AssignedLines, Any),
        new(Role.LeadAgencyLeader, Act.ConfirmAppraisal, Reach.AssignedLines, OfAgencies),
        new(Role.LeadAgencyLeader, Act.DeclareInterest, Reach.AssignedLines, Any),
        new(Role.LeadAgencyLeader, Act.Guide, Reach.AssignedLines, Any),
        new(Role.LeadAgencyLeader, Act.NotePrecedent, Reach.AssignedLines, OfAgencies),
        new(Role.StandingOffice, Act.ReadSheet, Reach.Everywhere, Any),
        new(Role.StandingOffice, Act.ReadReview, Reach.Everywhere, Any),
        new(Role.StandingOffice, Act.PrefillFigures, Reach.OtherUnits, [StageKind.Self]),
        new(Role.StandingOffice, Act.PrepareRound, Reach.Everywhere, Any),
        new(Role.StandingOffice, Act.OverrideCheck, Reach.OtherUnits, OfUnits),
        new(Role.StandingOffice, Act.DecideNotApplicable, Reach.Everywhere, Any),
        new(Role.StandingOffice, Act.ReadPreparation, Reach.Everywhere, Any),
        new(Role.StandingOffice, Act.RunRound, Reach.Everywhere, Any),
        new(Role.StandingOffice, Act.AdviseOnRequest, Reach.OwnPanels, Any),
        new(Role.StandingOffice, Act.OverrideRequest, Reach.Everywhere, Any),
        new(Role.StandingOffice, Act.ReadBoard, Reach.Everywhere, Any),
        new(Role.StandingOffice, Act.Guide, Reach.Everywhere, Any),
        new(Role.StandingOffice, Act.ReadSurveys, Reach.Everywhere, Any),
        new(Role.StandingOffice, Act.ReadFieldwork, Reach.Everywhere, Any),
        new(Role.CouncilMember, Act.ReadSheet, Reach.Everywhere, Any),
        new(Role.CouncilMember, Act.ReadReview, Reach.Everywhere, Any),
        new(Role.CouncilMember, Act.ReadBoard, Reach.Everywhere, Any),
        new(Role.CouncilMember, Act.AdviseOnRequest, Reach.OwnPanels, Any),
        new(Role.CouncilMember, Act.ReopenLine, Reach.Everywhere, OfCouncil),
        new(Role.CouncilChair, Act.ReadSheet, Reach.Everywhere, Any),
        new(Role.CouncilChair, Act.ReadReview, Reach.Everywhere, Any),
        new(Role.CouncilChair, Act.ReadBoard, Reach.Everywhere, Any),
        new(Role.CouncilChair, Act.AdviseOnRequest, Reach.OwnPanels, Any),
        new(Role.CouncilChair, Act.ReopenLine, Reach.Everywhere, OfCouncil),
        new(Role.CouncilSecretary, Act.ReadSheet, Reach.Everywhere, Any),
        new(Role.CouncilSecretary, Act.ReadReview, Reach.Everywhere, Any),
        new(Role.CouncilSecretary, Act.ReadBoard, Reach.Everywhere, Any),
        new(Role.CouncilSecretary, Act.RecordNotApplicable, Reach.Everywhere, Any),
        new(Role.CouncilSecretary, Act.RecordCouncil, Reach.Everywhere, OfCouncil),
        new(Role.CouncilSecretary, Act.JudgeRequest, Reach.Everywhere, Any),
        new(Role.Chairman, Act.ReadSheet, Reach.Everywhere, Any),
        new(Role.Chairman, Act.ReadReview, Reach.Everywhere, Any),
        new(Role.Chairman, Act.ReadBoard, Reach.Everywhere, Any),
        new(Role.Chairman, Act.ApproveResults, Reach.Everywhere, Any),
        new(Role.Auditor, Act.ReadSheet, Reach.Everywhere, Any),
        new(Role.Auditor, Act.ReadReview, Reach.Everywhere, Any),
        new(Role.Auditor, Act.ReadBoard, Reach.Everywhere, Any),
        new(Role.Auditor, Act.ReadTrail, Reach.Everywhere, Any),
        new(Role.Auditor, Act.ReadInstallation, Reach.Everywhere, Any),
        new(Role.Auditor, Act.ReadPreparation, Reach.Everywhere, Any),
        new(Role.Auditor, Act.ReadSurveys, Reach.Everywhere, Any),
        new(Role.Auditor, Act.ReadFieldwork, Reach.Everywhere, Any),
        new(Role.Administrator, Act.ReadTrail, Reach.Everywhere, Any),
        new(Role.Administrator, Act.ReadInstallation, Reach.Everywhere, Any),
        new(Role.Administrator, Act.ManagePeople, Reach.Everywhere, Any),
        new(Role.SurveyManager, Act.ReadSurveys, Reach.Everywhere, Any),
        new(Role.SurveyManager, Act.RunSurveys, Reach.Everywhere, Any),
        new(Role.SurveyManager, Act.FeedRound, Reach.Everywhere, Any),
        new(Role.SurveyManager, Act.KeyForms, Reach.Everywhere, Any),
        new(Role.SurveyManager, Act.SettleForms, Reach.Everywhere, Any),
        new(Role.Keyer, Act.KeyForms, Reach.Everywhere, Any),
        new(Role.SurveyManager, Act.ReadFieldwork, Reach.Everywhere, Any),
        new(Role.SurveyManager, Act.RunFieldwork, Reach.Everywhere, Any),
        new(Role.FieldCoordinator, Act.ReadFieldwork, Reach.OwnArea, Any),
        new(Role.FieldCoordinator, Act.RunFieldwork, Reach.OwnArea, Any),
        new(Role.FieldCoordinator, Act.FindPeople, Reach.OwnArea, Any),
        new(Role.Interviewer, Act.Interview, Reach.OwnVisits, Any),
        new(Role.FieldSupervisor, Act.ReadFieldwork, Reach.OwnArea, Any),
        new(Role.FieldSupervisor, Act.Recheck, Reach.OwnArea, Any),
    ];
}
