using ChiSo.Application.Desk;
using ChiSo.Application.Rounds;
using ChiSo.Web.Appraisal;
using ChiSo.Web.Assessment;
using ChiSo.Web.Rounds;
using ChiSo.Web.Surveys;

namespace ChiSo.Web.Desk;

/// <summary>Where a piece of open work is done.</summary>
public static class DeskLinks
{
    public static string Of(OpenWork work) => work.Kind switch
    {
        WorkKind.Enter or WorkKind.Prepare or WorkKind.Send or WorkKind.LookThrough or WorkKind.Explain or WorkKind.LetThrough => SheetAddress.Of(work.Round, work.Block, work.Unit, work.Stage),
        WorkKind.Assigned => SheetAddress.OfAssignments(work.Round, work.Block, work.Unit),
        WorkKind.Answer or WorkKind.Mend => SheetAddress.OfQuestions(work.Round, work.Block, work.Unit),
        WorkKind.Appraise or WorkKind.Confirm or WorkKind.DecideDispute => ReviewAddress.Of(work.Round, work.Block, work.Stage),
        WorkKind.ReturnedProposal when work.Block.Length > 0 => SetAddress.Of(work.Round, work.Block),
        WorkKind.PublishSet => SetAddress.Of(work.Round, work.Block),
        WorkKind.SendReminder => $"/desk/rounds/{work.Round}/reminder",
        WorkKind.ConfirmLate => $"/desk/{work.Round}/{work.Block}/late",
        WorkKind.DecidedDispute or WorkKind.ReopenedDispute => SheetAddress.Of(work.Round, work.Block, work.Unit, Stages.Self) + "#disputes",
        WorkKind.DraftResult or WorkKind.DecidedRequest or WorkKind.OverriddenRequest or WorkKind.RevokedOverride => RequestAddresses.OfUnit(work.Round, work.Block, work.Unit),
        WorkKind.MovedDates when work.Stage == DateChange.Requests => RequestAddresses.OfUnit(work.Round, work.Block, work.Unit),
        WorkKind.ExtendedTime or WorkKind.MovedDates or WorkKind.BegunPause or WorkKind.EndedPause or WorkKind.DecidedLate => SheetAddress.Of(work.Round, work.Block, work.Unit, work.Stage == Stages.Explanation ? work.Stage : Stages.Self),
        WorkKind.ApprovedRound => $"/{work.Round}/{work.Block}",
        WorkKind.Guide or WorkKind.AnsweredQuestion => GuidanceAddress.Of(work.Round),
        WorkKind.Council => CouncilAddress.Of(work.Round, work.Block),
        WorkKind.Advise or WorkKind.ApproveOverride => RequestAddresses.Of(work.Round, work.Block, work.Request.GetValueOrDefault()), // they have one
        WorkKind.Request => RequestAddresses.Of(work.Round, work.Block),
        WorkKind.ProposeNotApplicable or WorkKind.DecideNotApplicable => NotApplicableAddresses.Of(work.Round, work.Block),
        WorkKind.AnsweredNotApplicable => NotApplicableAddresses.OfUnit(work.Round, work.Block, work.Unit),
        WorkKind.ApproveSurvey or WorkKind.MendSurvey => ProposalAddress.Of(work.Survey.GetValueOrDefault()), // they have one
        WorkKind.HandInPeople => $"/desk/survey-lists/{work.Round}/{work.Unit}",
        WorkKind.ApproveRelease => $"/desk/surveys/{work.Round}/release",
        WorkKind.Assign => $"/desk/rounds/{work.Round}/appraisers",
        WorkKind.Visit => $"/desk/fieldwork/{work.Round}/{work.Block}/visits",
        WorkKind.Recheck => $"/desk/fieldwork/{work.Round}/{work.Block}/recheck",
        WorkKind.KeyForms or WorkKind.SettleForms => $"/desk/surveys/{work.Round}/paper",
        WorkKind.ApproveResults => $"/desk/rounds/{work.Round}/overview",
        _ => $"/desk/rounds/{work.Round}",
    };
}
